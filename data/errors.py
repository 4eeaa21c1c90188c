"""Errors that say what is wrong, where, and what to do."""

from collections.abc import Iterable

NAMED = 20


class PanoramaError(Exception):
    """Any error that a person can mend: its text is a whole sentence, shown without traceback."""


def listed(faults: Iterable[object], most: int = NAMED) -> str:
    """List faults in one line; past ``most`` of them, say how many more there are.

    >>> listed(["row 3", "row 9", "row 12"], most=2)
    'row 3; row 9; and 1 more'
    """
    names = [str(fault) for fault in faults]
    more = [f"and {len(names) - most} more"] if len(names) > most else []
    return "; ".join([*names[:most], *more])
