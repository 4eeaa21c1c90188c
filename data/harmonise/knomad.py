"""The modelled matrix of remittances as observations, held against its own totals."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import with_totals
from data.schema import PARTIAL_SUM, TOTAL, ObsStatus

YEAR = "2017"
DEFINITION = "knomad_model"
MILLION = 1_000_000
CLOSE = 1e-9
TOTALS = (["counterpart_area"], ["ref_area"], ["ref_area", "counterpart_area"])


def corridor_model(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give modelled remittances by receiving and sending country, US dollars, and their sums.

    Raises:
        BrokenRule: when the countries do not add up to a total that the file prints.
    """
    table, where = raw.tables["corridors"], raw.paths["corridors"]
    cells = pd.DataFrame(
        {
            "ref_area": to_areas(table["receiving"], raw.source, codes, where),
            "counterpart_area": to_areas(table["sending"], raw.source, codes, where),
            "sex": TOTAL,
            "age": TOTAL,
            "breakdown": TOTAL,
            "time_period": YEAR,
            "obs_value": table["millions"].astype("float64") * MILLION,
            "obs_status": np.where(
                table["millions"].notna(), ObsStatus.ESTIMATED.value, ObsStatus.MISSING.value
            ),
            "definition": DEFINITION,
            "flags": "",
        }
    ).dropna(subset=["ref_area", "counterpart_area"])[PARTS]
    printed = (cells[["ref_area", "counterpart_area"]] == "W").any(axis=1)
    whole = with_totals(cells[~printed], TOTALS, catalogue, DEFINITION)
    check_totals(whole, cells[printed], where)
    return whole


def check_totals(whole: pd.DataFrame, printed: pd.DataFrame, where: str) -> None:
    """Refuse sums that are not the totals of the file; with a hidden part they may be smaller."""
    ends = ["ref_area", "counterpart_area"]
    ours = whole[[*ends, "obs_value", "flags"]]
    both = printed[[*ends, "obs_value"]].merge(ours, on=ends, suffixes=("", "_summed"))
    more = both["obs_value"] - both["obs_value_summed"]
    near = CLOSE * both["obs_value"].abs()
    same = more.abs() <= near
    hidden = (both["flags"] == PARTIAL_SUM) & (more > near)
    apart = both[~(same | hidden)]
    if len(apart) or len(both) != len(printed):
        named = apart[[*ends, "obs_value", "obs_value_summed"]].itertuples(index=False)
        message = (
            f"{where}: the countries do not add up to WORLD: "
            f"{listed(' '.join(map(str, cell)) for cell in named)}. Fetch the file again."
        )
        raise BrokenRule(message)
