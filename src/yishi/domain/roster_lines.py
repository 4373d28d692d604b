"""The lines of a table that came column by column: read like a list of lines, and each column at once."""

from collections.abc import Iterator, Sequence
from typing import overload

from yishi.domain.roster_cells import Cell


class Lines(Sequence[Sequence[Cell]]):
    """Lines of equal length, kept as columns: whoever wants one line gets it made, whoever wants a column has it."""

    __slots__ = ("_count", "columns")

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.columns = columns
        self._count = len(columns[0]) if columns else 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[list[Cell]]:
        return map(list, zip(*self.columns, strict=True))

    @overload
    def __getitem__(self, at: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> "Lines": ...
    def __getitem__(self, at: int | slice) -> "list[Cell] | Lines":
        if isinstance(at, slice):
            return Lines([column[at] for column in self.columns])
        if not -self._count <= at < self._count:
            raise IndexError(at)
        return [column[at] for column in self.columns]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(a == list(b) for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]
