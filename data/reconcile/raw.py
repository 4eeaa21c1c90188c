"""Raw files as pieces: each raw figure beside every cell that it is a part of."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyreadr

CODES = Path(__file__).parents[1] / "codes"
STOCKS = {
    "undesa_2024": "undesa_migrant_stock/2024/undesa_stocks.rda",
    "undesa_2020": "undesa_migrant_stock/2020/undesa_stocks_2020.rda",
}
WORKBOOK = "undesa_migrant_stock/2020/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
UNHCR = "unhcr_refugee_statistics/2026-06/population.rda"
WPP = {
    "F": "un_wpp/2024/female_population_with_projections.csv",
    "M": "un_wpp/2024/male_population_with_projections.csv",
}
NEEDED = (*STOCKS.values(), WORKBOOK, UNHCR, *WPP.values())
POPULATIONS = {
    "refugees": "refugees",
    "asylum_seekers": "asylum_seekers",
    "other_protection": "oip",
    "stateless": "stateless",
}


def aliases(source: str) -> Mapping[str, str]:
    """Read what a source calls the areas that it does not call by our codes."""
    rows = pd.read_csv(CODES / "aliases.csv", keep_default_na=False)
    own = rows[rows["source"] == source]
    return dict(zip(own["code"], own["area"], strict=True))


def rda(raw: Path, name: str) -> pd.DataFrame:
    """Read the table of an R file, its rows numbered from 1."""
    table: pd.DataFrame
    (table,) = pyreadr.read_r(str(raw / name)).values()
    return table.assign(file=name, row=range(1, len(table) + 1))


def spread(pieces: pd.DataFrame, column: str, total: str) -> pd.DataFrame:
    """Put every piece also under the total of a column."""
    return pd.concat([pieces, pieces.assign(**{column: total})], ignore_index=True)


def stock(raw: Path, source: str) -> pd.DataFrame:
    """Give the migrant stock of an edition as pieces by pair, year and sex.

    Returns:
        ``destination, origin, sex, year, value, kind`` (what the destination counts), ``imputed``,
        ``added`` (refugees), ``unseparated`` (a zero that the workbook calls not available),
        ``file, row``.
    """
    table = rda(raw, STOCKS[source])
    names = aliases(source)
    pieces = pd.DataFrame(
        {
            "destination": table["geo"].replace(names),
            "origin": table["from"].replace(names),
            "sex": table["sex"].map({"female": "F", "male": "M"}),
            "year": table["t"].astype(int),
            "value": table["n"].astype(float),
            "kind": (10 * table["type_b"] + table["type_c"]).astype(int),
            "imputed": table["type_i"] == 1,
            "added": table["type_r"] == 1,
            "file": table["file"],
            "row": table["row"],
        }
    )
    pieces["unseparated"] = unseparated(raw, pieces) if source == "undesa_2020" else False
    return spread(pieces, "sex", "_T")


def unseparated(raw: Path, pieces: pd.DataFrame) -> list[bool]:
    """Tell which pieces belong to a destination and year that the workbook shows as two dots."""
    cells = workbook(raw, "Table 1")
    dots = cells[cells["value"].isna() & (cells["sex"] == "_T")]
    nothing = set(zip(dots["area"], dots["year"], strict=True))
    pairs = zip(pieces["destination"], pieces["year"], strict=True)
    return [pair in nothing for pair in pairs]


def workbook(raw: Path, sheet: str) -> pd.DataFrame:
    """Read a table of the 2020 workbook: ``area, sex, year, value, row``; two dots are missing."""
    cells = pd.read_excel(raw / WORKBOOK, sheet_name=sheet, header=None, engine="openpyxl")
    areas = pd.read_csv(CODES / "areas.csv", keep_default_na=False, dtype=str)
    by_m49 = {int(m49): area for area, m49 in zip(areas["id"], areas["m49"], strict=True) if m49}
    by_m49[900] = "W"
    found = []
    years = (1990, 1995, 2000, 2005, 2010, 2015, 2020)
    for place, row in enumerate(cells.itertuples(index=False)):
        code = pd.to_numeric(row[3], errors="coerce")
        if pd.isna(code) or int(code) not in by_m49:
            continue
        for block, sex in enumerate(("_T", "M", "F")):
            for step, year in enumerate(years):
                value = pd.to_numeric(row[5 + 7 * block + step], errors="coerce")
                found.append((by_m49[int(code)], sex, year, value, place + 1))
    return pd.DataFrame(found, columns=["area", "sex", "year", "value", "row"])


def concerned(raw: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give each of UNHCR's populations as pieces by pair and year.

    Yields:
        Name and ``ref_area, counterpart_area, year, value, state`` (``reported``, ``missing`` or
        ``outside``), ``file, row``; pieces stand also under all origins and under the world.
    """
    table = rda(raw, UNHCR)
    names = aliases("unhcr")
    first = table[table["oip"].notna()].groupby(["coo_iso", "coa_iso"])["year"].min().to_dict()
    for name, column in {**POPULATIONS, "idps": "idps", "apart": "ooc"}.items():
        pairs = zip(table["coo_iso"], table["coa_iso"], table["year"], table[column], strict=True)
        states = [
            "reported"
            if value == value  # noqa: PLR0124 - not a number is not itself
            else "missing"
            if year > first.get((origin, asylum), 9999)
            else "outside"
            for origin, asylum, year, value in pairs
        ]
        pieces = pd.DataFrame(
            {
                "ref_area": table["coa_iso"].replace(names),
                "counterpart_area": table["coo_iso"].replace(names),
                "year": table["year"].astype(int),
                "value": table[column].astype(float),
                "state": states,
                "part": name,
                "file": table["file"],
                "row": table["row"],
            }
        )
        if name == "idps":
            pieces["counterpart_area"] = "_Z"
        else:
            pieces = spread(pieces, "counterpart_area", "W")
        yield name, spread(pieces, "ref_area", "W")


def people(raw: Path) -> pd.DataFrame:
    """Give the mid-year population as pieces: ``ref_area, sex, year, value, file, row``."""
    names = {code.lower(): area for code, area in aliases("wpp_2024").items()}
    tables = []
    for sex, name in WPP.items():
        table = pd.read_csv(raw / name, keep_default_na=False)
        tables.append(
            pd.DataFrame(
                {
                    "ref_area": [names.get(code, code.upper()) for code in table["geo"]],
                    "sex": sex,
                    "year": table["time"],
                    "value": table.iloc[:, 2].astype(float),
                    "file": name,
                    "row": range(2, len(table) + 2),
                }
            )
        )
    pieces = spread(pd.concat(tables, ignore_index=True), "sex", "_T")
    return spread(pieces, "ref_area", "W")
