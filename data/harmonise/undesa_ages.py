"""UN DESA's migrants by age and sex (edition of 2019) as observations."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up
from data.schema import NOT_NAMED, TOTAL, WORLD, ObsStatus, Sex

DEFINITION = "undesa_2019_migrants"
SEXES = {"mf": TOTAL, "m": Sex.MALE.value, "f": Sex.FEMALE.value}
OLDEST = {"75+": "Y_GE75", "Total": TOTAL}
NOT_SEPARATE = "not_separate"
# The file has traces of computing with fractions: 5035.000000000007 persons.
NOISE = 1e-6


def migrants_by_age(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the stock of every country and the world by sex and band of five years.

    Two dots are a missing figure. A country without any figure in a year was counted under
    another name (South Sudan, Montenegro, Curaçao, Sint Maarten): flagged, and no gap of the world.

    Raises:
        UnknownCodes: when a name is in no code list.
        BrokenRule: when a figure is no whole number, or the countries do not add up to the world.
    """
    table, where = raw.tables["ages"], raw.paths["ages"]
    cells = pd.DataFrame(
        {
            "ref_area": areas_of(raw, codes),
            "counterpart_area": NOT_NAMED,
            "sex": table["sex"].map(SEXES),
            "age": table["age"].map(age_of),
            "breakdown": TOTAL,
            "time_period": table["year"].astype(int).astype(str),
            "obs_value": whole(table["persons"], where),
            "definition": DEFINITION,
        }
    ).dropna(subset="ref_area")
    given = cells["obs_value"].notna()
    status = np.where(given, ObsStatus.ESTIMATED.value, ObsStatus.MISSING.value)
    nothing = ~given.groupby([cells["ref_area"], cells["time_period"]]).transform("any")
    cells = cells.assign(obs_status=status, flags=np.where(nothing, NOT_SEPARATE, ""))[PARTS]
    world = cells["ref_area"] == WORLD
    counted = cells[~world & (cells["flags"] != NOT_SEPARATE)].assign(ref_area=WORLD)
    sums = add_up(counted, KEYS, catalogue, DEFINITION)[PARTS]
    check_world(sums, cells[world], where)
    return pd.concat([cells[~world], sums], ignore_index=True)


def areas_of(raw: RawTables, codes: Codes) -> pd.Series:
    """Give our codes: the file names areas in English, and a list of codes comes with it."""
    known = raw.tables["names"]
    listed_codes = dict(zip(known["name"], known["code"], strict=True))
    given = raw.tables["ages"]["area"]
    named = given.map(lambda name: listed_codes.get(name, name))
    where = f"{raw.paths['ages']} (with the codes of {raw.paths['names']})"
    return to_areas(named, raw.source, codes, where)


def age_of(band: str) -> str:
    """Give the code of a band.

    >>> age_of("0-4"), age_of("75+"), age_of("Total")
    ('Y0T4', 'Y_GE75', '_T')
    """
    return OLDEST.get(band, f"Y{band.replace('-', 'T')}")


def whole(persons: pd.Series, where: str) -> pd.Series:
    """Take traces of computing off the figures, and refuse parts of persons."""
    rounded = persons.round()
    strange = persons.index[((persons - rounded).abs() > NOISE) | (persons < 0)].unique()
    if len(strange):
        message = (
            f"{where}: figures are negative or no whole persons in {rows(strange)}. "
            "Fetch the file again."
        )
        raise BrokenRule(message)
    return rounded.astype("float64")


def check_world(sums: pd.DataFrame, printed: pd.DataFrame, where: str) -> None:
    """Refuse a world that is not the sum of its countries."""
    keys = ["sex", "age", "time_period"]
    ours = sums.set_index(keys)["obs_value"]
    theirs = printed.set_index(keys)["obs_value"]
    apart = ours.sub(theirs, fill_value=float("inf")).fillna(float("inf"))
    strange = apart[apart != 0]
    if len(strange):
        cells = listed(" ".join(map(str, key)) for key in strange.index[:5])
        message = (
            f"{where}: the countries do not add up to WORLD in {len(strange)} cells ({cells}). "
            "Fetch the file again."
        )
        raise BrokenRule(message)
