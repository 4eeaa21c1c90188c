"""Entries of foreigners to Colombia as observations: by month, nationality and sex."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.crossed import everybody, margins, of_nationalities
from data.harmonise.registers import cells, dense, months_from, with_years
from data.harmonise.rows import BrokenRule
from data.harmonise.sums import across
from data.schema import TOTAL

AREA = "COL"
DEFINITION = "col_entries"
SEXES = ("F", "M", "_U")


def entries(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give entries by nationality, and of each by sex as far as a month lists it.

    Raises:
        BrokenRule: when women, men and those of unknown sex are not the total of a row.
    """
    table, where = raw.tables["entries"], raw.paths["entries"]
    apart = table.index[across(table, SEXES) != table[TOTAL]]
    if len(apart):
        message = f"{where}: the sexes are not the total in {rows(apart)}. Fetch the file again."
        raise BrokenRule(message)
    long = pd.concat(
        [table.assign(persons=table[sex], sex=sex) for sex in (TOTAL, *SEXES)], ignore_index=False
    )
    counted = cells(long, DEFINITION, ref_area=AREA, sex=long["sex"])
    given = of_nationalities(counted, long["nationality"], codes, (raw.source, where))
    given = margins(given, [{}], catalogue)
    published = sorted(set(given["time_period"]))
    every = months_from(published[0], published[-1])
    whole = given["sex"] == TOTAL
    named = dense(given[whole], set(given["counterpart_area"]), every, published)
    months = pd.concat([named, given[~whole]], ignore_index=True)
    return with_years(
        pd.concat([months, everybody(months, catalogue)], ignore_index=True), published, catalogue
    )
