"""What may be asked about the places of a country, from what the tables have of its units."""

import pandas as pd

from data import observations, periods, selection
from data.catalogue.cards import Mapped
from data.codes import UNLOCATED
from data.schema import UNKNOWN
from data.store import Store


def offered(store: Store, country: str) -> tuple[str, ...]:
    """List the indicators that have a figure of one of a country's units, as the catalogue does.

    Where none has, those that say at least that nobody is located; a page says so.
    """
    every = store.codes.units[country]
    units = {unit for unit in every if not unit.endswith(UNLOCATED)}
    found = having(store, units) or having(store, set(every) - units)
    return found or having(store, {country})


def having(store: Store, areas: set[str]) -> tuple[str, ...]:
    """List the indicators of areas that have rows of one of some areas."""
    return tuple(
        name
        for name, card in store.catalogue.indicators.items()
        if card.mapped == Mapped.REF_AREA
        and not areas.isdisjoint(store.shelf.entries[name]["codes"]["ref_area"])
    )


def sources_of(store: Store, country: str, indicator: str) -> tuple[str, ...]:
    """List the sources with rows of a country's units, in the catalogue's order."""
    named = store.catalogue.indicators[indicator].sources
    found = [source for source in named if len(rows_of(store, country, indicator, source))]
    return tuple(found) or selection.sources_of(store, indicator)[:1]


def rows_of(store: Store, country: str, indicator: str, source: str) -> pd.DataFrame:
    """Select the rows of a country's units and of those in none; of the country, if it has none.

    Returns:
        Rows of the observation table with ``freq``, all words as texts; those of persons whose
        sex or age is unknown are left out.
    """
    filters: dict[str, tuple[str, ...]] = {"indicator": (indicator,), "source": (source,)}
    rows = observations.frame(
        store, observations.find(store, {**filters, "ref_area": store.codes.units[country]})
    )
    if rows.empty:
        alone = {**filters, "ref_area": (country,)}
        rows = observations.frame(store, observations.find(store, alone))
    # Units in which all have an age lack that row: they would be drawn as if nobody were reported.
    rows = rows[(rows["sex"] != UNKNOWN) & (rows["age"] != UNKNOWN)]
    words = rows.astype({name: str for name in rows.columns if name != "obs_value"})
    return words.assign(freq=words["time_period"].map(periods.freq_of).astype(str))
