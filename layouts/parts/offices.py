"""What the offices of each of the nine produce, in words: what, who, when, and where it is."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dash import html

from data.catalogue.offices import Production
from data.inventory import Entry
from layouts.ids import Inventory as Id
from layouts.parts.holdings import Speaker

YEAR = 4  # characters of a period that are its year


def offices(entries: Sequence[Entry], speaker: Speaker) -> html.Section:
    """List the productions of the nine, country by country.

    Args:
        entries: every indicator, for the years that the product has.
        speaker: says it.
    """
    say = speaker.say
    parts = []
    for country in speaker.codes.focus:
        own = [each for each in speaker.catalogue.offices if each.country == country]
        listed = html.Ul([html.Li(line(each, entries, speaker)) for each in own])
        none = html.P(say("office.none"), className="office-none")
        name = html.H3(speaker.codes.short(country, speaker.lang))
        parts.append(
            html.Div(
                [name, listed if own else none],
                className="office-country",
                **{"data-area": country},
            )
        )
    return html.Section(
        [
            html.H2(say("office.title")),
            html.P(say("office.about"), className="office-about"),
            html.Div(parts, className="office-countries"),
        ],
        id=Id.OFFICES,
        className="inventory-offices",
        **{"data-testid": Id.OFFICES},
    )


def line(each: Production, entries: Sequence[Entry], speaker: Speaker) -> list[object]:
    """Say one production: what it is, who has it, of which years, and where to find it."""
    say = speaker.say
    kind, when = say(f"office.{each.kind}"), years(each, entries)
    office = each.office or say("office.unnamed")
    told = html.Span(say("office.custody", kind=kind, office=office, years=when))
    if not each.source:
        out = say("office.out", document=each.document)
        return [html.Strong(each.name), told, html.Span(out, className="office-out")]
    card = html.A(speaker.source(each.source), href=f"/data?{urlencode({'source': each.source})}")
    links = [
        html.A(say(f"indicator.{name}.name"), href=f"#{name}", className="office-indicator")
        for name in each.indicators
    ]
    held = html.Span([say("office.held"), " ", card, *links], className="office-held")
    return [html.Strong(each.name), told, held]


def years(each: Production, entries: Sequence[Entry]) -> str:
    """Give the years of a production: those that its document states, or those of the data."""
    if each.years:
        return each.years.replace("-", "–")
    spans = [
        (held.first[:YEAR], held.last[:YEAR])
        for entry in entries
        if entry.indicator.id in each.indicators
        for held in entry.held
        if held.source == each.source
    ]
    first, last = min(begin for begin, _ in spans), max(end for _, end in spans)
    return "–".join(dict.fromkeys((first, last)))
