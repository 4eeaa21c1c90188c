"""Foreign residents, censuses and residences of Argentina, Bolivia and Chile, read line by line."""

import csv
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

import pandas as pd

from data.reconcile.book import Book, Cell, Line, Name, add, named, place_names, put
from data.reconcile.places import crosswalk

CHILE = "chile_ine_sermig/2022/"
SERMIG = CHILE + "baseregiones.csv"
SERMIG_BOOK = CHILE + "Cuadros_estadisticos_2022_VF.xlsx"
RENAPER = (
    "argentina_renaper/2023-01/Cantidad_de_personas_extranjeras_identificadas_residiendo_en_"
    "Argentina_Enero_2023.csv"
)
BOLIVIA = "bolivia_ine_censo/2024/"
DEPARTMENTS = BOLIVIA + "censo2024_nacimiento_residencia_departamento_subset.csv"
MUNICIPALITIES = BOLIVIA + "censo2024_nacimiento_residencia_municipio_subset.csv"
CENSUS = "chile_ine_censo/2024/"
REGIONS = CENSUS + "inmigrantes_sexo_region_subset.csv"
BIRTHPLACES = CENSUS + "inmigrantes_paisnac_region_pais_subset.csv"
AGES = CENSUS + "inmigrantes_edad_region_pais_subset.csv"
ARRIVALS = CENSUS + "inmigrantes_llegada_periodo_reg_pais_subset.csv"
MATRIX = CENSUS + "residencia_habitual_5a_region_matriz_subset.csv"
BOOK = CENSUS + "kb_gn_501_indicadores_poblacion_md.md"
DNM = "argentina_dnm_residencias/2017-2020/"
QUARTERS = {
    "2017-Q1": DNM + "recidencias-otorgadas-1-trimestre---ano---2017.csv",
    "2017-Q2": DNM + "recidencias-otorgadas-2-trimestre---ano---2017.csv",
    "2017-Q3": DNM + "residencias-otorgadas---3-trimestre---ano-2017.csv",
    "2017-Q4": DNM + "residencias-otorgadas---4-trimestre---ano-2017.csv",
    "2018-Q1": DNM + "residencias-otorgadas---1-trimestre---ano-2018.csv",
    "2018-Q2": DNM + "residencias-otorgadas---2-trimestre---ano-2018.csv",
    "2018-Q3": DNM + "residencias-otorgadas---3-trimestre---ano-2018.csv",
    "2018-Q4": DNM + "residencias-otorgadas---4-trimestre---ano-2018.csv",
    "2019-Q1": DNM + "residencias-otorgadas---1-trimestre---ano-2019.csv",
    "2019-Q2": DNM + "residencias-otorgadas---2-trimestre---ano-2019.csv",
    "2019-Q3": DNM + "residencias-otorgadas---3-trimestre---ano-2019.csv",
    "2019-Q4": DNM + "residencias-otorgadas---4-trimestre---ano-2019.csv",
    "2020-Q1": DNM + "residencias-otorgadas---1-trimestre---ano-2020.csv",
    "2020-Q2": DNM + "residencias-otorgadas---2-trimestre---ano-2020.csv",
}
NEEDED = (
    *(SERMIG, SERMIG_BOOK, RENAPER, DEPARTMENTS, MUNICIPALITIES, REGIONS, BIRTHPLACES, AGES),
    *(ARRIVALS, MATRIX, BOOK, *QUARTERS.values()),
)
SEXES = {"H": "M", "M": "F", "VARON": "M", "MUJER": "F", "X": "_O", "T": "_T"}
KINDS = ("permit.transitory", "permit.temporary", "permit.permanent", "_T")
GROUPS = {
    "Otros países de América del Sur": "other_south_america",
    "Otros países de América Central y El Caribe": "other_central_america_caribbean",
    "América del Norte": "north_america",
    "Europa": "europe",
    "Asia": "asia",
    "África": "africa",
    "Oceanía": "oceania",
    "País de nacimiento no declarado": "not_declared",
}
CENSUS_AGES = {
    "0 a 14 años": "Y0T14",
    "15 a 29 años": "Y15T29",
    "30 a 44 años": "Y30T44",
    "45 a 64 años": "Y45T64",
    "65 años o más": "Y_GE65",
}
CAME = {
    "Entre 2023 y 2024": "y2023_2024",
    "Entre 2020 y 2022": "y2020_2022",
    "Entre 2017 y 2019": "y2017_2019",
    "Entre 2014 y 2016": "y2014_2016",
    "Entre 2010 y 2013": "y2010_2013",
    "Entre 2000 y 2009": "y2000_2009",
    "Entre 1990 y 1999": "y1990_1999",
    "Antes de 1990": "before_1990",
    "Periodo de llegada no declarado": "not_declared",
}
BORN_BY_SEX = {"_T": "Inmigrantes internacionales", "M": "Hombres", "F": "Mujeres"}
Row = tuple[int, dict[str, str]]


def lines(raw: Path, name: str, encoding: str = "utf-8") -> Iterator[Row]:
    """Read a file with a header: the number of each line, and its cells by column."""
    with (raw / name).open(encoding=encoding, newline="") as file:
        yield from enumerate(csv.DictReader(file), start=2)


def age(label: str) -> str:
    """Give the code of an age.

    >>> age("05 A 09"), age("80 O MÁS"), age("95 y más"), age("IGNORADA")
    ('Y5T9', 'Y_GE80', 'Y_GE95', '_U')
    """
    words = label.lower().split()
    if words == ["ignorada"]:
        return "_U"
    return f"Y{int(words[0])}T{int(words[2])}" if words[1] == "a" else f"Y_GE{words[0]}"


def spread(book: Book, cell: Cell, country: str, value: float, where: tuple[str, int]) -> None:
    """Add a figure to its own cell and to all of its sums: ages, sexes, origins, regions."""
    for place, end, sex, years in product(
        (cell.ref_area, country), (cell.counterpart_area, "W"), (cell.sex, "_T"), (cell.age, "_T")
    ):
        put(book, Cell(place, end, cell.period, sex, years), value, where)


def sermig(raw: Path, column: str) -> Book:
    """Read one column of INE and SERMIG's file; an empty cell is no figure."""
    units, code = crosswalk("sermig_2022"), place_names("sermig_2022")
    book: Book = {}
    for number, row in lines(raw, SERMIG, "latin-1"):
        if row[column] == "":
            continue
        cell = Cell(
            units["CHL", row["CODREGEO"]],
            code(row["PAIS"]) or "",
            row["AÑO ESTIMACION"],
            SEXES[row["SEXO"]],
            age(row["EDAD"]),
        )
        spread(book, cell, "CHL", float(row[column]), (SERMIG, number))
    for line in book.values():
        line.status = "E"
    return book


def renaper(raw: Path) -> Book:
    """Read the register of persons as it was in January 2023."""
    units, code = crosswalk("renaper_2023"), place_names("renaper_2023")
    book: Book = {}
    for number, row in lines(raw, RENAPER):
        cell = Cell(
            units["ARG", row["provincia_nombre"]],
            code(row["pais_origen"]) or "",
            "2023",
            SEXES[row["sexo"]],
            age(row["edad_quinquenal"]),
        )
        spread(book, cell, "ARG", float(row["cantidad"]), (RENAPER, number))
    return book


def bolivia(raw: Path, column: str) -> Book:
    """Read one answer of Bolivia's census by department; the country is their sum."""
    units = crosswalk("bol_census_2024")
    book: Book = {}
    for number, row in lines(raw, DEPARTMENTS):
        for letter in ("T", "H", "M"):
            for place in (units["BOL", row["DEPARTAMENTO"]], "BOL"):
                cell = Cell(place, "_Z", "2024", SEXES[letter])
                put(book, cell, float(row[f"{column}_{letter}"]), (DEPARTMENTS, number))
    return book


def municipalities(raw: Path, column: str) -> Mapping[Cell, float]:
    """Add the municipalities up: the departments and the country as the other file has them."""
    units = crosswalk("bol_census_2024")
    found: dict[Cell, float] = {}
    for _, row in lines(raw, MUNICIPALITIES):
        for letter in ("T", "H", "M"):
            for place in (units["BOL", row["DEPARTAMENTO"]], "BOL"):
                cell = Cell(place, "_Z", "2024", SEXES[letter])
                found[cell] = found.get(cell, 0.0) + float(row[f"{column}_{letter}"])
    return found


def chile_born(raw: Path) -> Book:
    """Read those born abroad in Chile: regions, birthplaces, ages, periods of arrival."""
    units = crosswalk("chl_census_2024")
    book: Book = {}
    for number, row in lines(raw, REGIONS):
        place = units["CHL", row["Región"]] or "CHL"
        for sex, column in BORN_BY_SEX.items():
            put(book, Cell(place, "W", "2024", sex), float(row[column]), (REGIONS, number))
        both = float(row["Hombres"]) + float(row["Mujeres"])
        if both != float(row[BORN_BY_SEX["_T"]]):
            book[Cell(place, "W", "2024", "F")].flags.add("misprinted")
    return book | chile_birthplaces(raw) | chile_moments(raw)


def chile_birthplaces(raw: Path) -> Book:
    """Read them by birthplace: the countries that are named, the groups, and all groups."""
    code = place_names("chl_census_2024")
    book: Book = {}
    for number, row in lines(raw, BIRTHPLACES):
        label = row["País o continente de nacimiento"]
        if label == "Total nacidos fuera del país":
            continue
        for sex, column in BORN_BY_SEX.items():
            value, where = float(row[column]), (BIRTHPLACES, number)
            put(book, Cell("CHL", code(label) or "", "2024", sex), value, where)
            if label in GROUPS:
                split = f"birthplace.{GROUPS[label]}"
                put(book, Cell("CHL", "W", "2024", sex, breakdown=split), value, where)
    return book


def chile_moments(raw: Path) -> Book:
    """Read them by age and by period of arrival."""
    book: Book = {}
    for number, row in lines(raw, AGES):
        if row["Grupos de edad"] != "Total País":
            cell = Cell("CHL", "W", "2024", age=CENSUS_AGES[row["Grupos de edad"]])
            put(book, cell, float(row["Inmigrantes internacionales"]), (AGES, number))
    for number, row in lines(raw, ARRIVALS):
        if row["Periodo de llegada"] in CAME:
            split = f"arrival.{CAME[row['Periodo de llegada']]}"
            cell = Cell("CHL", "W", "2024", breakdown=split)
            put(book, cell, float(row["Inmigrantes internacionales /R"]), (ARRIVALS, number))
    return book


def chile_lived(raw: Path) -> Book:
    """Read who lived abroad off the one text with all tables: three lines a region."""
    units = crosswalk("chl_census_2024")
    sexes = {"Total País": "_T", "Total Región": "_T", "Hombre": "M", "Mujer": "F"}
    book: Book = {}
    inside = False
    for number, line in enumerate((raw / BOOK).read_text("utf-8").split("\n"), start=1):
        if line.startswith("## "):
            inside = line == "## ResidHab_5a_Actual_Sexo_Region"
        cells = line.split("|")
        if inside and len(cells) > 3 and cells[3] in sexes:  # noqa: PLR2004 - place and sex
            place = units["CHL", cells[2]] or "CHL"
            # The last three: region unknown is the one before, not known at all the one after.
            value = float(cells[-3].replace(".", ""))
            put(book, Cell(place, "_Z", "2024", sexes[cells[3]]), value, (BOOK, number))
    return book


def matrix(raw: Path) -> Mapping[Cell, float]:
    """Give the same of both sexes as the matrix of regions has it."""
    units = crosswalk("chl_census_2024")
    column = "Residencia habitual hace cinco años fuera del país"
    return {
        Cell(
            units["CHL", row["Región de residencia habitual actual"]] or "CHL", "_Z", "2024"
        ): float(row[column])
        for _, row in lines(raw, MATRIX)
    }


def workbook(raw: Path) -> Mapping[Cell, float]:
    """Give Chile's regions and country as the workbook prints them, from north to south."""
    sheet = pd.read_excel(
        raw / SERMIG_BOOK, sheet_name="Regiones estimación", header=None, engine="calamine"
    )
    units = crosswalk("sermig_2022")
    heads = [str(head).split("\n") for head in sheet.iloc[1]]
    found: dict[Cell, float] = {}
    for column, (year, *rest) in enumerate(heads):
        for place in range(18) if rest == ["Total"] else ():
            where = units["CHL", str(place)] if place else "CHL"
            found[Cell(where, "W", year)] = float(str(sheet.iloc[place + 2, column]))
    return found


def quarters(raw: Path) -> Iterator[tuple[str, str, dict[str, float], tuple[str, int]]]:
    """Read the residences: quarter, province, figures by kind, and where they stand."""
    for period, name in QUARTERS.items():
        with (raw / name).open(encoding="utf-8", newline="") as file:
            for number, (province, *figures) in enumerate(csv.reader(file), start=1):
                if province != "PROVINCIA":
                    told = dict(zip(KINDS, map(float, figures), strict=True))
                    yield period, province, told, (name, number)


def residences(raw: Path) -> Book:
    """Write quarters and years: a province that a file lacks is missing, its sums are partial."""
    units = crosswalk("arg_residences")
    book: Book = {}
    for period, province, told, where in quarters(raw):
        for kind, value in told.items():
            put(book, Cell(units["ARG", province], "_Z", period, breakdown=kind), value, where)
    places = sorted({cell.ref_area for cell in book})
    for place, period, kind in product(places, QUARTERS, KINDS):
        gap = Line(rows=[(QUARTERS[period], 0)])
        book.setdefault(Cell(place, "_Z", period, breakdown=kind), gap)
    for period, kind in product(QUARTERS, KINDS):
        parts = [book[Cell(place, "_Z", period, breakdown=kind)] for place in places]
        cell = Cell("ARG", "_Z", period, breakdown=kind)
        add(book, cell, parts)
        if any(part.value is None for part in parts):
            book[cell].flags.add("partial_sum")
    for place, year, kind in product((*places, "ARG"), ("2017", "2018", "2019", "2020"), KINDS):
        own = [period for period in QUARTERS if period.startswith(year)]
        lines_of = {each: book[Cell(place, "_Z", each, breakdown=kind)] for each in own}
        had = {each: line for each, line in lines_of.items() if line.value is not None}
        cell = Cell(place, "_Z", year, breakdown=kind)
        add(book, cell, had.values())
        book[cell].flags = {flag for line in had.values() for flag in line.flags}
        if len(had) < 4:  # noqa: PLR2004 - quarters of a year
            months = [3 * int(each[-1]) - back for each in had for back in (2, 1, 0)]
            book[cell].flags |= {"partial_period", *(f"has_{month:02}" for month in months)}
    return book


def year_sums(raw: Path) -> Mapping[Cell, float]:
    """Add up, file by file, the totals of the two years that have all of their rows."""
    found: dict[Cell, float] = {}
    for period, _, told, _ in quarters(raw):
        if period[:4] in ("2017", "2019"):
            cell = Cell("ARG", "_Z", period[:4])
            kinds = sum(value for kind, value in told.items() if kind != "_T")
            found[cell] = found.get(cell, 0.0) + kinds
    return found


def of_answer(column: str, definition: str) -> Callable[[Path], Book]:
    """Give the reading of one answer of Bolivia's census."""
    return lambda raw: named(bolivia(raw, column), definition)


BORN, LIVED = "Nacimiento_En_otro_pais", "Residencia_En_otro_pais"
READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("foreign_residents", "sermig_2022"): lambda raw: named(
        sermig(raw, "ESTIMACION"), "sermig_residents"
    ),
    ("irregular_estimate", "sermig_2022"): lambda raw: named(
        sermig(raw, "RRAA_IRREGULAR"), "sermig_irregular"
    ),
    ("foreign_residents", "renaper_2023"): lambda raw: named(renaper(raw), "renaper_residents"),
    ("born_abroad", "bol_census_2024"): of_answer(BORN, "bol_census_born_abroad"),
    ("residence_abroad_5y", "bol_census_2024"): of_answer(LIVED, "bol_census_abroad_5y"),
    ("born_abroad", "chl_census_2024"): lambda raw: named(
        chile_born(raw), "chl_census_born_abroad"
    ),
    ("residence_abroad_5y", "chl_census_2024"): lambda raw: named(
        chile_lived(raw), "chl_census_abroad_5y"
    ),
    ("residence_permits", "arg_residences"): lambda raw: named(
        residences(raw), "arg_residences_granted", "permits"
    ),
}
PRINTED: Mapping[Name, Callable[[Path], Mapping[Cell, float]]] = {
    ("foreign_residents", "sermig_2022"): workbook,
    ("born_abroad", "bol_census_2024"): lambda raw: municipalities(raw, BORN),
    ("residence_abroad_5y", "bol_census_2024"): lambda raw: municipalities(raw, LIVED),
    ("residence_abroad_5y", "chl_census_2024"): matrix,
    ("residence_permits", "arg_residences"): year_sums,
}
