"""What one source holds of an indicator, in words: years, splits, coverage, terms, citation."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dash import html

from data.catalogue import Catalogue, Source
from data.citations import citation_of
from data.codes import Codes
from data.inventory import Entry, Held
from data.words import Words
from data.words.lists import joined
from data.words.periods import short

FACTS = ("population_base", "legal_basis", "duration_rule", "left_out", "source_type")
UNDOCUMENTED = "not_documented"
# A country that has at least this part of the years that its source has is full.
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

    def terms(self, card: Source) -> str:
        """Say on what terms a source may be used."""
        own = f"source.{card.id}.terms"
        return self.say(own) if self.words.has(own) else card.licence

    def citation_of(self, source: str) -> str:
        """Give a source's citation: titles as it publishes them, what we say of them in words."""
        return citation_of(self.catalogue, self.words, source, self.lang)

    def split(self, name: str) -> str:
        """Say what a source splits by."""
        if name in self.catalogue.breakdowns:
            return self.say(f"dimension.{name}")
        return self.say(f"inventory.split_{name}")


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
            *measure(held, speaker),
            html.Details(
                [
                    html.Summary(say("inventory.more")),
                    *(counted(name, held, speaker) for name in held.definitions),
                    *(terms(part, speaker) for part in held.source.split(".")),
                ]
            ),
        ],
        className="held",
    )


def coverage(held: Held, speaker: Speaker) -> html.Ol:
    """Show of each of the nine how many years have a value, in words, number and shade."""
    cells = []
    whole = held.whole.count if held.whole else 0
    for area in speaker.codes.focus:
        years = held.years.get(area, held.kept.get(area))
        name = speaker.codes.short(area, speaker.lang)
        if area in held.kept:
            name = speaker.say("inventory.keeper", area=name)
        if years is None:
            kind = "none" if held.years else "apart"
            told, number = speaker.say(f"inventory.years_{kind}", area=name), "–"
        else:
            span = "–".join(dict.fromkeys((years.first, years.last)))
            full, cut = years.count - len(years.cut), len(years.cut)
            values = {"area": name, "span": span, "count": full, "whole": whole - cut}
            told = speaker.say("inventory.years", **values)
            # Years that lack months count for none that has all of them.
            kind = "most" if full and full >= MOST * (whole - cut) else "some"
            number = str(full)
            if cut:
                told = speaker.say("inventory.years_cut", **values, years=", ".join(years.cut))
                number = f"{full}{speaker.say('inventory.plus_cut', count=cut)}"
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


def measure(held: Held, speaker: Speaker) -> list[html.P]:
    """Say against which years the shades are measured, if any country has years."""
    if held.whole is None:
        return []
    span = "–".join(dict.fromkeys((held.whole.first, held.whole.last)))
    count, cut = held.whole.count - len(held.whole.cut), held.whole.cut
    said = speaker.say("inventory.measure", count=count, span=span)
    if cut:
        years = joined(cut, speaker.lang)
        said = speaker.say("inventory.measure_cut", count=count, span=span, years=years)
    return [html.P(said, className="coverage-of")]


def shades(speaker: Speaker) -> html.P:
    """Say what the shades of coverage mean."""
    return html.P(
        [
            html.Strong(speaker.say("inventory.coverage")),
            *(
                html.Span(
                    [
                        html.I(className=f"years-{kind}", **{"aria-hidden": "true"}),
                        speaker.say(f"inventory.shade_{kind}"),
                    ]
                )
                for kind in ("most", "some", "none", "apart")
            ),
            html.Span(speaker.say("inventory.shade_cut")),
            html.Span(speaker.say("inventory.shade_of")),
        ],
        className="coverage-key",
    )


def counted(name: str, held: Held, speaker: Speaker) -> html.Div:
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
    if name in held.covers:
        facts.insert(0, (speaker.say("inventory.of"), whom(held.covers[name], speaker)))
    if unsaid:
        facts.append((speaker.say("inventory.not_at_hand"), ", ".join(unsaid)))
    return html.Div(
        [html.P([html.Strong(f"{label}: "), text]) for label, text in facts],
        className="counted",
        **{"data-definition": name},
    )


def whom(areas: Sequence[str], speaker: Speaker) -> str:
    """Name the countries of the nine that a definition is of: all, some, or none of them."""
    if not areas:
        return speaker.say("inventory.of_others")
    if len(areas) == len(speaker.codes.focus):
        return speaker.say("inventory.of_nine")
    return ", ".join(speaker.codes.short(area, speaker.lang) for area in areas)


def linked(text: str, url: str) -> html.A | html.Span:
    """Link a text to its address, or say it alone where no document at hand states one."""
    return html.A(text, href=url, rel="noreferrer") if url else html.Span(text)


def cited(source: str, speaker: Speaker) -> html.Span:
    """Lay out the citation of a source, marked with its own language."""
    has = speaker.words.has(f"source.{source}.citation")
    lang = speaker.lang if has else speaker.catalogue.sources[source].citation_lang
    return html.Span(speaker.citation_of(source), lang=lang)


def terms(source: str, speaker: Speaker) -> html.Div:
    """Say on what terms a source may be used, and how to cite it."""
    say, card = speaker.say, speaker.catalogue.sources[source]
    own = speaker.citation_of(source)
    citation = say("inventory.citation", citation=own, version=speaker.version)
    before, _, after = citation.partition(own)
    site = say("inventory.producer" if card.url else "inventory.no_address")
    return html.Div(
        [
            html.P(
                [
                    html.Strong(f"{say('inventory.licence')}: "),
                    linked(speaker.terms(card), card.licence_url),
                    " · ",
                    linked(site, card.url),
                ]
            ),
            html.P(
                [
                    html.Strong(f"{say('inventory.cite')}: "),
                    html.Span([before, cited(source, speaker), after], className="citation"),
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
