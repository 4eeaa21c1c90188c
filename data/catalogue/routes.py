"""Routes: registers that count persons one after the other, and which deaths were on the way."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from data.catalogue.cards import Indicator, card

FILE = "routes.toml"
LISTS = ("children", "adults", "deaths_in")


@dataclass(frozen=True, slots=True)
class Stage:
    """One register along a route.

    Attributes:
        indicator: what it counts.
        ref_area: the country that keeps it.
        names_all: whether it names every nationality.
        children: its ages that add up to persons under 18, none where it does not tell them apart.
        adults: likewise those of 18 and over.
        deaths_in: the countries from the stage before to this one.
    """

    indicator: str
    ref_area: str
    names_all: bool
    children: tuple[str, ...]
    adults: tuple[str, ...]
    deaths_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Registers in the order in which persons pass them.

    Attributes:
        id: as the cards of its indicators name it.
        stages: the registers.
        shares: by what is shared, the indicator that the first register has of it in the tables.
        deaths: the indicator of deaths on the way.
        incidents: routes of incidents that belong to it.
        west_of: by country, the easternmost longitude of incidents that do.
    """

    id: str
    stages: tuple[Stage, ...]
    shares: Mapping[str, str]
    deaths: str
    incidents: tuple[str, ...]
    west_of: Mapping[str, float]

    @property
    def indicators(self) -> set[str]:
        """Everything that it is made of."""
        return {self.deaths, *self.shares.values(), *(each.indicator for each in self.stages)}


def routes_of(given: Mapping[str, Any], dropped: Set[str]) -> dict[str, Route]:
    """Read the routes, but for those that lack an indicator because its theme is not offered."""
    found = {name: route(name, fields) for name, fields in given.items()}
    return {name: each for name, each in found.items() if not each.indicators & dropped}


def route(name: str, given: Mapping[str, Any]) -> Route:
    """Make one route.

    >>> route("east", {"stages": [], "shares": {}, "deaths": "d", "incidents": [], "west_of": {}})
    Route(id='east', stages=(), shares={}, deaths='d', incidents=(), west_of={})
    """
    where = f"{FILE}: {name}"
    stages = tuple(stage(each, where) for each in given.get("stages", ()))
    filled = {**given, "stages": stages, "incidents": tuple(given.get("incidents", ()))}
    return card(Route, {"id": name, **filled}, where)


def stage(given: Mapping[str, Any], where: str) -> Stage:
    """Make one stage."""
    lists = {name: tuple(given[name]) for name in LISTS if name in given}
    return card(Stage, {**given, **lists}, where)


def strays(routes: Mapping[str, Route], indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Name what routes point to that is not there, or that is a stage of another route."""
    for each in routes.values():
        unknown = sorted(each.indicators - indicators.keys())
        yield from (f"{FILE}: {each.id} points to unknown indicator '{name}'" for name in unknown)
        for one in each.stages:
            known = indicators.get(one.indicator)
            if known is not None and known.route != each.id:
                said = f"its card says '{known.route}'"
                yield f"{FILE}: {one.indicator} is a stage of '{each.id}', {said}"


def stray_places(routes: Mapping[str, Route], breakdowns: Set[str]) -> Iterator[str]:
    """Name the routes of incidents that no incident has, and borders of countries off the way."""
    mend = "take it out, or mend it"
    for each in routes.values():
        for name in each.incidents:
            if name not in breakdowns:
                yield f"{FILE}: {each.id} has incidents of '{name}', not in breakdowns.toml: {mend}"
        on_the_way = {area for one in each.stages for area in one.deaths_in}
        for area in sorted(each.west_of.keys() - on_the_way):
            yield f"{FILE}: {each.id} has a border west of '{area}', in no deaths_in: {mend}"
