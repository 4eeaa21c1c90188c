"""A country's page as a workbook: every figure as a number, its sources, its definitions.

Of a page that compares countries, the figures of all of them.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import xlsxwriter
from babel.lists import format_list

from data.catalogue import FACTS
from data.citations import citation_of
from data.codes import UNLOCATED
from data.country import Country
from data.descriptors import licence_of, producer_of
from data.places import Places, figures_of
from data.quotes import Figure
from data.schema import COLUMNS
from data.store import Store

MADE = datetime(1980, 1, 1, tzinfo=UTC)  # no clock: the same tables make the same file
WIDE, NARROW = 60, 16
Cell = str | float


def workbook(
    store: Store, countries: Sequence[Country], places: Iterable[Places], lang: str
) -> bytes:
    """Write the workbook of a country, or of those compared: data, metadata, definitions.

    Args:
        store: gives names, words and cards.
        countries: what the page says, its own country first.
        places: what its maps show: their units follow the figures of the countries.
        lang: of names and of the words of metadata and definitions; codes are the tables' own.

    Returns:
        The bytes of an XLSX file.
    """
    told = (*map(figures, countries), *map(figures_of, places))
    own = list(dict.fromkeys(each for part in told for each in part))
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False}) as book:
        title = title_of(store, countries, lang)
        book.set_properties({"title": title, "created": MADE.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        sheets = {
            "data": rows_of(store, own, lang),
            "metadata": metadata(store, countries, own, lang),
            "definitions": definitions(store, own, lang),
        }
        for key, rows in sheets.items():
            sheet = book.add_worksheet(store.words.say(f"country_sheet.{key}", lang))
            for at, row in enumerate(rows):
                # A number is written as one; everything else is a text, never a formula.
                for place, cell in enumerate(row):
                    if isinstance(cell, float):
                        sheet.write_number(at, place, cell)
                    else:
                        sheet.write_string(at, place, cell, None if at else bold)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 20, NARROW if key == "data" else WIDE)
    return sink.getvalue()


def title_of(store: Store, countries: Sequence[Country], lang: str) -> str:
    """Say what a workbook is of."""
    names = [store.codes.name(each.code, lang) for each in countries]
    name = str(format_list(names, locale=lang))
    return store.words.say("country_sheet.title", lang, name=name)


def figures(found: Country) -> Iterator[Figure]:
    """Give every figure of a country's page; some stand in several of its parts."""
    for part in found.sections.values():
        yield from (bare(each.figure) for each in part.quotes)
        yield from (bare(each) for own in part.series for each in own.figures)
    for top in found.tops.values():
        if top is not None:
            yield from (bare(each) for each in (top.whole, top.unknown) if each is not None)
            for bar in top.bars:
                yield from (
                    bare(each) for each in (bar.figure, bar.women, bar.men) if each is not None
                )
    if found.pyramid is not None:
        yield bare(found.pyramid.whole)
        for _, women, men in found.pyramid.bands:
            yield bare(women)
            yield bare(men)
    yield from (bare(each) for each in found.hazards)


def bare(figure: Figure) -> Figure:
    """Give a figure without what is known of other rows, so that it is itself everywhere."""
    return replace(figure, silent=(), cut="", lacks=())


def rows_of(store: Store, own: Sequence[Figure], lang: str) -> Iterator[Sequence[Cell]]:
    """Give the rows of the observation table, then the names of what their codes mean."""
    say = store.words.say
    yield (*COLUMNS, *(say(f"country_sheet.{name}", lang) for name in ("concept", "place", "name")))
    for each in own:
        unit = store.catalogue.indicators[each.indicator].unit_measure
        cells = {name: getattr(each, name, "") for name in COLUMNS}
        cells |= {"unit_measure": unit, "flags": " ".join(each.flags)}
        sources = " / ".join(say(f"source.{part}.name", lang) for part in each.source.split("."))
        place = place_of(store, each.ref_area, lang)
        yield (*cells.values(), say(f"indicator.{each.indicator}.name", lang), place, sources)


def place_of(store: Store, area: str, lang: str) -> str:
    """Name the place that a figure is of."""
    if area.endswith(UNLOCATED):
        return store.words.say("located.rest", lang)
    return store.codes.short(area, lang)


def metadata(
    store: Store, countries: Sequence[Country], own: Sequence[Figure], lang: str
) -> Iterator[Sequence[Cell]]:
    """Give what the workbook is, and the card of each source."""
    say = store.words.say
    first, *others = (each.code for each in countries)
    beside = f"?compare={','.join(others)}" if others else ""
    yield (title_of(store, countries, lang),)
    yield (say("country_sheet.version", lang), store.data_version)
    yield (say("country_sheet.page", lang), f"/countries/{first}{beside}")
    yield (say("country_sheet.language", lang), lang)
    yield (say("country_sheet.boundaries", lang), say("frame.disclaimer", lang))
    yield ("",)
    heads = ("name", "producer", "edition", "licence", "cite", "url")
    yield ("source", *(say(f"country_sheet.{head}", lang) for head in heads))
    for source in dict.fromkeys(part for each in own for part in each.source.split(".")):
        card = store.catalogue.sources[source]
        title = say(f"source.{source}.name", lang)
        url = card.url or say("inventory.not_at_hand", lang)
        producer, licence = producer_of(store, source, lang), licence_of(store, source, lang)
        citation = citation_of(store.catalogue, store.words, source, lang)
        yield (source, title, producer, card.edition, licence, citation, url)


def definitions(store: Store, own: Sequence[Figure], lang: str) -> Iterator[Sequence[Cell]]:
    """Give what each definition counts, whom it leaves out, and its facts."""
    say = store.words.say
    names = ("counted", "left_out", *FACTS)
    yield ("definition", *(say(f"fact_name.{name}", lang) for name in names))
    for name in dict.fromkeys(each.definition for each in own):
        card = store.catalogue.definitions[name]
        told = [say(f"definition.{name}.{part}", lang) for part in ("counted", "left_out")]
        facts = [say(f"fact.{fact}.{getattr(card, fact)}", lang) for fact in FACTS]
        yield (name, *told, *facts)
