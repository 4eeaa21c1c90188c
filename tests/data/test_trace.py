"""Every cell is traced to rows of raw files, and their figures make the cell."""

import re
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyreadr
import pytest

from data.catalogue import Catalogue
from data.reconcile.__main__ import TABLES
from data.reconcile.compare import harmonised
from data.reconcile.trace import Origins, cards, figures
from tests.data import cut_national

RAW = Path(__file__).parents[3] / "shared" / "data" / "raw"
CATALOGUE = Catalogue.read()
PAIRS = [(name, source) for name, card in CATALOGUE.indicators.items() for source in card.sources]
KEY = ["ref_area", "counterpart_area", "sex", "age", "breakdown", "year"]
# Of each combination of these one cell is taken.
KINDS = ["sex", "age", "breakdown", "status", "all_areas", "all_ends", "freq"]
DISPLACED = ("refugees", "asylum_seekers", "oip")
AGES = {"_T": "total", "_U": "other", "Y_GE60": "60"}
COLUMNS = {
    "migrant_stock": "n",
    "emigrant_stock": "n",
    "asylum_applications": "applied",
    "asylum_recognised": "dec_recognized",
    "asylum_other": "dec_other",
    "asylum_rejected": "dec_rejected",
    "asylum_closed": "dec_closed",
    "migrant_deaths": "dead",
    "other_protection": "oip",
    "population_age": "value",
    "population_age_share": "value",
    **dict.fromkeys(("idp_new_conflict", "idp_new_disaster"), "n"),
    **dict.fromkeys(("darien_transits", "honduras_irregular_entries"), "n"),
    **dict.fromkeys(("mexico_irregular_situation", "us_southwest_encounters"), "n"),
    **dict.fromkeys(("gdp_per_capita", "unemployment_rate", "labour_participation"), -1),
    **dict.fromkeys(("population", "gini"), -1),
    "venezuelans_registered": "ven_pop_dept_23",
    "permits_ppt": "ppt_full",
    "identity_card_procedures": "CANTIDAD",
    "visitors_non_resident": "visitantes",
    "labour_income_migrants": "ingreso",
}
# Matrices, marked figures and years of other files: the second reading has compared them.
UNTOLD = {
    *("migration_flow_estimate", "remittance_corridor_model", "migrant_stock_age"),
    "pupils_foreign_share",
}
# Rates of several columns or answers of a survey: likewise.
UNTOLD |= {
    *("unemployment_rate_migrants", "employment_rate_migrants", "labour_participation_migrants"),
    *("health_affiliation_migrants", "illiteracy_migrants", "self_employment_migrants"),
    *("upper_secondary_education_migrants", "higher_education_migrants"),
}
ENTRIES = {"_T": "Total", "F": "Femenino", "M": "Masculino", "_U": "Indefinido"}
NEAR = 1e-9
PERMITS = {
    "": "PROVINCIA",
    "permit.transitory": "TRANSITORIAS",
    "permit.temporary": "TEMPORARIAS",
    "permit.permanent": "PERMANENTES",
    "_T": "TOTAL",
}
BORN = {"_T": "Inmigrantes internacionales", "M": "Hombres", "F": "Mujeres"}
# By a part of the file's name, the column of a figure: its sex, breakdown and year are given.
NATIONAL = {
    "baseregiones": lambda name, *_: "ESTIMACION" if "foreign" in name else "RRAA_IRREGULAR",
    "Enero_2023": lambda *_: "cantidad",
    "censo2024": lambda name, sex, *_: (
        f"{'Nacimiento' if name == 'born_abroad' else 'Residencia'}_En_otro_pais_"
        f"{ {'_T': 'T', 'M': 'H', 'F': 'M'}[sex] }"
    ),
    "llegada": lambda *_: "Inmigrantes internacionales /R",
    "inmigrantes": lambda name, sex, *_: BORN[sex],
    "otorgadas": lambda name, sex, split, _: PERMITS[split],
    "figura_06_cambio": lambda name, sex, split, year: year,
    "figura_11": lambda *_: "rraa_irregular",
    "stock_nacional": lambda *_: "estimacion",
    "figura_04_series": lambda *_: "estimacion",
    "/snm/": lambda *_: "total",
    "matricula": lambda *_: "migrant_students",
    "/casen/": lambda *_: -1,
    "/ene/": lambda *_: -1,
}


class Files:
    """The raw files of a folder, each read once."""

    def __init__(self, raw: Path) -> None:
        self.raw, self.read = raw, {}

    def rows(self, file: str, numbers: pd.Series) -> pd.DataFrame:
        """Give the rows of a file that are there, as their numbers name them."""
        if file not in self.read:
            self.read[file] = self.table(file)
        return self.read[file].loc[[number for number in numbers if number > 0]]

    def table(self, file: str) -> pd.DataFrame:
        path = self.raw / file.removesuffix(" (Table 3)")
        if path.suffix == ".rda":
            (table,) = pyreadr.read_r(str(path)).values()
            return table.set_axis(range(1, len(table) + 1))
        if path.suffix in (".xls", ".xlsx"):
            cells = pd.read_excel(path, header=None, engine="calamine", sheet_name=sheet_of(file))
            named = cells.set_axis(list(cells.iloc[0]), axis=1) if "Inclusion" in file else cells
            return named.set_axis(range(1, len(cells) + 1))
        if path.suffix == ".json":
            return pd.DataFrame(index=range(1, 2_000))
        if path.suffix == ".md":
            lines = path.read_text(encoding="utf-8").splitlines()
            return pd.DataFrame({"line": lines}, index=range(1, len(lines) + 1))
        if file == cut_national.HEADLESS:
            table = pd.read_csv(path, header=None, names=list(PERMITS.values()), dtype=str)
            return table.set_axis(range(1, len(table) + 1))
        coding = "latin-1" if "undp" in file or "baseregiones" in file else "utf-8"
        marks = "\t" if path.suffix == ".txt" else "|" if "CARNET" in file else ","
        table = pd.read_csv(path, encoding=coding, sep=marks, keep_default_na=False, dtype=str)
        return table.set_axis(range(2, len(table) + 2))


def sheet_of(file: str) -> object:
    """Name the sheet of a workbook that figures stand in."""
    if "Inclusion" in file:
        return "Full data"
    return "Table 3" if file.endswith("(Table 3)") else "Data" if file.endswith(".xls") else 0


class Sample:
    """Tables and the raw files that they are made of."""

    def __init__(self, raw: Path, tables: Path) -> None:
        self.tables, self.origins, self.files = tables, Origins(raw), Files(raw)

    @cached_property
    def known(self) -> dict[str, dict[str, object]]:
        return cards()

    def cells(self, indicator: str, source: str) -> list[object]:
        """Take a cell of every kind that a table has, another one for other tables."""
        table = harmonised(self.tables, indicator)
        table = table[table["source"] == source]
        kinds = table.assign(
            all_areas=table["ref_area"] == "W",
            all_ends=table["counterpart_area"].isin(["W", "_Z"]),
            freq=table["year"].str.len(),
        )
        seed = sum(map(ord, indicator + source)) + len(table)
        return list(kinds.groupby(KINDS).sample(1, random_state=seed).itertuples(index=False))

    def total(self, figure) -> float | None:
        """Add up the raw figures of one figure; none where that is not simple."""
        found = self.origins.rows_of(figure).drop_duplicates()
        told = 0.0
        for file, rows in found.groupby("file", observed=True)["row"]:
            own = self.files.rows(str(file), rows)
            columns = national(figure, str(file), own) or columns_of(
                figure, str(file), own, self.files.read[str(file)]
            )
            if columns is None:
                return None
            if {"app_pc", "dec_pc"} & set(own):
                own = own[own.get("app_pc", own.get("dec_pc")) == "P"]
            values = own[list(columns)].apply(pd.to_numeric, errors="coerce").astype("float64")
            told += values.sum().sum() * (1000 if "migration" in str(file) else 1)
        return told

    def value(self, indicator: str, source: str, key: dict[str, str]) -> float | None:
        """Compute a cell from the raw figures that it is traced to."""
        sides: dict[str, list[float | None]] = {"above": [], "below": []}
        formula = self.known[indicator].get("formula")
        asked = {name: {code} for name, code in key.items()}
        own = list(figures(self.known, indicator, source, asked))
        names = formula["numerator"] if formula else ""
        above = 1 if isinstance(names, str) else len(names["indicators"])
        for place, each in enumerate(own):
            sides["above" if place < above else "below"].append(self.total(each))
        if None in (*sides["above"], *sides["below"]):
            return None
        top, base = sum(sides["above"]), sum(sides["below"])
        if formula is None or not base:
            return top
        return formula["factor"] * top / base - formula.get("less", 0)


def national(figure, file: str, rows: pd.DataFrame):
    """Name the column of a file of a national source; none for any other file."""
    own = next((told for part, told in NATIONAL.items() if part in file), None)
    if own is None or figure.indicator in UNTOLD:
        return None
    (sex,), (split,), (year,) = (figure.codes[name] for name in ("sex", "breakdown", "year"))
    column = own(figure.indicator, sex, split, year)
    return [rows.columns[-1] if column == -1 else column]


def columns_of(figure, file: str, rows: pd.DataFrame, heads: pd.DataFrame):
    """Name the columns of a raw file that a figure adds up; none where that is not simple."""
    indicator, codes = figure.indicator, figure.codes
    if indicator in UNTOLD or file.endswith(("(Table 3)", "wdi.rda", ".md")):
        return None
    (year,) = codes["year"]
    if file.endswith(".xls"):
        return list(heads.columns[heads.loc[4].map(str).str.removesuffix(".0") == year])
    if "corridors" in file:
        return [name for name in rows if name.startswith(year.replace("-", ""))]
    if "undp" in file:
        sex = {"F": "_f", "M": "_m"}.get(*codes["sex"], "")
        return [f"{'lfpr' if indicator == 'labour_participation' else indicator}{sex}_{year}"]
    if "demographics" in file:
        return demographics(codes)
    if indicator == "net_migration":
        return [year]
    if indicator == "idp_stock":
        return ["total" if "unhcr" in file else "n"]
    if indicator == "displaced_population":
        return DISPLACED
    if indicator == "new_displacement":
        (split,) = codes["breakdown"]
        every = (*DISPLACED, "refugee_like")
        return every if split == "_T" else [split.removeprefix("status.")]
    named = {**COLUMNS, "border_entries": "total" if "esi_" in file else ENTRIES[min(codes["sex"])]}
    column = named.get(indicator, indicator if indicator in rows else -1)
    return [rows.columns[-1] if column == -1 else column]


def demographics(codes):
    """Name the columns of women or men and of ages; those whose age nobody knows are a rest."""
    if "_U" in codes["age"] or "_U" in codes["sex"]:
        return None
    if codes["sex"] == codes["age"] == {"_T"}:
        return ["total"]
    sexes = [sex.lower() for sex in codes["sex"] - {"_T"}] or ["f", "m"]
    ages = [AGES.get(age, age.lstrip("Y").replace("T", "_")) for age in codes["age"]]
    return [f"{sex}_{age}" for sex in sexes for age in ages]


@pytest.fixture(scope="module")
def small(built):
    return Sample(built / "raw", built / "tables")


@pytest.fixture(scope="session")
def committed():
    """The committed tables, where the raw files that they are made of are at hand."""
    return Sample(RAW, TABLES) if RAW.is_dir() else None


def untraced(sample: Sample, indicator: str, source: str) -> list[str]:
    """Name the cells of a sample that no row makes."""
    faults = []
    for cell in sample.cells(indicator, source):
        key = {name: str(getattr(cell, name)) for name in KEY}
        found = sample.origins.found(indicator, source, key)
        there = all(
            len(sample.files.rows(str(file), rows)) == int((rows > 0).sum())
            for file, rows in found.groupby("file", observed=True)["row"]
        )
        if found.empty or not there:
            faults.append(f"{indicator} {source} {' '.join(key.values())}: {len(found)} rows")
        lacks = "partial" in cell.flags or "from_share" in cell.flags
        if cell.value == cell.value and not lacks and cell.status != "O":
            told = sample.value(indicator, source, key)
            if told is not None and abs(told - cell.value) > NEAR * max(abs(cell.value), 1):
                faults.append(f"{' '.join(key.values())}: {cell.value}, its rows make {told}")
    return faults


@pytest.mark.parametrize(("indicator", "source"), PAIRS)
def test_cells_of_every_kind_are_traced_to_rows_that_make_them(small, indicator, source):
    assert untraced(small, indicator, source) == []


@pytest.mark.parametrize(("indicator", "source"), PAIRS)
def test_committed_cells_of_every_kind_are_traced_where_the_raw_files_are(
    committed, indicator, source
):
    if committed is not None:
        assert untraced(committed, indicator, source) == []


def test_a_figure_that_is_missing_names_the_row_or_the_file_that_lacks_it(small):
    told = small.origins.told
    month = dict.fromkeys(KEY, "_T") | {"ref_area": "PAN", "counterpart_area": "VEN"}
    assert re.fullmatch(
        r".*irreg_darien_nat\.rda, no such row",
        told("darien_transits", "panama", month | {"year": "2023-01"}),
    )
    empty = dict.fromkeys(KEY, "_T") | {"ref_area": "CHL", "counterpart_area": "_Z"}
    assert re.fullmatch(
        r".*remittances-received-percent-gdp\.xls, rows 6",
        told("remittances_share_gdp", "worldbank", empty | {"year": "2021"}),
    )
