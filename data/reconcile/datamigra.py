"""DataMigra's tables on migrants in Chile, read line by line."""

from collections.abc import Callable, Mapping
from pathlib import Path

from data.reconcile.book import Book, Cell, Name, named, place_names, put
from data.reconcile.national_a import lines
from data.reconcile.places import crosswalk

FOLDER = "chile_datamigra/2026/"
STOCK = FOLDER + "epe_ine_snm/figura_01_stock_nacional.csv"
ORIGINS = FOLDER + "epe_ine_snm/figura_04_series_principales_paises.csv"
REGIONS = FOLDER + "epe_ine_snm/figura_06_cambio_regional.csv"
IRREGULAR = FOLDER + "epe_ine_snm/figura_11_irregular_pais_2023.csv"
TEMPORARY = FOLDER + "snm/figura_02_rt_aprobadas.csv"
DEFINITIVE = FOLDER + "snm/figura_09_rd_aprobadas.csv"
TEMPORARY_2025 = FOLDER + "snm/figura_06_rt_nacionalidades_2025.csv"
REFUGEES = FOLDER + "snm/figura_15_refugio_series.csv"
ENE = FOLDER + "ene/figura_01_participacion_laboral_2012_2025.csv"
CASEN_WORK = FOLDER + "casen/figura_02_participacion_laboral.csv"
CASEN_JOBLESS = FOLDER + "casen/figura_03_tasa_desocupacion.csv"
CASEN_SCHOOL = FOLDER + "casen/figura_08_escolaridad.csv"
CASEN_POOR = FOLDER + "casen/figura_09_pobreza_multi.csv"
PUPILS = FOLDER + "mineduc/figura_01_evolucion_matricula_migrante_2016_2025.csv"
PUPILS_2025 = FOLDER + "mineduc/figura_04_porcentaje_matricula_migrante_region_2025.csv"
NEEDED = (
    *(STOCK, ORIGINS, REGIONS, IRREGULAR, TEMPORARY, DEFINITIVE, TEMPORARY_2025, REFUGEES),
    *(ENE, CASEN_WORK, CASEN_JOBLESS, CASEN_SCHOOL, CASEN_POOR, PUPILS, PUPILS_2025),
)
SOURCE = "chl_datamigra_2026"
GROUP = {"Migrantes": "group.migrants", "Chilenos": "group.nationals"}


def residents(raw: Path) -> Book:
    """Read the country, its five main origins and, in two years, its regions."""
    code, units = place_names(SOURCE), crosswalk(SOURCE)
    book: Book = {}
    for number, row in lines(raw, STOCK):
        put(book, Cell("CHL", "W", row["ano"]), float(row["estimacion"]), (STOCK, number), "E")
    for number, row in lines(raw, ORIGINS):
        cell = Cell("CHL", code(row["pais"]) or "", row["ano"])
        put(book, cell, float(row["estimacion"]), (ORIGINS, number), "E")
    for number, row in lines(raw, REGIONS):
        for year in ("2018", "2023"):
            cell = Cell(units["CHL", row["region"]], "W", year)
            put(book, cell, float(row[year]), (REGIONS, number), "E")
    return book


def irregular(raw: Path) -> Book:
    """Read origins; of all of them the number that the first one's share is of."""
    code = place_names(SOURCE)
    book: Book = {}
    rows = list(lines(raw, IRREGULAR))
    for number, row in rows:
        cell = Cell("CHL", code(row["pais_display"]) or "", "2023")
        put(book, cell, float(row["rraa_irregular"]), (IRREGULAR, number), "E")
    number, first = rows[0]
    whole = float(round(float(first["rraa_irregular"]) / float(first["share_total_irregular"])))
    cell = Cell("CHL", "W", "2023")
    put(book, cell, whole, (IRREGULAR, number), "E")
    book[cell].flags.add("from_share")
    return book


def permits(raw: Path) -> Book:
    """Read temporary and definitive permits; the temporary ones of 2025 also by nationality."""
    code = place_names(SOURCE)
    book: Book = {}
    for kind, name in (("temporary", TEMPORARY), ("definitive", DEFINITIVE)):
        for number, row in lines(raw, name):
            cell = Cell("CHL", "W", row["ano"], breakdown=f"permit.{kind}")
            put(book, cell, float(row["total"]), (name, number))
    for number, row in lines(raw, TEMPORARY_2025):
        cell = Cell("CHL", code(row["pais"]) or "", "2025", breakdown="permit.temporary")
        put(book, cell, float(row["total"]), (TEMPORARY_2025, number))
    for cell, line in book.items():
        line.definition = f"chl_permits_{cell.breakdown.partition('.')[2]}"
        line.unit = "permits"
    return book


def refugees(event: str, definition: str) -> Callable[[Path], Book]:
    """Give the reading of one event of refugee procedures."""

    def read(raw: Path) -> Book:
        book: Book = {}
        for number, row in lines(raw, REFUGEES):
            if row["evento"] == event:
                cell = Cell("CHL", "_Z", row["ano"])
                put(book, cell, float(row["total"]), (REFUGEES, number))
        return named(book, definition)

    return read


def survey(
    name: str, group: str, column: str, definition: str, unit: str = "percent"
) -> Callable[[Path], Book]:
    """Give the reading of one table of a survey, by group."""

    def read(raw: Path) -> Book:
        book: Book = {}
        for number, row in lines(raw, name):
            cell = Cell("CHL", "_Z", row["year"], breakdown=GROUP[row[group]])
            put(book, cell, float(row[column]), (name, number))
        return named(book, definition, unit)

    return read


def pupils(raw: Path, *, share: bool) -> Book:
    """Read the pupils of the country by year and of its regions in 2025."""
    units = crosswalk(SOURCE)
    book: Book = {}
    for name in (PUPILS, PUPILS_2025):
        for number, row in lines(raw, name):
            place = units["CHL", row["region_label"]] if name == PUPILS_2025 else "CHL"
            migrants, every = float(row["migrant_students"]), float(row["total_students"])
            value = 100 * migrants / every if share else migrants
            put(book, Cell(place, "_Z", row.get("agno", "2025")), value, (name, number))
    return book


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("foreign_residents", SOURCE): lambda raw: named(residents(raw), "datamigra_residents"),
    ("irregular_estimate", SOURCE): lambda raw: named(irregular(raw), "datamigra_irregular"),
    ("residence_permits", SOURCE): permits,
    ("refugee_applications_national", SOURCE): refugees("Solicitantes", "chl_refugee_applications"),
    ("refugee_recognitions_national", SOURCE): refugees(
        "Reconocimientos", "chl_refugee_recognitions"
    ),
    ("refugee_rejections_national", SOURCE): refugees("Rechazos", "chl_refugee_rejections"),
    ("labour_participation_migrants", SOURCE): survey(
        ENE, "migrant_status", "share", "ene_participation"
    ),
    ("labour_participation_casen_migrants", SOURCE): survey(
        CASEN_WORK, "grupo", "pct", "casen_participation"
    ),
    ("unemployment_rate_migrants", SOURCE): survey(
        CASEN_JOBLESS, "grupo", "pct", "casen_unemployment"
    ),
    ("schooling_years_migrants", SOURCE): survey(
        CASEN_SCHOOL, "grupo", "esc_mean", "casen_schooling_years", "years"
    ),
    ("multidimensional_poverty_migrants", SOURCE): survey(
        CASEN_POOR, "grupo", "pct", "casen_multidimensional_poverty"
    ),
    ("pupils_foreign", SOURCE): lambda raw: named(
        pupils(raw, share=False), "mineduc_pupils_foreign"
    ),
    ("pupils_foreign_share", SOURCE): lambda raw: named(
        pupils(raw, share=True), "mineduc_pupils_foreign_share", "percent"
    ),
}
