"""How what a figure counts differs from what the figure above it counts, in words."""

from data.quotes import Quote
from layouts.parts.holdings import UNDOCUMENTED, Speaker

COUNTED, LEFT_OUT, SOURCE_TYPE = "counted", "left_out", "source_type"
BASE = "population_base"  # goes without saying where something else is counted
NAMED_ALONE = (COUNTED, SOURCE_TYPE)  # they need no name before them


def differs(speaker: Speaker, quote: Quote) -> tuple[str, str]:
    """Say how a figure's definition differs from that of the line above.

    Returns:
        What differs, and what only one of both documents states, which is no difference that is
        known; each a sentence, or empty.
    """
    if not quote.differs:
        return "", ""
    definitions = speaker.catalogue.definitions
    pair = (definitions[quote.figure.definition], definitions[quote.above])
    told, unknown = [], []
    implied = BASE if COUNTED in quote.differs else ""
    for fact in quote.differs:
        if fact == implied:
            continue
        own, above = (getattr(each, "concept" if fact == COUNTED else fact) for each in pair)
        if UNDOCUMENTED in (own, above):
            unknown.append(speaker.say(f"fact_name.{fact}").lower())
        elif fact == LEFT_OUT:
            told.append(speaker.say("country_table.differs_left_out"))
        elif own != above:
            told.append(difference(speaker, fact, own, above))
    said = speaker.say("country_table.differs", facts="; ".join(told)) if told else ""
    names = ", ".join(unknown)
    open_said = speaker.say("country_table.differs_not_stated", names=names) if names else ""
    return said, open_said


def difference(speaker: Speaker, fact: str, own: str, above: str) -> str:
    """Say one fact that both documents state, and each in its own way."""
    kind = "concept" if fact == COUNTED else fact
    said = {"own": f"fact.{kind}.{own}", "above": f"fact.{kind}.{above}"}
    codes = {name: speaker.say(key) for name, key in said.items()}
    if fact in NAMED_ALONE:
        return speaker.say(f"country_table.differs_{fact}", **codes)
    name = speaker.say(f"fact_name.{fact}").lower()
    return speaker.say("country_table.differs_fact", name=name, **codes)
