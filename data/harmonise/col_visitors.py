"""Non-resident visitors to Colombia as observations: by country of residence and department."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables
from data.harmonise.crossed import check_units, everybody, margins, of_nationalities
from data.harmonise.registers import cells, dense, marks_of, months_from, with_years
from data.harmonise.rows import PARTS
from data.harmonise.units import to_units
from data.schema import ObsStatus

AREA = "COL"
DEFINITION = "col_visitors"
# The file lists nobody who resides in Venezuela before 2020: no zero, but a country left out.
LATE, SINCE = "VEN", "2020"


def visitors(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give visitors by month and country of residence, and by department a year.

    Venezuela is missing before 2020, and the sums of all countries are partial then. A year
    whose months are not all there says so, also of departments.

    Raises:
        BrokenRule: when the departments of a year are not the sum of its months.
    """
    months, where = raw.tables["months"], raw.paths["months"]
    counted = cells(months, DEFINITION, ref_area=AREA)
    given = of_nationalities(counted, months["residence"], codes, (raw.source, where))
    given = margins(given, [{}], catalogue)
    published = sorted(set(given["time_period"]))
    every = months_from(published[0], published[-1])
    named = without_late(dense(given, set(given["counterpart_area"]), every, published))
    country = with_years(
        pd.concat([named, everybody(named, catalogue)], ignore_index=True), published, catalogue
    )
    units = by_department(raw, codes, catalogue, published)
    yearly = country["time_period"].isin(set(units["time_period"]))
    listed_there = country["obs_value"] > 0
    check_units(
        pd.concat([country[yearly & listed_there], units], ignore_index=True),
        AREA,
        f"{where} and {raw.paths['departments']}",
    )
    return pd.concat([country, units], ignore_index=True)


def by_department(
    raw: RawTables, codes: Codes, catalogue: Catalogue, published: list[str]
) -> pd.DataFrame:
    """Give visitors of each year by department and country of residence, and of all countries."""
    table, where = raw.tables["departments"], raw.paths["departments"]
    parents = pd.Series(AREA, table.index)
    units = to_units(parents, table["department"], Labels.read(codes), raw.source, where)
    counted = cells(table, DEFINITION, ref_area=units)
    given = of_nationalities(counted, table["residence"], codes, (raw.source, where))
    given = margins(given, [{}], catalogue)
    places = given[["ref_area", "time_period"]].drop_duplicates()
    places = places[places["time_period"] < SINCE]
    lacking = places.assign(
        counterpart_area=LATE,
        **{name: given[name].iloc[0] for name in ("sex", "age", "breakdown", "definition")},
        obs_value=np.nan,
        obs_status=ObsStatus.MISSING.value,
        flags="",
    )
    named = pd.concat([given, lacking[PARTS]], ignore_index=True)
    rows = pd.concat([named, everybody(named, catalogue)], ignore_index=True)
    marks = {year: marks_of(year, published) for year in rows["time_period"].unique()}
    told = rows["obs_value"].notna()
    own = rows["time_period"].map(marks).where(told, ())
    flags = [
        " ".join(sorted({*text.split(), *more}))
        for text, more in zip(rows["flags"], own, strict=True)
    ]
    return rows.assign(flags=flags)


def without_late(months: pd.DataFrame) -> pd.DataFrame:
    """Say that Venezuela is missing, not zero, in the months before the file lists it."""
    late = (
        (months["counterpart_area"] == LATE)
        & (months["time_period"] < SINCE)
        & (months["flags"] == "implied_zero")
    )
    return months.assign(
        obs_value=months["obs_value"].mask(late),
        obs_status=months["obs_status"].mask(late, ObsStatus.MISSING.value),
        flags=months["flags"].mask(late, ""),
    )
