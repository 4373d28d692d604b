"""Each bad cell of a roster: what stood there, hidden where it is an ID number or a phone, and what may be meant."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yishi.domain import rare_names
from yishi.domain.roster_cells import as_typed, text

if TYPE_CHECKING:
    from yishi.domain.roster_columns import Column
    from yishi.domain.roster_sheet import RowProblem

MARK = "▲"
_SHOWN_AS = {"birth": "birth_year", "age": "birth_year", "political": "role"}  # field of a sheet: of a person
_DOORS = ("unit", "household", "door")
_SECRET = ("id_number", "phone")
_FIGURES, _APART = re.compile(r"\d{7,}[Xx]?"), re.compile(r"\d[\d\s-]{3,}[\dXx]")
_LONGEST = 40


@dataclass(frozen=True)
class Wrong:
    """One cell: the header of its column, what it holds, the sentence, what stands there and what may be meant."""

    column: str
    field: str
    message: str
    said: str = ""
    meant: str = ""

    @property
    def secret(self) -> bool:
        """Whether it is shown only to whoever asks."""
        return self.masked != self.said

    @property
    def masked(self) -> str:
        """Return what stands there as anybody may see it: of long numbers the last four figures."""
        return (_APART if self.field in _SECRET else _FIGURES).sub(_last_four, rare_names.visible(self.said))

    @property
    def shown_in(self) -> str:
        """Return in which column of the preview it stands."""
        return _SHOWN_AS.get(self.field, self.field)


def _last_four(found: re.Match[str]) -> str:
    return "****" + found[0][-4:]


def wrongs(problems: "Iterable[RowProblem]", columns: "Mapping[str, Column]", line: Sequence[object]) -> list[Wrong]:
    """Return the bad cells of a line; `columns`: by what they are called; a problem of no column is no cell's."""
    found = []
    for problem in problems:
        column = columns.get(problem.column)
        if column is None:
            found.append(Wrong(problem.column, "", problem.message))
            continue
        cell = line[column.place] if column.place < len(line) else ""
        said = text(cell) if cell is None or isinstance(cell, (str, int, float)) else ""
        meant = as_typed(said) if column.field in _DOORS else ""
        found.append(Wrong(problem.column, column.field, problem.message, said, meant))
    return found


def marked(wrong: Wrong, value: str) -> str:
    """Return what the preview shows in the place of a bad cell: what came of it, else what stood there, with a mark."""
    said = value or wrong.masked
    return f"{MARK} {said[:_LONGEST]}" if said else MARK
