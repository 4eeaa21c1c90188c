"""What is said of several lines of a table: once, under a letter that the others refer to."""

from collections import Counter
from collections.abc import Iterable
from string import ascii_lowercase

from layouts.parts.holdings import Speaker

SHORT = 40  # letters: what is no longer is said again


class Lettered:
    """Says the remarks of the lines of one table, in their order."""

    def __init__(self, speaker: Speaker, remarks: Iterable[str]) -> None:
        """Give a letter to each long remark that more than one line has.

        Args:
            speaker: says it.
            remarks: of all lines, each as often as it is said.
        """
        counts = Counter(remarks)
        every = [text for text, count in counts.items() if len(text) > SHORT and count > 1]
        self.speaker = speaker
        self.letters = dict(zip(every, ascii_lowercase, strict=False))
        self.told: set[str] = set()

    def said(self, remark: str) -> str:
        """Say a remark in full where it stands for the first time, then by its letter."""
        letter = self.letters.get(remark, "")
        if not letter:
            return remark
        if remark in self.told:
            return self.speaker.say("country_table.note_again", letter=letter)
        self.told.add(remark)
        return self.speaker.say("country_table.note_first", letter=letter, note=remark)
