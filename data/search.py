"""What the search box finds: countries, places, indicators and sources, each with its address."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from data import flows, selection
from data.codes import DESCRIBED, NINE, UNLOCATED, is_unit
from data.store import Store

ORIGINS = "migrant_stock"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be found.

    Attributes:
        kind: ``country``, ``unit``, ``indicator`` or ``source``.
        name: what it is called in the language of the page.
        more: what it is called otherwise: in other languages, by its code.
        where: said beside the name, such as the country of a place.
        address: the path with query that shows it.
    """

    kind: str
    name: str
    more: str
    where: str
    address: str


def entries(store: Store, lang: str) -> Iterator[Found]:
    """List what can be found, in a language; words of all languages find it."""
    yield from countries(store, lang)
    yield from units(store, lang)
    for card in store.catalogue.indicators:
        yield Found(
            "indicator",
            store.words.say(f"indicator.{card}.name", lang),
            f"{others(store, f'indicator.{card}.name', lang, card)} {also(store, 'synonym', card)}",
            "",
            f"/?{urlencode({'indicator': card})}",
        )
    for card in store.catalogue.sources:
        title = store.words.say(f"source.{card}.title", lang)
        known = others(store, f"source.{card}.title", lang, card)
        acronyms = [store.words.say(f"source.{card}.name", each) for each in store.words.languages]
        yield Found(
            "source",
            store.words.say(f"source.{card}.name", lang),
            " ".join(dict.fromkeys([title, known, *acronyms])),
            title,
            f"/data?{urlencode({'source': card})}",
        )


def countries(store: Store, lang: str) -> Iterator[Found]:
    """List the countries: those that have a page, then all origins, whose corridors are shown."""
    listed = store.shelf.entries.get(ORIGINS, {}).get("codes", {}).get("counterpart_area", ())
    origins = [code for code in listed if store.codes.areas[code].level == "country"]
    for code in dict.fromkeys((*DESCRIBED, *origins)):
        query = urlencode({"counterpart_area": code, "indicator": ORIGINS})
        address = f"/countries/{code}" if code in DESCRIBED else f"/flows?{query}"
        more = f"{called(store, code)} {also(store, 'demonym', code)}".rstrip()
        yield Found("country", store.codes.short(code, lang), more, "", address)


def units(store: Store, lang: str) -> Iterator[Found]:
    """List the first-level units of the nine."""
    for country in NINE:
        for code in store.codes.units.get(country, ()):
            if code.endswith(UNLOCATED):
                continue
            query = urlencode({"ref_area": country, "pin": code})
            where = store.codes.short(country, lang)
            yield Found(
                "unit",
                store.codes.short(code, lang),
                f"{called(store, code)} {where}",
                where,
                f"/places?{query}",
            )


def called(store: Store, code: str) -> str:
    """Give all names of an area, and its code."""
    area = store.codes.areas[code]
    return " ".join(dict.fromkeys((*area.names.values(), *area.shorts.values(), code)))


def also(store: Store, section: str, code: str) -> str:
    """Give other words by which a thing is looked for, in every language."""
    found = [store.words.section(section, lang).get(code, "") for lang in store.words.languages]
    return " ".join(each for each in found if each)


def others(store: Store, key: str, lang: str, code: str) -> str:
    """Give what a key says in the other languages, and a code."""
    said = [store.words.say(key, each) for each in store.words.languages if each != lang]
    return " ".join(dict.fromkeys((*said, code, code.replace("_", " "))))


def joined(store: Store) -> dict[str, dict[str, object]]:
    """Tell with which countries each indicator can be asked for at once.

    Returns:
        By indicator: ``end``, the column of the areas that the map may show; ``areas``, their
        codes; ``origins``, the codes of the origins whose corridors may be shown.
    """
    moves = flows.offered(store)
    told: dict[str, dict[str, object]] = {}
    for name in selection.offered(store):
        card, codes = store.catalogue.indicators[name], store.shelf.entries[name]["codes"]
        own = NINE if card.mapped == "ref_area" else DESCRIBED
        is_move = name in moves and card.counterpart == "origin"
        listed = codes.get("counterpart_area", ()) if is_move else ()
        told[name] = {
            "end": card.mapped,
            "areas": [code for code in own if code in codes[card.mapped]],
            "origins": [
                code
                for code in listed
                if not is_unit(code) and store.codes.areas[code].level == "country"
            ],
        }
    return told
