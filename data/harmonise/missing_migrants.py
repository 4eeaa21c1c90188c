"""Deaths and disappearances as observations, and the incidents as a table of points."""

import re

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.registers import cells, coded, months_from, with_years
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import UNKNOWN

DEFINITION = "iom_deaths"
SEVERAL = "cause.several"
CAUSES = {
    "Accidental death": "cause.accidental_death",
    "Drowning": "cause.drowning",
    "Harsh environmental conditions / lack of adequate shelter, food, water": (
        "cause.harsh_conditions"
    ),
    "Mixed or unknown": "cause.mixed_or_unknown",
    "Sickness / lack of access to adequate healthcare": "cause.sickness",
    "Vehicle accident / death linked to hazardous transport": "cause.vehicle_accident",
    "Violence": "cause.violence",
}
ROUTES = {
    "Asia Pacific routes": "route.asia_pacific_routes",
    "Central American Route": "route.central_american_route",
    "Central Mediterranean Route": "route.central_mediterranean_route",
    "EHOA Eastern Route": "route.ehoa_eastern_route",
    "EHOA Horn of Africa Route": "route.ehoa_horn_of_africa_route",
    "EHOA Northern Route": "route.ehoa_northern_route",
    "EHOA Southern Route": "route.ehoa_southern_route",
    "Eastern Mediterranean Route": "route.eastern_mediterranean_route",
    "Intra-African routes": "route.intra_african_routes",
    "Intra-European routes": "route.intra_european_routes",
    "South American Route": "route.south_american_route",
    "Undefined": "route.undefined",
    "Western African Atlantic Route": "route.western_african_atlantic_route",
    "Western Mediterranean Route": "route.western_mediterranean_route",
}


def incidents(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give the incidents with our codes, one row each, in the order of the file.

    Returns:
        ``incident`` (the row in the file), ``date, ref_area, counterpart_area, obs_value``
        (dead and missing), ``survivors`` (as published: below zero where somebody died who had
        been counted as a survivor before), ``cause, route, location, lon, lat, source``.
    """
    table, where = raw.tables["incidents"], raw.paths["incidents"]
    found = pd.DataFrame(
        {
            "incident": table.index.astype("int64"),
            "date": table["date"],
            "ref_area": to_areas(table["area"], raw.source, codes, where),
            "counterpart_area": nationalities(table["nationality"], raw.source, codes, where),
            "obs_value": table["dead"].astype("float64"),
            "survivors": table["survivors"].astype("float64"),
            "cause": coded(table["cause"], causes(table["cause"], where), where),
            "route": coded(table["route"], ROUTES, where),
            "location": table["location"],
            "lon": table["lon"].astype("float64"),
            "lat": table["lat"].astype("float64"),
            "source": raw.source,
        }
    )
    return found.dropna(subset=["ref_area", "counterpart_area"]).reset_index(drop=True)


def nationalities(given: pd.Series, source: str, codes: Codes, where: str) -> pd.Series:
    """Give the nationality of each incident; several in one incident are unknown.

    The file does not say how many of the dead were of which.
    """
    each = given.str.split(",").explode()
    areas = to_areas(each, source, codes, where)
    several = given.str.contains(",")
    return areas[~areas.index.duplicated()].mask(several, UNKNOWN)


def causes(given: pd.Series, where: str) -> dict[str, str]:
    """Give the code of every text: of one known cause its own, of several known ones theirs.

    Raises:
        BrokenRule: naming the texts that hold anything else.
    """
    one = "|".join(map(re.escape, CAUSES))
    known = {text: SEVERAL for text in given.unique() if re.fullmatch(f"({one})(,({one}))+", text)}
    known |= CAUSES
    strange = given.index[~given.isin(list(known))]
    if len(strange):
        message = (
            f"{where}: 'cause' is unknown in {rows(strange)}: "
            f"{listed(sorted(set(given[strange])))}. Name it in data/harmonise/missing_migrants.py."
        )
        raise BrokenRule(message)
    return known


def deaths(points: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Add incidents up by place, nationality, cause and route, and over all places.

    An area, nationality, cause or route without an incident in a month has no row: nothing was
    recorded, which is no zero.
    """
    table = points.rename(columns={"obs_value": "persons"}).assign(period=points["date"].str[:7])
    whole = cells(table, DEFINITION, ref_area=table["ref_area"])
    parts = [
        whole,
        whole.assign(counterpart_area=table["counterpart_area"]),
        whole.assign(breakdown=table["cause"]),
        whole.assign(breakdown=table["route"]),
    ]
    by_area = add_up(pd.concat(parts, ignore_index=True), KEYS, catalogue, DEFINITION)
    months = with_totals(by_area, (["ref_area"],), catalogue, DEFINITION)[PARTS]
    published = months_from(months["time_period"].min(), months["time_period"].max())
    return with_years(months, published, catalogue)
