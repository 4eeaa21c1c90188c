"""Work, schooling and health of Venezuelans in Colombia beside all residents, as observations."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd

from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables
from data.errors import listed
from data.harmonise.registers import coded
from data.harmonise.rows import PARTS, BrokenRule
from data.harmonise.sums import across, in_groups
from data.harmonise.units import to_units
from data.schema import NOT_NAMED, PARTIAL_SUM, TOTAL, ObsStatus

AREA = "COL"
GROUPS = {"Venezolano": "group.venezuelans", "Todos": "group.all"}
SEXES = {"Mujer": "F", "Hombre": "M"}
NO_ERRORS = "no_sampling_error"
FEWER_MONTHS = "fewer_months"
MONTHS = 3
KEY = ["ref_area", "breakdown", "time_period", "sex"]
# Of the labour market by sex and quarter: above and below the line.
WORK = {
    "unemployment_rate_migrants": (["desocupados"], ["ocupados", "desocupados"]),
    "employment_rate_migrants": (["ocupados"], ["pet"]),
    "labour_participation_migrants": (["ocupados", "desocupados"], ["pet"]),
}
# The level of education that a person reached: up to lower secondary, upper secondary, or higher.
LEVELS = {
    **dict.fromkeys(("Ninguno", "Preescolar", "Primaria", "Secundaria"), "basic"),
    **dict.fromkeys(("Media académica", "Media técnica", "Normalista"), "upper_secondary"),
    **dict.fromkeys(("Técnica prof.", "Tecnológica", "Universitaria"), "higher"),
    **dict.fromkeys(("Especialización", "Maestría", "Doctorado"), "higher"),
    "No sabe": "not_known",
}
# Of persons by answer: the table, the column of answers, and which of them are above the line.
ANSWERS = {
    "health_affiliation_migrants": ("health", "acceso_salud", ("Sí",)),
    "illiteracy_migrants": ("literacy", "alfabetismo", ("No",)),
    "upper_secondary_education_migrants": ("education", "level", ("upper_secondary", "higher")),
    "higher_education_migrants": ("education", "level", ("higher",)),
    "self_employment_migrants": ("position", "posicion_ocupacional", ("Cuenta propia",)),
}
DEFINITIONS = {
    "unemployment_rate_migrants": "geih_unemployment",
    "employment_rate_migrants": "geih_employment",
    "labour_participation_migrants": "geih_participation",
    "health_affiliation_migrants": "geih_health",
    "illiteracy_migrants": "geih_illiteracy",
    "upper_secondary_education_migrants": "geih_upper_secondary",
    "higher_education_migrants": "geih_higher_education",
    "self_employment_migrants": "geih_self_employment",
    "labour_income_migrants": "geih_income",
}
PRINTED = {
    "tasa_desempleo": "unemployment_rate_migrants",
    "tasa_ocupacion": "employment_rate_migrants",
}
NEAR = 1e-9


def all_measures(raw: RawTables, codes: Codes) -> Mapping[str, pd.DataFrame]:
    """Give all indicators of the survey, by id.

    Both groups stand in ``breakdown`` and are never added up: all residents include Venezuelans.

    Raises:
        BrokenRule: when a printed rate is not that of the printed persons.
    """
    tables = {name: placed(raw, name, codes) for name in raw.tables}
    check_printed(tables["work"], raw.paths["work"])
    found = {name: labour(tables, name) for name in WORK}
    found |= {
        name: of_answers(tables[table], answers, above)
        for name, (table, answers, above) in ANSWERS.items()
    }
    found["labour_income_migrants"] = income(tables["income"])
    return {name: finished(rows, DEFINITIONS[name], codes) for name, rows in found.items()}


def placed(raw: RawTables, name: str, codes: Codes) -> pd.DataFrame:
    """Give a table with our codes of area, group, sex and period."""
    table, where = raw.tables[name], raw.paths[name]
    parents = pd.Series(AREA, table.index)
    units = to_units(parents, table["place"], Labels.read(codes), raw.source, where)
    sexes = coded(table["sexo"], SEXES, where) if "sexo" in table else TOTAL
    levels = table.get("nivel_educativo")
    quarter = (
        "-Q" + table["trimestre"].astype("int64").astype("str") if "trimestre" in table else ""
    )
    return table.assign(
        ref_area=units.fillna(AREA),
        breakdown=coded(table["group"], GROUPS, where),
        sex=sexes,
        level=TOTAL if levels is None else coded(levels, LEVELS, where),
        time_period=table["year"] + quarter,
    )


def check_printed(work: pd.DataFrame, where: str) -> None:
    """Refuse printed rates that are not those of the printed persons."""
    faults = []
    for column, name in PRINTED.items():
        computed = rate(work, *WORK[name])["obs_value"]
        printed = pd.to_numeric(work[column])
        apart = (printed - computed).abs() > NEAR * computed.abs()
        apart |= printed.isna() != computed.isna()
        faults += [f"{column} in row {row}" for row in work.index[apart]]
    if faults:
        message = f"{where}: {listed(faults)} is not the rate of the persons. Fetch the file again."
        raise BrokenRule(message)


def rate(table: pd.DataFrame, above: list[str], below: list[str]) -> pd.DataFrame:
    """Give a rate in per cent; where there is nobody below the line there is no rate."""
    numerator, denominator = (across(table, names) for names in (above, below))
    value = 100 * numerator / denominator.where(denominator > 0)
    status = np.where(value.isna(), ObsStatus.NOT_APPLICABLE.value, ObsStatus.ESTIMATED.value)
    return table.assign(obs_value=value, obs_status=status)


def labour(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Give a rate of the labour market: years by sex, and quarters of both sexes together.

    A year of both sexes adds their persons up; it is partial where the file lacks one of them.
    """
    above, below = WORK[name]
    counts = ["ocupados", "desocupados", "pet"]
    work, quarters = tables["work"], tables["quarters"]
    both = together(work.assign(sex=TOTAL), counts)
    sexes = work.groupby(KEY[:-1])["sex"].nunique().rename("sexes").reset_index()
    told = both.merge(sexes, on=KEY[:-1], how="left", validate="one_to_one")["sexes"]
    lacking = told < len(SEXES)
    return pd.concat(
        [
            rate(work, above, below).assign(flags=""),
            rate(both, above, below).assign(flags=np.where(lacking, PARTIAL_SUM, "")),
            rate(quarters, above, below).assign(
                flags=np.where(quarters["nmes"] < MONTHS, FEWER_MONTHS, "")
            ),
        ],
        ignore_index=True,
    )


def together(table: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """Add persons up by the key."""
    indexed = table.set_index(KEY)
    sums = {name: in_groups(indexed[name], KEY) for name in counts}
    return pd.DataFrame(sums).reset_index()


def of_answers(table: pd.DataFrame, answers: str, above: tuple[str, ...]) -> pd.DataFrame:
    """Give those of some answers in per cent of all who answered, those without one included."""
    chosen = table["personas"].where(table[answers].isin(above), 0.0)
    sums = together(table.assign(chosen=chosen), ["chosen", "personas"])
    return rate(sums, ["chosen"], ["personas"]).assign(flags="")


def income(table: pd.DataFrame) -> pd.DataFrame:
    """Give the mean income from work in pesos a month, by sex: the file has none of both."""
    return table.assign(obs_value=table["ingreso"], obs_status=ObsStatus.ESTIMATED.value, flags="")


def finished(rows: pd.DataFrame, definition: str, codes: Codes) -> pd.DataFrame:
    """Give a row to every area, group, period and sex: what the file lacks is missing."""
    areas = [AREA, *(unit for unit in codes.units[AREA] if not unit.endswith("_U"))]
    kinds = rows[["time_period", "sex"]].drop_duplicates()
    ends = [
        (area, group, *kind)
        for area, group, kind in product(
            areas, GROUPS.values(), kinds.itertuples(index=False, name=None)
        )
    ]
    grid = pd.DataFrame(ends, columns=KEY)
    full = grid.merge(rows, on=KEY, how="left", validate="one_to_one")
    missing = full["obs_status"].isna()
    flags = [
        " ".join(sorted({*text.split(), NO_ERRORS})) if value == value else ""
        for text, value in zip(full["flags"].fillna(""), full["obs_value"], strict=True)
    ]
    return full.assign(
        counterpart_area=NOT_NAMED,
        age=TOTAL,
        definition=definition,
        obs_status=full["obs_status"].mask(missing, ObsStatus.MISSING.value),
        flags=flags,
    )[PARTS]
