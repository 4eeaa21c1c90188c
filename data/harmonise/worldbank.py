"""The World Bank's series as observations: remittances, their cost, and the Gini index."""

import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.rows import PARTS, to_areas
from data.harmonise.series import of_countries, with_gaps, with_partial_world
from data.schema import TOTAL, ObsStatus

FROM_COUNTRY = "direction.from"
OTHER_VINTAGE = "other_vintage"


def paid(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give remittances paid: the Bank's own file, and each area's later years of the compiled one.

    The compiled file is of another vintage: an area's first year from it, after years of the
    Bank's own file, is a break.
    """
    own = of_countries(raw, "paid", "wb_remittances_paid", codes)
    compiled = of_countries(
        raw, "later_paid", "wb_remittances_paid", codes, flags=OTHER_VINTAGE
    ).sort_values(["ref_area", "time_period"])
    last = own.groupby("ref_area")["time_period"].max()
    compiled = compiled.assign(last=compiled["ref_area"].map(last))
    later = compiled[compiled["last"].isna() | (compiled["time_period"] > compiled["last"])]
    step = ~later.duplicated("ref_area") & later["last"].notna()
    status = later["obs_status"].mask(step, ObsStatus.BREAK.value)
    both = pd.concat([own, later.assign(obs_status=status)], ignore_index=True)[PARTS]
    return with_partial_world(with_gaps(both))


def cost(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give the cost of sending: to a country, from it (a breakdown), and along corridors."""
    to_country = of_countries(raw, "cost_to", "wb_remittance_cost_to", codes)
    from_country = of_countries(
        raw, "cost_from", "wb_remittance_cost_from", codes, breakdown=FROM_COUNTRY
    )
    series = (to_country, from_country, corridors(raw, codes))
    return pd.concat(map(with_gaps, series), ignore_index=True)


def corridors(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give the cost along each corridor, quarter by quarter: the sender is the other end."""
    table, where = raw.tables["corridors"], raw.paths["corridors"]
    return pd.DataFrame(
        {
            "ref_area": to_areas(table["receiving"], raw.source, codes, where),
            "counterpart_area": to_areas(table["sending"], raw.source, codes, where),
            "sex": TOTAL,
            "age": TOTAL,
            "breakdown": TOTAL,
            "time_period": table["quarter"],
            "obs_value": table["value"].astype("float64"),
            "obs_status": ObsStatus.NORMAL.value,
            "definition": "wb_remittance_cost_corridor",
            "flags": "",
        }
    ).dropna(subset=["ref_area", "counterpart_area"])[PARTS]
