"""The page of all there is: sources first, then every indicator with years, splits and files."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from data.codes import DESCRIBED
from data.descriptors import Format
from data.inventory import Entry, used_by
from data.periods import Freq
from data.words import numbers
from layouts.ids import Inventory as Id
from layouts.parts.holdings import Speaker, held_by, shades
from layouts.parts.offices import offices

PACKAGE = "/api/v1/package"
INCIDENTS = "/api/v1/incidents"
# The lists that narrow the page, by their names in the address.
LISTS = {"theme": Id.THEME, "source": Id.SOURCE, "split": Id.SPLIT, "ref_area": Id.AREA}


def layout(entries: Sequence[Entry], speaker: Speaker, notices: Sequence[str] = ()) -> html.Div:
    """Lay out the page.

    Args:
        entries: every indicator.
        speaker: says it.
        notices: what of the address was not followed.
    """
    say = speaker.say
    return html.Div(
        [
            dcc.Store(
                id=Id.LISTED,
                data={
                    "title": say("page.inventory"),
                    "notices": list(notices),
                    "close": say("browser.close"),
                },
            ),
            dcc.Store(id=Id.SHOWN),
            html.A(say("inventory.skip"), href=f"#{Id.SEARCH}", className="skip to-search"),
            html.Div(
                [
                    html.H1(say("page.inventory")),
                    html.P(
                        say(
                            "inventory.opening",
                            sources=len(used_by(tuple(entries))),
                            indicators=len(entries),
                            version=speaker.version,
                        )
                    ),
                    html.P([say("inventory.everything"), " ", *files(None, speaker)]),
                    countries(speaker),
                    html.P(html.A(say("office.title"), href=f"#{Id.OFFICES}")),
                ],
                className="inventory-opening",
            ),
            html.Section(
                [html.H2(say("inventory.sources")), sources(entries, speaker)],
                className="inventory-sources",
                id=Id.SOURCES,
                **{"data-testid": Id.SOURCES},
            ),
            filters(entries, speaker),
            shades(speaker),
            html.Div(list(groups(entries, speaker)), id=Id.CARDS, className="inventory-cards"),
            html.P(say("inventory.nothing"), id=Id.NOTHING, className="nothing", hidden=True),
            offices(entries, speaker),
        ],
        className="inventory",
    )


def countries(speaker: Speaker) -> html.P:
    """Lead to the page of each country that has one."""
    links = [
        html.A(
            speaker.codes.short(code, speaker.lang),
            href=f"/countries/{code}?{urlencode({'lang': speaker.lang})}",
        )
        for code in DESCRIBED
    ]
    return html.P(
        [html.Strong(f"{speaker.say('country.pages')}:"), *links], className="inventory-countries"
    )


def sources(entries: Sequence[Entry], speaker: Speaker) -> html.Ul:
    """List the sources under their short names, each with the way to its indicators."""
    counts = used_by(tuple(entries))
    return html.Ul(
        [
            html.Li(
                [
                    html.A(
                        speaker.source(name),
                        href=f"?{urlencode({'source': name})}",
                        className="source-name",
                        **{"data-source": name},
                    ),
                    html.Span(say_count(counts[name], speaker), className="chip"),
                    html.P(
                        speaker.say(
                            "inventory.source_card",
                            title=speaker.say(f"source.{name}.title"),
                            edition=card.edition,
                        )
                    ),
                ]
            )
            for name, card in sorted(
                speaker.catalogue.sources.items(),
                key=lambda each: speaker.source(each[0]).casefold(),
            )
            if name in counts
        ]
    )


def say_count(count: int, speaker: Speaker) -> str:
    """Say how many indicators a source has."""
    return speaker.say("inventory.count_one" if count == 1 else "inventory.count", count=count)


def choices(entries: Sequence[Entry], speaker: Speaker) -> dict[str, dict[str, str]]:
    """Give what the lists offer: by the name of the address, words by code."""
    say = speaker.say
    splits = dict.fromkeys(name for entry in entries for held in entry.held for name in held.splits)
    freqs = {f"freq-{Freq.MONTHLY.value}": say("inventory.split_month")}
    return {
        "theme": {
            name: say(f"theme.{name}")
            for name in dict.fromkeys(entry.indicator.theme for entry in entries)
        },
        "source": {name: speaker.source(name) for name in used_by(tuple(entries))},
        "split": {name: speaker.split(name) for name in splits} | freqs,
        "ref_area": {area: speaker.codes.short(area, speaker.lang) for area in speaker.codes.focus},
    }


def filters(entries: Sequence[Entry], speaker: Speaker) -> html.Div:
    """Lay out the search and the lists that narrow the page."""
    say = speaker.say
    offered = choices(entries, speaker)
    return html.Div(
        [
            html.Label(
                [
                    html.Span(say("inventory.search")),
                    dcc.Input(
                        id=Id.SEARCH, type="search", autoComplete="off", debounce=False, value=""
                    ),
                ]
            ),
            *(
                html.Label(
                    [
                        html.Span(say(f"inventory.{element.split('-')[-1]}")),
                        html.Select(
                            [
                                html.Option(say("inventory.all"), value=""),
                                *(
                                    html.Option(label, value=code)
                                    for code, label in sorted(
                                        options.items(), key=lambda pair: pair[1].casefold()
                                    )
                                ),
                            ],
                            id=element,
                            **{"data-testid": element},
                        ),
                    ]
                )
                for element, options in ((LISTS[name], own) for name, own in offered.items())
            ),
            html.Button(say("inventory.clear"), id=Id.CLEAR, className="plain", hidden=True),
            html.P(
                id=Id.COUNT,
                role="status",
                className="inventory-count",
                **{
                    "data-words": say("inventory.found", found="{found}", all="{all}"),
                    "data-short": say("inventory.too_short"),
                },
            ),
        ],
        className="inventory-filters",
        role="search",
        **{"aria-label": say("inventory.search_label")},
    )


def groups(entries: Sequence[Entry], speaker: Speaker) -> Iterator[Component]:
    """Lay out the cards theme by theme."""
    for theme in dict.fromkeys(entry.indicator.theme for entry in entries):
        own = [entry for entry in entries if entry.indicator.theme == theme]
        yield html.Section(
            [
                html.H2(speaker.say(f"theme.{theme}")),
                *(card(entry, speaker) for entry in own),
            ],
            className="inventory-theme",
            **{"data-theme": theme},
        )


def card(entry: Entry, speaker: Speaker) -> html.Article:
    """Lay out one indicator."""
    indicator, say = entry.indicator, speaker.say
    words = [say(f"indicator.{indicator.id}.{part}") for part in ("name", "about")]
    parts = {part for held in entry.held for part in held.source.split(".")}
    splits = {name for held in entry.held for name in held.splits}
    splits |= {f"freq-{freq.value}" for held in entry.held for freq in held.freqs}
    areas = {area for held in entry.held for area in (*held.years, *held.kept)}
    known = [indicator.id, *found_by(entry, sorted(parts), speaker), *named(areas, speaker)]
    view = f"/?{urlencode({'indicator': indicator.id})}"
    return html.Article(
        [
            html.H3([html.A(words[0], href=view), html.Code(indicator.id)]),
            html.P(words[1]),
            *made_of(entry, speaker),
            *(held_by(entry, held, speaker) for held in entry.held),
            html.P(
                [html.A(say("inventory.view"), href=view, className="plain")]
                + files(indicator.id, speaker),
                className="card-links",
            ),
            *points(entry, speaker),
        ],
        id=indicator.id,
        className="inventory-card",
        tabIndex="-1",
        **{
            "data-theme": indicator.theme,
            "data-source": " ".join(sorted(parts)),
            "data-split": " ".join(sorted(splits)),
            "data-area": " ".join(sorted(areas)),
            "data-words": " ".join(known),
        },
    )


def found_by(entry: Entry, sources: Sequence[str], speaker: Speaker) -> Iterator[str]:
    """Give the words that find a card: those of every language, since acronyms differ."""
    own, say = entry.indicator, speaker.words.say
    keys = [f"indicator.{own.id}.name", f"indicator.{own.id}.about", f"theme.{own.theme}"]
    keys += [f"source.{source}.{part}" for source in sources for part in ("name", "title")]
    yield from (say(key, lang) for lang in speaker.words.languages for key in keys)
    cards = [speaker.catalogue.sources[source] for source in sources]
    yield from (word for card in cards for word in (card.producer, card.edition))


def named(areas: Iterable[str], speaker: Speaker) -> Iterator[str]:
    """Give the names of areas in every language, each word once."""
    yield from dict.fromkeys(
        speaker.codes.short(area, lang)
        for area in sorted(areas)
        for lang in speaker.words.languages
    )


def points(entry: Entry, speaker: Speaker) -> list[Component]:
    """Say that the single events are given too, as points, and where."""
    if not entry.points:
        return []
    count = numbers.full(entry.points, speaker.lang)
    link = html.A(speaker.say("inventory.points_api"), href=f"{INCIDENTS}?limit=10")
    return [html.P([speaker.say("inventory.points", count=count), " ", link, "."])]


def made_of(entry: Entry, speaker: Speaker) -> list[Component]:
    """Say what a derived indicator is computed from."""
    formula = entry.indicator.formula
    names: Sequence[str] = entry.indicator.parts
    key = "inventory.sum_of"
    if formula is not None:
        named = (*formula.numerator.indicators, *formula.denominator.indicators)
        names, key = tuple(dict.fromkeys(named)), "inventory.derived"
    links = [html.A(speaker.say(f"indicator.{name}.name"), href=f"#{name}") for name in names]
    joined = [part for link in links for part in (", ", link)][1:]
    return [html.P([speaker.say(key), " ", *joined], className="made-of")] if links else []


def files(indicator: str | None, speaker: Speaker) -> list[Component]:
    """Lay out the ways to take a table home, or all of them."""
    named = {} if indicator is None else {"indicator": indicator}
    return [
        html.A(
            speaker.say(f"inventory.{form.value}"),
            href=f"{PACKAGE}?{urlencode({**named, 'format': form.value, 'lang': speaker.lang})}",
            className="plain",
            download="",
        )
        for form in Format
    ]
