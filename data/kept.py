"""Answers that take long to make and never change while the product runs: each is made once."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")
MOST = 64


class Kept:
    """Holds what was made, by key; when there is too much, what was made first goes."""

    def __init__(self, most: int = MOST) -> None:
        """Hold nothing yet."""
        self.most = most
        self.made: dict[Hashable, Any] = {}
        self.lock = Lock()

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made for a key, and make it when nothing was.

        >>> kept = Kept(most=1)
        >>> kept.once("a", lambda: 1), kept.once("a", lambda: 2), kept.once("b", lambda: 3)
        (1, 1, 3)
        >>> list(kept.made)
        ['b']
        """
        with self.lock:
            if key in self.made:
                found: Made = self.made[key]
                return found
        new = make()
        with self.lock:
            self.made[key] = new
            while len(self.made) > self.most:
                self.made.pop(next(iter(self.made)))
        return new
