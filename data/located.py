"""What may be asked about the places of a country, from what the tables have of its units."""

import pandas as pd

from data import observations, periods, selection
from data.catalogue import Line
from data.catalogue.cards import Mapped
from data.codes import UNLOCATED
from data.schema import NOT_NAMED, UNKNOWN, WORLD
from data.store import Store


def offered(store: Store, country: str) -> tuple[str, ...]:
    """List the indicators that have a figure of one of a country's units, as the catalogue does.

    Where none has, those that say at least that nobody is located; a page says so.
    """
    every = store.codes.units[country]
    units = {unit for unit in every if not unit.endswith(UNLOCATED)}
    found = having(store, units) or having(store, set(every) - units)
    return found or tuple(
        name
        for name in having(store, {country})
        if store.catalogue.indicators[name].mapped == Mapped.REF_AREA
    )


def having(store: Store, areas: set[str]) -> tuple[str, ...]:
    """List the indicators that have rows of one of some areas, whichever end the region maps.

    One that the map of the region shows by nationality may have figures of units all the same.
    """
    return tuple(
        name
        for name in store.catalogue.indicators
        if not areas.isdisjoint(store.shelf.entries[name]["codes"]["ref_area"])
    )


def others_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """List the codes of the other end of units, those with values before others."""
    end = Mapped.COUNTERPART_AREA.value
    found = selection.counterparts_of(rows, end)
    return found or tuple(sorted(selection.valued_codes(rows, end)))


def first_other(others: tuple[str, ...], rows: pd.DataFrame) -> str:
    """Give the other end that is shown unless another is asked for: all of them, or the most."""
    if not others or others[0] in (WORLD, NOT_NAMED):
        return others[0] if others else WORLD
    counts = rows.loc[rows["obs_value"].notna(), Mapped.COUNTERPART_AREA.value].value_counts()
    return max(others, key=lambda code: counts.get(code, 0))


def lines_of(store: Store, country: str) -> tuple[Line, ...]:
    """List the figures of a country's page that have figures of its units, one an indicator."""
    units = {unit for unit in store.codes.units[country] if not unit.endswith(UNLOCATED)}
    there = set(having(store, units))
    found: dict[str, Line] = {}
    for concept in store.catalogue.quotes.values():
        for line in concept.lines:
            if line.indicator in there - found.keys() and line.country == "ref_area":
                card = store.catalogue.indicators[line.indicator]
                own = {**line.filters(country, card), "ref_area": tuple(sorted(units))}
                rows = observations.frame(store, observations.find(store, own))
                if rows["obs_value"].notna().any():
                    found[line.indicator] = line
    return tuple(found.values())


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
