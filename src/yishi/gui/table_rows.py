"""What a table shows: columns, cells, rows, rows made only when they are looked at, and their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, overload

_AT_HAND = 4000  # rows of a very long list that are kept made


@dataclass(frozen=True)
class Column:
    """Head of a column: word, width at 10.5 pt (0 = stretch), side left/right/centre, sorted by a click or not."""

    word: str
    width: int = 0
    side: str = "left"
    sorts: bool = True


class Cell(NamedTuple):
    """What one cell shows; the delegate decides how. A tuple: a long list has hundreds of thousands."""

    text: str = ""
    sub: str = ""  # muted second line
    bold: bool = False
    kind: str = ""  # ink: muted red yellow green blue
    chip: str = ""  # state of chips.STATES; the text is its word
    stage: int = -1  # six dots, 5 = closed
    cap: str = ""  # key or number in a box before the text
    tag: str = ""  # small outlined word, e.g. a stance; bold makes it heavy
    box: bool | None = None  # a tick box before the text
    button: str = ""  # the next step, a button at the right
    wrap: bool = False  # the row grows with the text (Table.grows)
    indent: int = 0
    sort: Any = None  # what the column sorts by; the text when None
    sub_kind: str = ""  # another ink for the second line than muted: red yellow


class Row(NamedTuple):
    """One row: what the page knows it by, its cells, and the state colour it is tinted with ("" = none)."""

    ref: Any
    cells: tuple[Cell, ...]
    tint: str = ""


class Many(Sequence[Row]):
    """Rows of a very long list, each made when it is looked at: `make(item)` is the row of an item, known by the ref beside it.

    `key(column, item)` is what a column is sorted by; without it the cells of all rows must be made for that.
    """

    def __init__(self, refs: Sequence[Any], items: Sequence[Any], make: Callable[[Any], Row],
                 key: Callable[[int, Any], Any] | None = None, order: Sequence[int] | None = None) -> None:  # fmt: skip
        self.refs, self.items, self._make, self._key = refs, items, make, key
        self._order: Sequence[int] = range(len(items)) if order is None else order  # places of items
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        found = self._made.get(place)
        if found is None:
            if len(self._made) >= _AT_HAND:
                self._made.clear()
            found = self._made[place] = self._make(self.items[self._order[place]])
        return found

    def place_of(self, ref: Any) -> int:
        """Return where the row known by `ref` stands, -1 for nowhere."""
        try:
            return self._order.index(self.refs.index(ref))
        except ValueError:
            return -1

    def sorted_by(self, column: int, down: bool) -> "Many":
        """Return the same rows sorted by a column."""
        key, whole = self._key, len(self._order) == len(self.items)  # of all of them no place needs to be looked up
        listed = self.items if whole else [self.items[place] for place in self._order]
        keys = [key(column, item) for item in listed] if key else [sorts_by(self._make(item).cells[column]) for item in listed]
        places = in_order(keys, down)
        return Many(self.refs, self.items, self._make, key, places if whole else [self._order[place] for place in places])

    def only(self, places: Sequence[int]) -> "Many":
        """Return the rows that stand at these places now, no others."""
        return Many(self.refs, self.items, self._make, self._key, [self._order[place] for place in places])


def sorts_by(cell: Cell) -> Any:
    """Return what a column sorts this cell by."""
    return cell.text if cell.sort is None else cell.sort


def in_order(keys: list[Any], down: bool) -> list[int]:
    """Return the places of the keys in ascending or descending order, equal ones as they stood; text comes after what is none."""
    if len(kinds := set(map(type, keys))) > 1 and str in kinds:
        keys = [(isinstance(key, str), key) for key in keys]
    several = set(keys)
    if len(several) * 4 > len(keys):
        return sorted(range(len(keys)), key=keys.__getitem__, reverse=down)
    alike: dict[Any, list[int]] = {key: [] for key in sorted(several, reverse=down)}
    for place, key in enumerate(keys):
        alike[key].append(place)
    return list(chain.from_iterable(alike.values()))
