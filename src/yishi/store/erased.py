"""Who was erased in any book of this PC: ids alone, so that a restored backup cannot bring anybody back.

The book itself says it too; this note is for the day when the book cannot be read any more. It is never shortened.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


class ErasedNote:
    """One small file in `home`, for all books: an id on each line."""

    def __init__(self, home: Path) -> None:
        self._file = home / "erased"

    def ids(self) -> set[str]:
        """Return the ids of the records that were erased on this PC."""
        try:
            return set(self._file.read_text("ascii", errors="replace").split())
        except OSError:
            return set()

    def add(self, ids: Iterable[str]) -> None:
        """Note these ids; where nothing can be written, the book alone says it."""
        named = set(ids)
        fresh = named - self.ids() if named else named
        if not fresh:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="ascii") as note:
                note.writelines(f"{id_}\n" for id_ in sorted(fresh))
                note.flush()
                os.fsync(note.fileno())
