"""The units of a country by one of its figures: their map, and the units with most."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dash import html

from data.catalogue import Line
from data.places import FEW, Asked, Places, figures_of
from data.schema import PARTIAL_PERIOD, TOTAL
from data.sums import has_flag
from layouts.figures import theme
from layouts.ids import Country as Id
from layouts.parts import places as cube
from layouts.parts.country_charts import WHOLE
from layouts.parts.country_sections import card
from layouts.parts.quoted import Quoter, number, source_note, to_card
from layouts.parts.sentences import small

MOST = 6
LEAST = 1.0  # per cent: where fewer are located, a map would be of nobody


def is_drawn(found: Places | None) -> bool:
    """Tell whether enough people are located for a map of them."""
    if found is None:
        return False
    share = found.share(found.best)
    return share is None or share >= LEAST


@dataclass(frozen=True, slots=True)
class Shown:
    """The map of a country's page.

    Attributes:
        places: the answer, cut to its period; none where no source locates anybody.
        lines: the figures of the page that it may be of.
    """

    places: Places | None
    lines: tuple[Line, ...]


def units(quoter: Quoter, shown: Shown) -> html.Section:
    """Lay out the map of a country's units in one period, or say that nobody is located."""
    found = shown.places
    if found is None:
        return card(quoter, "map", html.P(quoter.say("country_lack.map"), className="lacks"))
    asked, say = found.asked, quoter.say
    teller = cube.Teller(found, quoter.catalogue, quoter.codes, quoter.words, quoter.lang)
    name = named(quoter, asked)
    when, months = quoter.period(found.best), cube.stop(teller, found.best)["partial"]
    if months:  # a year of some months is never drawn as one
        when = say("period.partial", period=when, months=months)
    said = say("country_ends.of", indicator=name, period=when)
    query = {"ref_area": asked.country, "indicator": asked.indicator, "source": asked.source}
    query |= {"counterpart_area": asked.other}
    parts = {"sex": asked.sex, "age": asked.age, "breakdown": asked.breakdown}
    query |= {part: code for part, code in parts.items() if code != TOTAL}
    query["lang"] = quoter.lang
    link = html.A(say("country.to_places"), href=f"/places?{urlencode(query)}", className="plain")
    located = html.P(teller.located(found.best)["says"], className="located-says")
    heading = teller.meaning or say("country_section.map")
    chosen = choice(quoter, shown, asked.indicator)
    if not is_drawn(found):
        few = html.P([say("country_lack.few_located"), source_note(quoter, asked.source)])
        return card(quoter, "map", chosen, few, located, link, heading=heading)
    opening = teller.opening(found.best)
    return card(
        quoter,
        "map",
        chosen,
        html.P(
            [said, source_note(quoter, asked.source), to_card(quoter, asked.indicator)],
            className="chart-of",
        ),
        html.Div(
            className="unit-map",
            id=Id.MAP,
            role="group",
            **{"data-testid": Id.MAP, "aria-label": f"{quoter.name(asked.country)}: {said}"},
        ),
        legend(quoter, teller, found),
        located,
        *([html.P(opening, className="chart-note")] if opening else []),
        html.Ol(rows(quoter, found), className="bars"),
        link,
        kind="is-map",
        heading=heading,
    )


def choice(quoter: Quoter, shown: Shown, indicator: str) -> html.Label | None:
    """Lay out the choice of what the map is of; on paper the line below says it."""
    if len(shown.lines) <= 1:
        return None
    options = [
        html.Option(named(quoter, line), value=line.indicator, selected=line.indicator == indicator)
        for line in shown.lines
    ]
    return html.Label(
        [
            html.Span(quoter.say("country.mapped")),
            html.Select(options, id=Id.MAPPED, **{"data-testid": Id.MAPPED}),
        ],
        className="tool mapped-choice",
    )


def named(quoter: Quoter, asked: Asked | Line) -> str:
    """Name what a map is of: the indicator, and the part of it."""
    name = quoter.say(f"indicator.{asked.indicator}.name")
    told = [
        *([] if asked.breakdown == TOTAL else [small(quoter.say(f"breakdown.{asked.breakdown}"))]),
        *([] if asked.sex == TOTAL else [quoter.say(f"sex.{asked.sex.lower()}")]),
    ]
    return quoter.say("country.part_of", concept=name, part=", ".join(told)) if told else name


def legend(quoter: Quoter, teller: cube.Teller, found: Places) -> html.Ul:
    """Lay out what the shades of the map mean: its classes, and the units without a figure."""
    fills = theme.classes(found.bounds, signed=found.card.signed)
    keys = [html.Span(className="key", style={"background": fill}) for fill in fills]
    told = list(zip(keys, cube.legend(teller), strict=True))
    cells = found.cells[found.cells["unit"].isin(found.units)]
    if cells["obs_value"].between(0, FEW, inclusive="neither").any():
        said = quoter.say("places_browser.legend_few", few=FEW)
        told.append((html.Span(className="key is-few"), said))
    if has_flag(cells["flags"], PARTIAL_PERIOD).any():
        told.append((html.Span(className="key is-cut"), quoter.say("browser.legend_cut")))
    if not set(found.units) <= set(cells["unit"]):
        said = quoter.say("places_browser.legend_none")
        told.append((html.Span(className="key is-missing"), said))
    return html.Ul([html.Li([key, said]) for key, said in told], className="unit-legend")


def rows(quoter: Quoter, found: Places) -> list[html.Li]:
    """Lay out the units with most persons."""
    own = [
        each for each in figures_of(found) if each.ref_area in found.units and each.obs_value > 0
    ]
    figures = sorted(own, key=lambda each: -each.obs_value)[:MOST]
    most = max((each.obs_value for each in figures), default=1.0)
    return [
        html.Li(
            [
                html.Span(quoter.name(each.ref_area), className="bar-name"),
                html.Span(
                    html.Span(className="bar-part is-both", style={"flexGrow": 1}),
                    className="end-bar",
                    style={"width": f"{WHOLE * each.obs_value / most:.2f}%"},
                    **{"aria-hidden": "true"},
                ),
                number(quoter, each),
            ]
        )
        for each in figures
    ]
