"""How what a figure counts differs from what the figure above it counts, in words."""

import re
from collections.abc import Iterable

from data.catalogue import Definition
from data.quotes import Quote, differing
from layouts.parts.holdings import UNDOCUMENTED, Speaker
from layouts.parts.quoted import Quoter

COUNTED, LEFT_OUT, SOURCE_TYPE = "counted", "left_out", "source_type"
BASE = "population_base"  # goes without saying where something else is counted
NAMED_ALONE = (COUNTED, SOURCE_TYPE)  # they need no name before them


def differs(quoter: Quoter, quote: Quote, above: Quote | None) -> tuple[str, str]:
    """Say how a figure's definition differs from that of the line above, which is named.

    On paper that line may stand on another sheet. Where the documents state nothing in which the
    two differ, they are told apart by source and period.

    Returns:
        What differs, and what only one of both documents states, which is no difference that is
        known; each a sentence, or empty.
    """
    if not quote.differs or above is None:
        return "", ""
    definitions = quoter.catalogue.definitions
    pair = (definitions[quote.figure.definition], definitions[above.figure.definition])
    told, unknown = stated(quoter, quote.differs, *pair, of="above")
    named = line_of(quoter, quote, above)
    facts = "; ".join(shorter(quoter, told, named, pair) or outside(quoter, quote, above))
    said = quoter.say("country_table.differs", line=named, facts=facts) if facts else ""
    names = ", ".join(unknown)
    open_said = quoter.say("country_table.differs_not_stated", names=names) if names else ""
    return said, open_said


def shorter(
    quoter: Quoter, told: list[str], named: str, pair: tuple[Definition, Definition]
) -> list[str]:
    """Leave out what the line above counts where its name has just said it."""
    own, above = (quoter.say(f"fact.concept.{each.concept}") for each in pair)
    long = quoter.say("country_table.differs_counted", own=own, above=above)
    if quoter.say("country_table.line", name=above).lower() != named.lower():
        return told
    short = quoter.say("country_table.differs_counted_alone", own=own)
    return [short if each == long else each for each in told]


def line_of(quoter: Quoter, quote: Quote, above: Quote) -> str:
    """Name the line above: by what it is of, or by its source where both are of the same.

    What its title adds behind a comma or in brackets is left out.
    """
    title = quoter.title(above)
    if title == quoter.title(quote):
        return quoter.source(above.figure.source)
    if title.startswith("…"):
        title = quoter.say(f"indicator.{above.figure.indicator}.name")
    return quoter.say("country_table.line", name=re.split(r" \(|, ", title)[0])


def outside(quoter: Quoter, quote: Quote, above: Quote) -> list[str]:
    """Say in what two figures differ besides their definitions: source and period."""
    periods = {"own": quoter.when(quote.figure), "above": quoter.when(above.figure)}
    told = []
    if quote.figure.source != above.figure.source:
        own = quoter.source(quote.figure.source)
        told.append(quoter.say("country_table.differs_source", own=own))
    if periods["own"] != periods["above"]:
        name = quoter.say("country_table.period").lower()
        told.append(quoter.say("country_table.differs_fact", name=name, **periods))
    return told


def apart(speaker: Speaker, own: Definition, lead: Definition) -> str:
    """Say why a figure does not stand beside the one of a line: the facts in which they differ.

    What only one of both documents states is named last.
    """
    told, unknown = stated(speaker, differing(lead, own), own, lead, of="lead")
    if unknown:
        told.append(speaker.say("country_compare.not_stated", names=", ".join(unknown)))
    return "; ".join(told)


def stated(
    speaker: Speaker, facts: Iterable[str], own: Definition, other: Definition, of: str
) -> tuple[list[str], list[str]]:
    """Say the facts that both documents state, and name those that one of them does not.

    Args:
        speaker: says it.
        facts: those that differ.
        own: the definition that is spoken of.
        other: the one that it is held against.
        of: where the other one stands, ``above`` or in the ``lead`` of the line.
    """
    facts = tuple(facts)
    told, unknown = [], []
    implied = BASE if COUNTED in facts else ""
    for fact in facts:
        if fact == implied:
            continue
        pair = [getattr(each, "concept" if fact == COUNTED else fact) for each in (own, other)]
        if UNDOCUMENTED in pair:
            unknown.append(speaker.say(f"fact_name.{fact}").lower())
        elif fact == LEFT_OUT:
            told.append(speaker.say("country_table.differs_left_out"))
        elif pair[0] != pair[1]:
            told.append(difference(speaker, fact, *pair, of=of))
    return told, unknown


def difference(speaker: Speaker, fact: str, own: str, other: str, *, of: str) -> str:
    """Say one fact that both documents state, and each in its own way."""
    kind = "concept" if fact == COUNTED else fact
    said = {"own": f"fact.{kind}.{own}", "above": f"fact.{kind}.{other}"}
    codes = {name: speaker.say(key) for name, key in said.items()}
    if fact in NAMED_ALONE:
        return speaker.say(f"country_table.differs_{fact}", **codes)
    name = speaker.say(f"fact_name.{fact}").lower()
    key = "country_table.differs_fact" if of == "above" else "country_compare.differs_fact"
    return speaker.say(key, name=name, **codes)
