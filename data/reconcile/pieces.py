"""Large sources read as tables of pieces: each raw figure beside every cell that has it as part."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from data.reconcile.book import COLUMNS, Cell, Name, codes, place_names

FLOWS = {
    ("_T", "_T"): "abel_cohen_flows/2022/flow_da_pb_closed.json",
    ("F", "_T"): "abel_cohen_flows/2022/flow_female_da_pb_closed.json",
    ("M", "_T"): "abel_cohen_flows/2022/flow_male_da_pb_closed.json",
    ("_T", "type.outward"): "abel_cohen_flows/2022/flow_outward_da_pb_closed.json",
    ("_T", "type.return"): "abel_cohen_flows/2022/flow_return_da_pb_closed.json",
    ("_T", "type.transit"): "abel_cohen_flows/2022/flow_transit_da_pb_closed.json",
}
AGES = "undesa_migrant_stock/2019_age/migrants_by_age_and_sex_total.csv"
AGE_NAMES = "undesa_migrant_stock/2019_age/country_codes_alpha_3.csv"
GROUPS = "un_wpp/2024/pop_age_groups_selected.csv"
FILES: Mapping[Name, tuple[str, ...]] = {
    ("migration_flow_estimate", "abel_cohen_2022"): tuple(FLOWS.values()),
    ("migrant_stock_age", "undesa_2019"): (AGES, AGE_NAMES),
    ("population_age", "wpp_2024"): (GROUPS,),
    ("population_age_share", "wpp_2024"): (GROUPS,),
}
KEY = list(COLUMNS)
PAIR = ["ref_area", "counterpart_area", "year"]
GROUP_AGES = {
    "0_4": "Y0T4",
    "5_9": "Y5T9",
    "10_14": "Y10T14",
    "0_14": "Y0T14",
    "15_19": "Y15T19",
    "20_39": "Y20T39",
    "40_59": "Y40T59",
    "60plus": "Y_GE60",
    "65plus": "Y_GE65",
    "70plus": "Y_GE70",
}
GROUP_SEXES = {"both_sexes_percent": "_T", "female_percent": "F", "male_percent": "M"}
LAST_ESTIMATE = 2023
NOTHING = ("..", "")


def flow_pieces(raw: Path) -> pd.DataFrame:
    """Give every cell of the six matrices under the pair and its three sums.

    Rows are origins, columns destinations. Regions and flows from an area to itself are no flows
    between countries. Of women, men and the types only what is more than zero, or part of a flow
    that is, stands for itself.
    """
    code = place_names("abel_cohen_2022")
    whole: pd.Series | None = None
    parts = []
    for (sex, split), name in FLOWS.items():
        content = json.loads((raw / name).read_text(encoding="utf-8"))
        regions = set(content["regions"])
        areas = [code(each) for each in content["names"]]
        found = []
        for period, grid in content["matrix"].items():
            for row, origin in enumerate(areas):
                for column, destination in enumerate(areas):
                    if row in regions or column in regions or origin == destination:
                        continue
                    found.append((destination, origin, f"{period}/P5Y", grid[row][column], row + 1))
        cells = pd.DataFrame(found, columns=[*PAIR, "value", "row"])
        cells = cells.assign(sex=sex, age="_T", breakdown=split, file=name)
        moved = cells.groupby(PAIR)["value"].sum()
        if whole is None:
            whole = moved
            parts.append(cells)
        else:
            keys = pd.MultiIndex.from_frame(cells[PAIR])
            some = (moved.reindex(keys) > 0) | (whole.reindex(keys) > 0)
            parts.append(cells[some.to_numpy()])
    return marked_apart(pd.concat(parts, ignore_index=True))


def marked_apart(cells: pd.DataFrame) -> pd.DataFrame:
    """Mark the flows of areas that nobody enters or leaves in a period, and put all under sums."""
    whole = cells[(cells["sex"] == "_T") & (cells["breakdown"] == "_T") & (cells["value"] > 0)]
    lives = {*zip(whole["ref_area"], whole["year"], strict=True)}
    lives |= {*zip(whole["counterpart_area"], whole["year"], strict=True)}
    ends = [zip(cells[end], cells["year"], strict=True) for end in PAIR[:2]]
    apart = [any(end not in lives for end in both) for both in zip(*ends, strict=True)]
    pieces = cells.assign(apart=apart)
    for end in PAIR[:2]:
        pieces = pd.concat([pieces, pieces.assign(**{end: "W"})], ignore_index=True)
    return pieces


def flows(raw: Path) -> pd.DataFrame:
    """Add the flows up, cell by cell."""
    pieces = flow_pieces(raw)
    cells = pieces.groupby(KEY, sort=False).agg(value=("value", "sum"), apart=("apart", "min"))
    cells = cells.reset_index()
    flags = np.where(cells.pop("apart"), "not_separate", "")
    return cells.assign(
        status="E", flags=flags, definition="abel_cohen_flow", unit_measure="persons"
    )


def migrant_pieces(raw: Path) -> pd.DataFrame:
    """Give migrants by age, the countries also under the world; two dots have no value."""
    known = pd.read_csv(raw / AGE_NAMES, sep=";", dtype=str, keep_default_na=False)
    code, ours = place_names("undesa_2019"), dict(zip(known["name"], known["code"], strict=True))
    table = pd.read_csv(raw / AGES, dtype=str, keep_default_na=False)
    found = []
    for line, row in enumerate(table.to_dict("records"), start=2):
        area = code(ours.get(row["Destination"], row["Destination"]))
        if area is None or area == "W":
            continue
        cells = [(str(name).split("_"), text) for name, text in row.items() if "_(" in str(name)]
        # Without any figure the country was counted under another name in that year.
        apart = all(text in NOTHING for _, text in cells)
        for (band, sex), text in cells:
            age = age_code(band)
            value = None if text in NOTHING else float(round(float(text)))
            where = {"(mf)": "_T", "(m)": "M", "(f)": "F"}[sex]
            cell = Cell(area, "_Z", row["Year"], where, age)
            found.append((*cell, value, apart, AGES, line))
    pieces = pd.DataFrame(found, columns=[*KEY, "value", "apart", "file", "row"])
    world = pieces[~pieces["apart"]].assign(ref_area="W")
    return pd.concat([pieces, world], ignore_index=True)


def age_code(band: str) -> str:
    """Give the code of a band of the file.

    >>> age_code("0-4"), age_code("75+"), age_code("Total")
    ('Y0T4', 'Y_GE75', '_T')
    """
    if band == "Total":
        return "_T"
    return f"Y_GE{band[:-1]}" if band.endswith("+") else "Y" + band.replace("-", "T")


def migrants_by_age(raw: Path) -> pd.DataFrame:
    """Add migrants up, cell by cell: a sum without one of its countries is partial."""
    pieces = migrant_pieces(raw)
    groups = pieces.groupby(KEY, sort=False)
    cells = groups.agg(parts=("value", "size"), told=("value", "count"), apart=("apart", "min"))
    cells["value"] = groups["value"].sum(min_count=1)
    cells = cells.reset_index()
    none, partial = cells["told"] == 0, cells["told"] < cells["parts"]
    flags = np.where(cells["apart"], "not_separate", "")
    flags = np.where(partial & ~none, "partial_sum", flags)
    return cells.drop(columns=["parts", "told", "apart"]).assign(
        status=np.where(none, "M", "E"),
        flags=flags,
        definition="undesa_2019_migrants",
        unit_measure="persons",
    )


def printed_migrants(raw: Path) -> Mapping[Cell, float]:
    """Give the world as the file prints it."""
    table = pd.read_csv(raw / AGES, dtype=str, keep_default_na=False)
    sexes = {"(mf)": "_T", "(m)": "M", "(f)": "F"}
    found: dict[Cell, float] = {}
    for row in table[table["Destination"] == "WORLD"].to_dict("records"):
        for name in table.columns[2:]:
            band, sex = name.split("_")
            found[Cell("W", "_Z", row["Year"], sexes[sex], age_code(band))] = float(row[name])
    return found


def group_pieces(raw: Path, *, shares: bool) -> pd.DataFrame:
    """Give the age groups of the population: persons, or per cent of each sex."""
    names = {given.lower(): area for given, area in codes("aliases", "wpp_2024").items()}
    table = pd.read_csv(raw / GROUPS, keep_default_na=False, dtype=str)
    table = table.assign(row=range(2, len(table) + 2), file=GROUPS)
    table = table[table["measure"].isin(list(GROUP_SEXES)) == shares]
    return pd.DataFrame(
        {
            "ref_area": [names.get(geo, geo.upper()) for geo in table["geo"]],
            "counterpart_area": "_Z",
            "year": table["time"],
            "sex": table["measure"].map(GROUP_SEXES) if shares else "_T",
            "age": table["age"].map(GROUP_AGES),
            "breakdown": "_T",
            "value": table["value"].astype(float),
            "file": table["file"],
            "row": table["row"],
        }
    )


def groups(raw: Path, *, shares: bool) -> pd.DataFrame:
    """Give the cells of the age groups, whole persons where the file has persons."""
    cells = group_pieces(raw, shares=shares).drop(columns=["file", "row"])
    status = np.where(cells["year"].astype(int) > LAST_ESTIMATE, "F", "E")
    meant = "wpp_population_age_share" if shares else "wpp_population_age"
    unit = "percent" if shares else "persons"
    return cells.assign(status=status, flags="", definition=meant, unit_measure=unit)


CELLS: Mapping[Name, Callable[[Path], pd.DataFrame]] = {
    ("migration_flow_estimate", "abel_cohen_2022"): flows,
    ("migrant_stock_age", "undesa_2019"): migrants_by_age,
    ("population_age", "wpp_2024"): lambda raw: groups(raw, shares=False),
    ("population_age_share", "wpp_2024"): lambda raw: groups(raw, shares=True),
}
PIECES: Mapping[Name, Callable[[Path], pd.DataFrame]] = {
    ("migration_flow_estimate", "abel_cohen_2022"): flow_pieces,
    ("migrant_stock_age", "undesa_2019"): migrant_pieces,
    ("population_age", "wpp_2024"): lambda raw: group_pieces(raw, shares=False),
    ("population_age_share", "wpp_2024"): lambda raw: group_pieces(raw, shares=True),
}
PRINTED: Mapping[Name, Callable[[Path], Mapping[Cell, float]]] = {
    ("migrant_stock_age", "undesa_2019"): printed_migrants,
}
