"""Phrases as parts of sentences."""

# What begins with one of these is a proper name, or in English what is named after it.
PROPER = (
    "Argentin",
    "Bolivia",
    "Brazil",
    "Chile",
    "Colombia",
    "Ecuador",
    "Guyan",
    "Paragua",
    "Peru",
    "Title ",
    "Uruguay",
    "Venezuela",
)


def small(sentence: str) -> str:
    """Write a sentence as the part of another; an acronym and a proper name keep their capital.

    >>> small("Personas nacidas en otro país."), small("UNHCR persons"), small("Venezuelans here")
    ('personas nacidas en otro país', 'UNHCR persons', 'Venezuelans here')
    """
    text = sentence.rstrip(".")
    proper = text[1:2].isupper() or text.startswith(PROPER)
    return text if proper else text[:1].lower() + text[1:]
