"""The page of all there is: sources first, then every indicator with years, splits and files."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from data.catalogue import Catalogue
from data.codes import Codes
from data.inventory import Entry, Held, used_by
from data.packages import Format
from data.periods import Freq
from data.words import Words
from data.words.periods import short
from layouts.ids import Inventory as Id

PACKAGE = "/api/v1/package"
FACTS = ("population_base", "legal_basis", "duration_rule", "left_out", "source_type")
UNDOCUMENTED = "not_documented"
# A source that has at least this part of the years between its first and its last is full.
MOST = 0.9


class Speaker:
    """What the page needs to speak: words of one language, cards and codes."""

    def __init__(
        self, catalogue: Catalogue, codes: Codes, words: Words, lang: str, version: str
    ) -> None:
        """Take what is needed."""
        self.catalogue, self.codes, self.words = catalogue, codes, words
        self.lang, self.version = lang, version

    def say(self, key: str, **values: object) -> str:
        """Say a phrase."""
        return self.words.say(key, self.lang, **values)

    def period(self, code: str) -> str:
        """Say a period."""
        return short(code, self.lang)

    def source(self, source: str) -> str:
        """Say the short name of a source, or of the two that a rate is made of."""
        return " / ".join(self.say(f"source.{part}.name") for part in source.split("."))

    def split(self, name: str) -> str:
        """Say what a source splits by."""
        if name in self.catalogue.breakdowns:
            return self.say(f"dimension.{name}")
        return self.say(f"inventory.split_{name}")


def layout(entries: Sequence[Entry], speaker: Speaker) -> html.Div:
    """Lay out the page.

    Args:
        entries: every indicator.
        speaker: says it.
    """
    say = speaker.say
    return html.Div(
        [
            dcc.Store(id=Id.LISTED, data={"title": say("page.inventory")}),
            dcc.Store(id=Id.SHOWN),
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
            html.Div(list(groups(entries, speaker)), id=Id.CARDS, className="inventory-cards"),
            html.P(say("inventory.nothing"), id=Id.NOTHING, className="nothing", hidden=True),
        ],
        className="inventory",
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


def filters(entries: Sequence[Entry], speaker: Speaker) -> html.Div:
    """Lay out the search and the lists that narrow the page."""
    say = speaker.say
    splits = dict.fromkeys(name for entry in entries for held in entry.held for name in held.splits)
    freqs = {f"freq-{Freq.MONTHLY.value}": say("inventory.split_month")}
    choices: Mapping[str, Mapping[str, str]] = {
        Id.THEME: {
            name: say(f"theme.{name}")
            for name in dict.fromkeys(entry.indicator.theme for entry in entries)
        },
        Id.SOURCE: {name: speaker.source(name) for name in used_by(tuple(entries))},
        Id.SPLIT: {name: speaker.split(name) for name in splits} | freqs,
        Id.AREA: {area: speaker.codes.short(area, speaker.lang) for area in speaker.codes.focus},
    }
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
                for element, options in choices.items()
            ),
            html.Button(say("inventory.clear"), id=Id.CLEAR, className="plain", hidden=True),
            html.P(
                id=Id.COUNT,
                role="status",
                className="inventory-count",
                **{"data-words": say("inventory.found", found="{found}", all="{all}")},
            ),
        ],
        className="inventory-filters",
        role="search",
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
    areas = {area for held in entry.held for area in held.years}
    known = [*words, indicator.id, *map(speaker.source, sorted(parts))]
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


def held_by(entry: Entry, held: Held, speaker: Speaker) -> html.Section:
    """Lay out what one source holds: years, splits, coverage, what was counted, how to cite."""
    say = speaker.say
    query = urlencode({"indicator": entry.indicator.id, "source": held.source})
    years = "–".join(dict.fromkeys((speaker.period(held.first), speaker.period(held.last))))
    splits = [say(f"freq.{freq.value.lower()}") for freq in held.freqs]
    splits += [speaker.split(name) for name in held.splits]
    return html.Section(
        [
            html.H4(
                [
                    html.A(speaker.source(held.source), href=f"/?{query}"),
                    html.Span(years, className="held-years"),
                ]
            ),
            html.Ul([html.Li(split, className="chip") for split in splits], className="chips"),
            coverage(held, speaker),
            html.Details(
                [
                    html.Summary(say("inventory.more")),
                    *(counted(name, speaker) for name in held.definitions),
                    *(terms(part, speaker) for part in held.source.split(".")),
                ]
            ),
        ],
        className="held",
    )


def coverage(held: Held, speaker: Speaker) -> html.Ol:
    """Show of each of the nine how many years have a value, in words, number and shade."""
    cells = []
    for area in speaker.codes.focus:
        years = held.years.get(area)
        name = speaker.codes.short(area, speaker.lang)
        if years is None:
            told, kind, number = speaker.say("inventory.years_none", area=name), "none", "–"
        else:
            span = "–".join(dict.fromkeys((years.first, years.last)))
            told = speaker.say("inventory.years", area=name, span=span, count=years.count)
            whole = int(held.last[:4]) - int(held.first[:4]) + 1
            steps = 5 if held.freqs == (Freq.FIVE_YEARS,) else 1
            most = years.count >= MOST * (whole + steps - 1) // steps
            kind, number = ("most" if most else "some"), str(years.count)
        cells.append(
            html.Li(
                [
                    html.Span(area, **{"aria-hidden": "true"}),
                    html.B(number, **{"aria-hidden": "true"}),
                    html.Span(told, className="unseen"),
                ],
                className=f"years-{kind}",
                title=told,
            )
        )
    return html.Ol(cells, className="coverage", **{"aria-label": speaker.say("inventory.coverage")})


def counted(name: str, speaker: Speaker) -> html.Div:
    """Say what was counted, who is left out, and what no document at hand says."""
    definition = speaker.catalogue.definitions[name]
    unsaid = [
        speaker.say(f"inventory.fact_{fact}")
        for fact in FACTS
        if getattr(definition, fact) == UNDOCUMENTED
    ]
    facts = [
        (speaker.say("inventory.counted"), speaker.say(f"definition.{name}.counted")),
        (speaker.say("inventory.left_out"), speaker.say(f"definition.{name}.left_out")),
    ]
    if unsaid:
        facts.append((speaker.say("inventory.not_at_hand"), ", ".join(unsaid)))
    return html.Div(
        [html.P([html.Strong(f"{label}: "), text]) for label, text in facts],
        className="counted",
        **{"data-definition": name},
    )


def terms(source: str, speaker: Speaker) -> html.Div:
    """Say on what terms a source may be used, and how to cite it."""
    say, card = speaker.say, speaker.catalogue.sources[source]
    citation = say("inventory.citation", citation=card.citation, version=speaker.version)
    return html.Div(
        [
            html.P(
                [
                    html.Strong(f"{say('inventory.licence')}: "),
                    html.A(card.licence, href=card.licence_url, rel="noreferrer"),
                    " · ",
                    html.A(say("inventory.producer"), href=card.url, rel="noreferrer"),
                ]
            ),
            html.P(
                [
                    html.Strong(f"{say('inventory.cite')}: "),
                    html.Span(citation, className="citation"),
                    html.Button(
                        say("inventory.copy"),
                        className="plain copy",
                        **{"data-done": say("inventory.copied")},
                    ),
                ]
            ),
        ],
        className="terms",
        **{"data-source": source},
    )


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
