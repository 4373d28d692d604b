"""Which rows of a table are meant by what is typed: by their characters, by pinyin, by initials, also while it is being composed."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from yishi.domain import finding
from yishi.gui.table import Row

if TYPE_CHECKING:
    from yishi.services.sound import Index

_HAN = 0x2E80
_APART = re.compile(r"[^\w·]+")
_HEARD = 12  # characters of a piece of text that are found by sound
_SPACED = re.compile(r"(?<=[⺀-\U0003ffff])[ \u3000]+(?=[⺀-\U0003ffff])")


class RowFinder:
    """Finds rows by words: each of them must stand in a cell of the row, or be how a name or the head of a text in it sounds.

    What the rows say is read once for rows that are the same.
    """

    def __init__(self, query: str, before: "RowFinder | None" = None) -> None:
        self.words = finding.words_of(query)
        self._rows: Sequence[Row] | None = before._rows if before else None
        self._texts: list[str] = before._texts if before else []
        self._index: Index | None = before._index if before else None

    def __call__(self, rows: Sequence[Row]) -> Sequence[int]:
        """Return the places of the rows that are meant, in order."""
        from yishi.services import sound

        if rows is not self._rows:
            self._rows, self._index = rows, None
            self._texts = [finding.fold("\n".join(_texts(row))) for row in rows]
        written = [{n for n, text in enumerate(self._texts) if word in text} for word in self.words]
        latin = [said.isascii() and said.isalpha() for said in map(sound.typed, self.words)]
        for n, word in enumerate(self.words):
            if latin[n]:
                written[n] |= set(self._heard(word))
        found = set.intersection(*written) if written else set(range(len(rows)))
        if len(self.words) > 1 and all(latin):  # one name, syllable by syllable
            found |= set(self._heard("".join(self.words)))
        return sorted(found)

    def _heard(self, word: str) -> list[int]:
        if self._index is None:
            from yishi.services.sound import Index, OtherName

            pieces = [dict.fromkeys(piece[:_HEARD] for piece in _APART.split(text) if _in_characters(piece)) for text in self._texts]
            self._index = Index((next(iter(each), ""), map(OtherName, each)) for each in pieces)
        return self._index.find(word)


def _texts(row: Row) -> list[str]:
    """Return what the cells of a row say; a name that is spaced (孙　伟) also without the space."""
    said = [text for cell in row.cells for text in (cell.text, cell.sub, cell.tag) if text]
    return said + [bare for text in said if (bare := _SPACED.sub("", text)) != text]


def _in_characters(piece: str) -> bool:
    return bool(piece) and ord(piece[0]) >= _HAN
