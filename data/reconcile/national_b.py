"""Registers of Colombia, Peru and Ecuador, read line by line."""

import csv
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.reconcile.book import (
    CATALOGUE,
    NO_ROW,
    Book,
    Cell,
    Line,
    Name,
    add,
    in_years,
    months,
    named,
    part_of_year,
    place_names,
    put,
)
from data.reconcile.places import UnknownPlaceError, crosswalk

REGISTER = "colombia_venezolanos_municipio/2023/Inclusion scores nationwide180324.xlsx"
CARDS = tuple(
    f"peru_migraciones_ce/2025/CARNET DE EXTRANJERIA {month}.csv"
    for month in months("2025-01", "2025-10")
)
POSTS = "ecuador_inec_esi/2018-2025/esi_entradas_provincia_anio.csv"
TOURISTS = "ecuador_inec_esi/2018-2025/esi_turismo_mensual_nacionalidad.csv"
PROFILE = "ecuador_inec_esi/2018-2025/esi_turismo_perfil_anio.csv"
ENTRIES = "colombia_entradas_extranjeros/2018-09/Entradas_de_extranjeros_a_Colombia.csv"
VISITS = "colombia_visitantes_no_residentes/2025-09/visitantes_anio_mes_pais_subset.csv"
VISITS_IN = "colombia_visitantes_no_residentes/2025-09/visitantes_anio_departamento_pais_subset.csv"
NEEDED = (REGISTER, *CARDS, POSTS, TOURISTS, PROFILE, ENTRIES, VISITS, VISITS_IN)
SPANISH = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
KINDS = {
    "ACTUALIZACIÓN CON EMISIÓN DE DOCUMENTO": "update",
    "CAMBIO DE CALIDAD MIGRATORIA": "change_of_status",
    "DUPLICADO DE CE": "duplicate",
    "EXPEDICIÓN DE CARNÉ DE EXTRANJERÍA": "issue",
    "RENOVACION DE CARNÉ DE EXTRANJERÍA": "renewal",
}
TOURISM = "motive.tourism"
FIRST_VENEZUELA = "2020"  # the file of visitors lists nobody from Venezuela before


def lines_of(raw: Path, name: str, separator: str = ",") -> list[dict[str, Any]]:
    """Read a text file line by line; ``where`` is the file and the line, the header being 1."""
    with (raw / name).open(encoding="utf-8", newline="") as opened:
        rows: list[dict[str, Any]] = list(csv.DictReader(opened, delimiter=separator))
    for number, row in enumerate(rows, start=2):
        row["where"] = (name, number)
    return rows


def dated(year: str, month: str) -> str:
    """Give the period of a year and a month in Spanish.

    >>> dated("2025.0", "SEPTIEMBRE")
    '2025-09'
    """
    return f"{int(float(year))}-{SPANISH.index(month[:3].lower()) + 1:02}"


def unit_of(source: str, country: str) -> Callable[[str, tuple[str, int]], str]:
    """Give the function that says which unit a label is."""
    known = crosswalk(source)

    def unit(label: str, where: tuple[str, int]) -> str:
        if (country, label) not in known:
            raise UnknownPlaceError(country, label, where[1])
        return known[country, label]

    return unit


def shared_codes(rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Name the periods and codes under which a file has several labels."""
    labels: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        labels.setdefault((row["period"], row["code"]), set()).add(row["label"])
    return {key for key, own in labels.items() if len(own) > 1}


def write(book: Book, cells: Iterable[Cell], row: Mapping[str, Any], *, merged: bool) -> None:
    """Add a row to all of its cells, and say where its code has several labels."""
    for cell in cells:
        put(book, cell, row["count"], row["where"])
        if merged:
            book[cell].flags.add("merged_labels")


def fill(book: Book, cells: Iterable[Cell], published: Collection[str], file: str) -> None:
    """Write the cells that a file does not list: 0 in a published month, else missing."""
    for cell in cells:
        if cell not in book:
            there = cell.period in published
            book[cell] = Line(0.0, "A", {"implied_zero"}) if there else Line()
            book[cell].rows.append((file, NO_ROW))


def register(raw: Path, figure: str) -> dict[str, Line]:
    """Read one figure of every department: its first municipality has it, all others repeat it."""
    sheet = pd.read_excel(raw / REGISTER, sheet_name="Full data", header=0, engine="calamine")
    unit = unit_of("col_migration_2023", "COL")
    found: dict[str, Line] = {}
    for number, row in enumerate(sheet.to_dict("records"), start=2):
        place = unit(str(int(row["no_dpto"])), (REGISTER, number))
        found.setdefault(place, Line(float(row[figure]), "A", rows=[(REGISTER, number)]))
    return found


def venezuelans(raw: Path) -> Book:
    """Read the Venezuelans of Colombia by department."""
    book: Book = {}
    departments = register(raw, "ven_pop_dept_23")
    for place, line in departments.items():
        book[Cell(place, "VEN", "2023")] = line
    add(book, Cell("COL", "VEN", "2023"), departments.values())
    return named(book, "col_venezuelans")


def permits(raw: Path) -> Book:
    """Read their permits; a figure that is named as misprinted is missing, the sum partial."""
    book: Book = {}
    departments = register(raw, "ppt_full")
    exceptions = tomllib.loads((CATALOGUE / "exceptions.toml").read_text(encoding="utf-8"))
    for each in exceptions.get("withheld", ()):
        line = departments.get(each["ref_area"])
        if each["indicator"] == "permits_ppt" and line and line.value == each["obs_value"]:
            line.value, line.status, line.flags = None, "M", {"withheld"}
    for place, line in departments.items():
        book[Cell(place, "VEN", "2023")] = line
    whole = Cell("COL", "VEN", "2023")
    add(book, whole, departments.values())
    if any(line.value is None for line in departments.values()):
        book[whole].flags |= {"partial_sum", "withheld"}
    return named(book, "col_ppt", "permits")


def cards(raw: Path) -> Book:
    """Read the procedures for Peru's card: every way of telling them apart, and the country."""
    code, unit = place_names("per_cards_2025"), unit_of("per_cards_2025", "PER")
    rows = [row for name in CARDS for row in lines_of(raw, name, "|")]
    for row in rows:
        row["period"] = dated(row["ANIO_TRAMITE"], row["MES_TRAMITE"])
        row["label"], row["code"] = row["NACIONALIDAD"], code(row["NACIONALIDAD"])
        row["count"] = float(row["CANTIDAD"])
    several = shared_codes(rows)
    book: Book = {}
    for row in rows:
        sex = {"FEMENINO": "F", "MASCULINO": "M"}[row["SEXO"]]
        age = "Y_GE18" if row["EDAD"].startswith("MAYOR") else "Y_LT18"
        kind = "card." + KINDS[row["TIPO_TRAMITE"]]
        place = unit(row["DEPARTAMENTO_BENEFICIARIO"], row["where"])
        cells = [
            Cell(area, other, row["period"], *parts)
            for area in (place, "PER")
            for other in (row["code"], "W")
            for parts in (
                ("_T", "_T", "_T"),
                (sex, "_T", "_T"),
                ("_T", age, "_T"),
                (sex, age, "_T"),
                ("_T", "_T", kind),
            )
        ]
        write(book, cells, row, merged=(row["period"], row["code"]) in several)
    files = {name[-11:-4]: name for name in CARDS}
    places = {cell.ref_area for cell in book}
    others = {cell.counterpart_area for cell in book}
    for month, file in files.items():
        fill(book, [Cell(place, "W", month) for place in sorted(places)], files, file)
        fill(book, [Cell("PER", other, month) for other in sorted(others)], files, file)
    book |= dict(in_years(book, lambda _: sorted(files)))
    return named(book, "per_card_procedures", "procedures")


def posts(raw: Path) -> Book:
    """Read entries to Ecuador by province of the post; the years between are missing."""
    unit = unit_of("ecu_esi", "ECU")
    book: Book = {}
    for row in lines_of(raw, POSTS):
        for area in (unit(row["provincia"], row["where"]), "ECU"):
            put(book, Cell(area, "W", row["anio"]), float(row["total"]), row["where"])
    years = sorted({int(cell.period) for cell in book})
    every = [str(year) for year in range(years[0], years[-1] + 1)]
    areas = sorted({cell.ref_area for cell in book})
    gaps = [year for year in every if int(year) not in years]
    fill(book, [Cell(area, "W", year) for area in areas for year in gaps], (), POSTS)
    return named(book, "ecu_entries", "entries")


def tourists(raw: Path) -> Book:
    """Read entries for tourism: months by nationality, years by sex and age."""
    code = place_names("ecu_esi")
    rows = lines_of(raw, TOURISTS)
    for row in rows:
        row["period"] = dated(row["anio"], row["mes"])
        row["label"], row["code"] = row["nacionalidad"], code(row["nacionalidad"])
        row["count"] = float(row["total"])
    several = shared_codes(rows)
    book: Book = {}
    for row in rows:
        cells = [
            Cell("ECU", other, row["period"], breakdown=TOURISM) for other in (row["code"], "W")
        ]
        write(book, cells, row, merged=(row["period"], row["code"]) in several)
    published = sorted({cell.period for cell in book})
    others = sorted({cell.counterpart_area for cell in book})
    every = months(published[0], published[-1])
    cells = [Cell("ECU", other, month, breakdown=TOURISM) for other in others for month in every]
    fill(book, cells, published, TOURISTS)
    book |= dict(in_years(book, lambda _: published))
    for row in lines_of(raw, PROFILE):
        sex = {"Hombre": "M", "Mujer": "F", "Indefinido": "_U"}[row["sexo"]]
        age = {"<25": "Y_LT25", "25-39": "Y25T39", "40-59": "Y40T59", "60+": "Y_GE60"}
        band = age[row["rango_edad"]]
        for parts in ((sex, "_T"), ("_T", band), (sex, band)):
            cell = Cell("ECU", "W", row["anio"], *parts, TOURISM)
            put(book, cell, float(row["total"]), row["where"])
    return named(book, "ecu_entries_tourism", "entries")


def into_colombia(raw: Path) -> Book:
    """Read entries to Colombia by nationality and sex."""
    code = place_names("col_entries")
    rows = lines_of(raw, ENTRIES)
    for row in rows:
        row["period"] = dated(row["Año"], row["Mes"])
        row["label"], row["code"] = row["Nacionalidad"], code(row["Nacionalidad"])
    several = shared_codes(rows)
    book: Book = {}
    columns = {"Total": "_T", "Femenino": "F", "Masculino": "M", "Indefinido": "_U"}
    for row in rows:
        for column, sex in columns.items():
            cells = [Cell("COL", other, row["period"], sex) for other in (row["code"], "W")]
            counted = {"count": float(row[column]), "where": row["where"]}
            write(book, cells, counted, merged=(row["period"], row["code"]) in several)
    published = sorted({cell.period for cell in book})
    others = sorted({cell.counterpart_area for cell in book})
    fill(
        book,
        [Cell("COL", other, month) for other in others for month in published],
        published,
        ENTRIES,
    )
    book |= dict(in_years(book, lambda _: published))
    return named(book, "col_entries", "entries")


def visitors(raw: Path) -> Book:
    """Read visitors to Colombia: months of the country, years of its departments."""
    book = visitors_by_month(raw)
    published = sorted({cell.period for cell in book})
    book |= dict(in_years(book, lambda _: published))
    below = visitors_by_department(raw)
    for cell, own in below.items():
        had = [month for month in published if month.startswith(cell.period)]
        if own.value is not None:
            own.flags |= part_of_year(had)
    book |= below
    for cell, line in book.items():
        if cell.counterpart_area == "W" and cell.period < FIRST_VENEZUELA:
            line.flags.add("partial_sum")
    return named(book, "col_visitors")


def visitors_by_month(raw: Path) -> Book:
    """Read months; before 2020 Venezuela is missing, whatever else the file does not list is 0."""
    code = place_names("col_visitors")
    rows = lines_of(raw, VISITS)
    for row in rows:
        row["period"] = dated(row["anio"], row["mes"])
        row["label"], row["code"] = row["pais_residencia"], code(row["pais_residencia"])
        row["count"] = float(row["visitantes"])
    several = shared_codes(rows)
    book: Book = {}
    for row in rows:
        cells = [Cell("COL", other, row["period"]) for other in (row["code"], "W")]
        write(book, cells, row, merged=(row["period"], row["code"]) in several)
    published = sorted({cell.period for cell in book})
    others = sorted({cell.counterpart_area for cell in book})
    for month in published:
        for other in others:
            late = other == "VEN" and month < FIRST_VENEZUELA
            fill(book, [Cell("COL", other, month)], () if late else published, VISITS)
    return book


def visitors_by_department(raw: Path) -> Book:
    """Read years by department; Venezuela is missing in each before 2020."""
    code, unit = place_names("col_visitors"), unit_of("col_visitors", "COL")
    rows = lines_of(raw, VISITS_IN)
    for row in rows:
        row["period"] = str(int(float(row["anio"])))
        row["label"], row["code"] = row["pais_residencia"], code(row["pais_residencia"])
        row["count"] = float(row["visitantes"])
    several = shared_codes(rows)
    book: Book = {}
    for row in rows:
        place = unit(row["departamento"], row["where"])
        cells = [Cell(place, other, row["period"]) for other in (row["code"], "W")]
        write(book, cells, row, merged=(row["period"], row["code"]) in several)
    places = sorted({(cell.ref_area, cell.period) for cell in book})
    early = [each for each in places if each[1] < FIRST_VENEZUELA]
    fill(book, [Cell(place, "VEN", year) for place, year in early], (), VISITS_IN)
    return book


def into_ecuador(raw: Path) -> Book:
    """Read all entries to Ecuador."""
    return posts(raw) | tourists(raw)


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("venezuelans_registered", "col_migration_2023"): venezuelans,
    ("permits_ppt", "col_migration_2023"): permits,
    ("identity_card_procedures", "per_cards_2025"): cards,
    ("border_entries", "ecu_esi"): into_ecuador,
    ("border_entries", "col_entries"): into_colombia,
    ("visitors_non_resident", "col_visitors"): visitors,
}
