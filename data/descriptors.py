"""What a package says of its tables: columns, codes, sources, what was counted, in one language.

The description follows Data Package 1.0 and Table Schema 1.0 (specs.frictionlessdata.io).
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any

from data.citations import citation_of
from data.schema import COLUMNS, KEY, VALUE, Sex
from data.shelf import INCIDENTS
from data.store import Store

MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
POINTS = "incidents"
EMPTY = (VALUE, "flags", "survivors")
KINDS = {"int64": "integer", "double": "number", "string": "string"}
MOST_NAMED = 3

# What Data Package 1.0 asks of terms that have no address: their id at licenses.opendefinition.org.
ATTRIBUTION = "other-at"


class Format(StrEnum):
    """The forms in which tables are given."""

    CSV = "csv"
    PARQUET = "parquet"


def descriptor(store: Store, names: Sequence[str], form: Format, lang: str) -> dict[str, Any]:
    """Describe a package.

    Args:
        store: gives catalogue, words and manifest.
        names: ids of indicators.
        form: of the tables.
        lang: language of titles and descriptions.

    Returns:
        The content of ``datapackage.json``: one resource an indicator, with its schema, and one
        for the points of an indicator that has some; sources with citation; what was counted.
    """
    cards = {
        part: store.catalogue.sources[part]
        for name in names
        for source in store.shelf.entries[name]["sources"]
        for part in source.split(".")
    }
    meant = sorted(
        {
            each
            for name in names
            for told in store.shelf.entries[name]["sources"].values()
            for each in told["definitions"]
        }
    )
    licences = {licence_of(store, each, lang): card.licence_url for each, card in cards.items()}
    resources = [resource(store, name, form, lang) for name in names]
    return {
        "profile": "tabular-data-package" if form is Format.CSV else "data-package",
        "name": f"panorama-sur-{file_part(store, names)}".replace("_", "-"),
        "title": title(store, names, lang),
        "description": about(store, names, lang),
        "version": store.data_version,
        "licenses": [
            {"title": title, **({"path": path} if path else {"name": ATTRIBUTION})}
            for title, path in licences.items()
        ],
        "sources": [
            {
                "title": f"{producer_of(store, card.id, lang)}, {card.edition}",
                **({"path": card.url} if card.url else {}),
                "id": card.id,
                "licence": licence_of(store, card.id, lang),
                "citation": citation_of(store.catalogue, store.words, card.id, lang),
            }
            for card in cards.values()
        ],
        "definitions": {each: definition_of(store, each, lang) for each in meant},
        "resources": resources + [points(store, form, lang) for _ in pointed(store, names)[:1]],
    }


def pointed(store: Store, names: Sequence[str]) -> list[str]:
    """Name those indicators whose single events are given as points."""
    return [name for name in names if store.catalogue.indicators[name].points]


def file_part(store: Store, names: Sequence[str]) -> str:
    """Say in a file name which tables a package has."""
    if len(names) == len(store.catalogue.indicators):
        return "all"
    return names[0] if len(names) == 1 else "several"


def title(store: Store, names: Sequence[str], lang: str) -> str:
    """Name a package by its tables; many are only counted."""
    say = store.words.say
    named = [say(f"indicator.{name}.name", lang) for name in names]
    if len(names) <= MOST_NAMED:
        return "; ".join(named)
    if len(names) == len(store.catalogue.indicators):
        return say("package.all", lang)
    return say("package.several", lang, count=len(names))


def about(store: Store, names: Sequence[str], lang: str) -> str:
    """Say what the tables of a package hold."""
    if len(names) == 1:
        return store.words.say(f"indicator.{names[0]}.about", lang)
    return store.words.say("package.about", lang)


def licence_of(store: Store, source: str, lang: str) -> str:
    """Say on what terms a source may be used."""
    own = f"source.{source}.terms"
    if store.words.has(own):
        return store.words.say(own, lang)
    return store.catalogue.sources[source].licence


def producer_of(store: Store, source: str, lang: str) -> str:
    """Name whose figures those of a source are."""
    own = f"source.{source}.producer"
    if store.words.has(own):
        return store.words.say(own, lang)
    return store.catalogue.sources[source].producer


def definition_of(store: Store, name: str, lang: str) -> dict[str, str]:
    """Say what was counted, and each fact of it as the catalogue has it."""
    card = store.catalogue.definitions[name]
    facts = {field.name: str(getattr(card, field.name)) for field in fields(card)}
    return {
        **{key: fact for key, fact in facts.items() if key not in ("id", "left_out")},
        "counted": store.words.say(f"definition.{name}.counted", lang),
        "left_out": store.words.say(f"definition.{name}.left_out", lang),
    }


def resource(store: Store, name: str, form: Format, lang: str) -> dict[str, Any]:
    """Describe one table of a package."""
    told = {
        "name": name.replace("_", "-"),
        "path": f"data/{name}.{form.value}",
        "title": store.words.say(f"indicator.{name}.name", lang),
        "description": store.words.say(f"indicator.{name}.about", lang),
        "schema": schema(store, name, lang),
    }
    return in_form(told, form, store.shelf.entries[name])


def points(store: Store, form: Format, lang: str) -> dict[str, Any]:
    """Describe the table of incidents of death and disappearance."""
    told = {
        "name": POINTS,
        "path": f"data/{POINTS}.{form.value}",
        "title": store.words.say("package.incidents", lang),
        "description": store.words.say("package.incidents_about", lang),
        "schema": {
            "fields": [
                column(name, KINDS[str(kind)], store, lang) for name, kind in INCIDENTS.items()
            ],
            "primaryKey": ["incident"],
            "missingValues": [""],
        },
    }
    return in_form(told, form, store.shelf.manifest["incidents"])


def in_form(told: Mapping[str, Any], form: Format, entry: Any) -> dict[str, Any]:  # noqa: ANN401 - a part of the manifest
    """Add to the description of a table what its form needs."""
    own = {**told, "format": form.value, "mediatype": MEDIA[form.value]}
    if form is Format.CSV:
        return {"profile": "tabular-data-resource", **own, "encoding": "utf-8"}
    checksum = f"sha256:{entry['sha256']}"
    return {"profile": "data-resource", **own, "bytes": entry["bytes"], "hash": checksum}


def schema(store: Store, name: str, lang: str) -> dict[str, Any]:
    """Describe the columns of a table; what its codes mean stands beside them as ``codes``."""
    card = store.catalogue.indicators[name]
    closed = {
        "indicator": [name],
        "sex": [sex.value for sex in Sex],
        "unit_measure": [card.unit_measure],
        "obs_status": sorted(store.catalogue.priority),
        "source": list(card.sources),
    }
    codes = {
        "sex": said(store, "sex", closed["sex"], lang),
        "obs_status": said(store, "status", closed["obs_status"], lang),
        "flags": said(store, "flag", list(store.catalogue.flags), lang),
        "unit_measure": said(store, "unit", closed["unit_measure"], lang),
    }
    described = []
    for each in COLUMNS:
        told = column(each, "number" if each == VALUE else "string", store, lang)
        if each in closed:
            told["constraints"]["enum"] = closed[each]
        if each in codes:
            told["codes"] = codes[each]
        described.append(told)
    return {"fields": described, "primaryKey": [*KEY], "missingValues": [""]}


def said(store: Store, table: str, codes: Sequence[str], lang: str) -> dict[str, str]:
    """Say what codes mean, from a table of words."""
    return {code: store.words.say(f"{table}.{code.lower()}", lang) for code in codes}


def column(name: str, kind: str, store: Store, lang: str) -> dict[str, Any]:
    """Describe one column."""
    told: dict[str, Any] = {
        "name": name,
        "type": kind,
        "description": store.words.say(f"column.{name}", lang),
    }
    return told if name in EMPTY else {**told, "constraints": {"required": True}}
