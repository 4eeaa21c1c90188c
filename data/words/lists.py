"""How several names stand in a sentence."""

import re
from collections.abc import Iterable

from babel.lists import format_list

# Before the sound of i, which is not that of a diphthong, the Spanish conjunction is another.
BEFORE_I = re.compile(r"\by (?=h?[ií](?![aeou])[^,]*$)", re.IGNORECASE)


def joined(names: Iterable[str], lang: str) -> str:
    """Join names as a sentence does.

    >>> joined(["Chile", "Perú", "Bolivia"], "es"), joined(["Chile", "Peru"], "en")
    ('Chile, Perú y Bolivia', 'Chile and Peru')
    >>> joined(["Bolivia", "Italia"], "es"), joined(["Bolivia", "Hielo"], "es")
    ('Bolivia e Italia', 'Bolivia y Hielo')
    """
    text = str(format_list(list(names), locale=lang))
    return BEFORE_I.sub("e ", text) if lang == "es" else text
