"""Colombia's household survey, read line by line: Venezuelans, and all residents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from data.reconcile.book import NO_ROW, Book, Cell, Line, Name
from data.reconcile.national_b import lines_of
from data.reconcile.places import crosswalk

FOLDER = "colombia_geih_migrantes/2022-2025/geih_"
WORK = FOLDER + "laboral_subset.csv"
QUARTERS = FOLDER + "serie_trim_subset.csv"
HEALTH = FOLDER + "acceso_salud_subset.csv"
LITERACY = FOLDER + "alfabetismo_subset.csv"
EDUCATION = FOLDER + "educacion_subset.csv"
POSITION = FOLDER + "tipo_trabajo_subset.csv"
INCOME = FOLDER + "ingreso_sexo_subset.csv"
NEEDED = (WORK, QUARTERS, HEALTH, LITERACY, EDUCATION, POSITION, INCOME)
GROUPS = {"Venezolano": "group.venezuelans", "Todos": "group.all"}
MONTHS = 3  # of a quarter
HIGHER = (
    *("Técnica prof.", "Tecnológica", "Universitaria"),
    *("Especialización", "Maestría", "Doctorado"),
)
UPPER_SECONDARY = ("Media académica", "Media técnica", "Normalista")
SEXES = {"Mujer": "F", "Hombre": "M"}
RATES: Mapping[str, Callable[[float, float, float], tuple[float, float]]] = {
    "unemployment": lambda works, seeks, _: (seeks, works + seeks),
    "employment": lambda works, _, adults: (works, adults),
    "participation": lambda works, seeks, adults: (works + seeks, adults),
}


def cell_of(row: Mapping[str, Any], period: str, sex: str) -> Cell:
    """Say which cell a line is of."""
    return Cell(row["area"], "_Z", period, sex, "_T", GROUPS[row["migrante"]])


def places() -> dict[str, str]:
    """Give our area of each of the survey's places; the one without a unit is the country."""
    return {label: unit or "COL" for (_, label), unit in crosswalk("col_geih").items()}


def lines_with_areas(raw: Path, file: str) -> Iterator[dict[str, Any]]:
    """Read a file line by line, our area beside the survey's own."""
    areas = places()
    for row in lines_of(raw, file):
        yield {**row, "area": areas[row["geo"]]}


def share(above: float, below: float) -> Line:
    """Give a rate in per cent; without anybody below the line there is none."""
    if below > 0:
        return Line(100 * above / below, "E", {"no_sampling_error"})
    return Line(None, "O")


def all_cells(book: Book, file: str, kinds: Iterable[tuple[str, str]]) -> Book:
    """Add the cells that a file lacks: every place and both groups, in all periods and sexes."""
    for area in set(places().values()):
        for group in GROUPS.values():
            for period, sex in kinds:
                cell = Cell(area, "_Z", period, sex, "_T", group)
                book.setdefault(cell, Line(rows=[(file, NO_ROW)]))
    return book


def told(book: Book, definition: str, unit: str = "percent") -> Book:
    """Say what was counted."""
    for line in book.values():
        line.definition, line.unit = definition, unit
    return book


def work(raw: Path, name: str) -> Book:
    """Read a rate of the labour market: years by sex and of both, quarters of both."""
    formula = RATES[name]
    book: Book = {}
    both: dict[Cell, list[dict[str, Any]]] = {}
    for row in lines_with_areas(raw, WORK):
        cell = cell_of(row, row["anio"], SEXES[row["sexo"]])
        book[cell] = rate_of([row], formula)
        both.setdefault(cell._replace(sex="_T"), []).append(row)
    for cell, rows in both.items():
        book[cell] = rate_of(rows, formula)
        if len(rows) < len(SEXES):
            marked(book[cell], "partial_sum")
    periods = {cell.period for cell in book}
    all_cells(book, WORK, [(period, sex) for period in periods for sex in ("_T", "F", "M")])
    quarters: Book = {}
    for row in lines_with_areas(raw, QUARTERS):
        period = f"{row['anio']}-Q{int(float(row['trimestre']))}"
        line = rate_of([row], formula)
        if int(row["nmes"]) < MONTHS:
            marked(line, "fewer_months")
        quarters[cell_of(row, period, "_T")] = line
    periods = {cell.period for cell in quarters}
    all_cells(quarters, QUARTERS, [(period, "_T") for period in periods])
    return told(book | quarters, f"geih_{name}")


def rate_of(
    rows: list[dict[str, Any]], formula: Callable[[float, float, float], tuple[float, float]]
) -> Line:
    """Compute a rate of the persons of some lines."""
    counts = [
        sum(float(row[column]) for row in rows) for column in ("ocupados", "desocupados", "pet")
    ]
    line = share(*formula(*counts))
    line.rows = [row["where"] for row in rows]
    return line


def marked(line: Line, flag: str) -> None:
    """Flag a figure that is there."""
    if line.value is not None:
        line.flags.add(flag)


def answers(raw: Path, file: str, column: str, *above: str) -> Book:
    """Read those who gave one of some answers in per cent of all."""
    groups: dict[Cell, list[dict[str, Any]]] = {}
    for row in lines_with_areas(raw, file):
        groups.setdefault(cell_of(row, row["anio"], "_T"), []).append(row)
    book: Book = {}
    for cell, rows in groups.items():
        chosen = sum(float(row["personas"]) for row in rows if row[column] in above)
        book[cell] = share(chosen, sum(float(row["personas"]) for row in rows))
        book[cell].rows = [row["where"] for row in rows]
    return all_cells(book, file, {(cell.period, "_T") for cell in book})


def income(raw: Path) -> Book:
    """Read the mean income from work by sex."""
    book: Book = {}
    for row in lines_with_areas(raw, INCOME):
        cell = cell_of(row, row["anio"], SEXES[row["sexo"]])
        book[cell] = Line(float(row["ingreso"]), "E", {"no_sampling_error"}, [row["where"]])
    kinds = {(cell.period, cell.sex) for cell in book}
    return told(all_cells(book, INCOME, kinds), "geih_income", "cop_per_month")


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("unemployment_rate_migrants", "col_geih"): lambda raw: work(raw, "unemployment"),
    ("employment_rate_migrants", "col_geih"): lambda raw: work(raw, "employment"),
    ("labour_participation_migrants", "col_geih"): lambda raw: work(raw, "participation"),
    ("health_affiliation_migrants", "col_geih"): lambda raw: told(
        answers(raw, HEALTH, "acceso_salud", "Sí"), "geih_health"
    ),
    ("illiteracy_migrants", "col_geih"): lambda raw: told(
        answers(raw, LITERACY, "alfabetismo", "No"), "geih_illiteracy"
    ),
    ("upper_secondary_education_migrants", "col_geih"): lambda raw: told(
        answers(raw, EDUCATION, "nivel_educativo", *UPPER_SECONDARY, *HIGHER),
        "geih_upper_secondary",
    ),
    ("higher_education_migrants", "col_geih"): lambda raw: told(
        answers(raw, EDUCATION, "nivel_educativo", *HIGHER), "geih_higher_education"
    ),
    ("self_employment_migrants", "col_geih"): lambda raw: told(
        answers(raw, POSITION, "posicion_ocupacional", "Cuenta propia"), "geih_self_employment"
    ),
    ("labour_income_migrants", "col_geih"): income,
}
