"""A long column of ID numbers read at once: what is usual goes by tables, whatever is not is left to `roster_cells.id_number`.

GB 11643-1999: 6 figures of the place, 8 of the day of birth, 3 of order (odd: a man), 1 sign of check. The weighted sum of
all 18 leaves 1 by 11, so each part brings its own share of that sum, and the same parts come again and again.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count

from yishi.domain.id_number import FIRST_YEAR, sex_of

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # 29 February is left to those who know the year
_LATEST = 2100


def _share(figures: str, place: int) -> int:
    return sum(weight * int(figure) for weight, figure in zip(WEIGHTS[place:], figures, strict=False))


class _Areas(dict[str, int]):
    """Share of the first six figures."""

    def __missing__(self, figures: str) -> int:
        if len(figures) != 6 or not (figures.isascii() and figures.isdecimal()):
            raise KeyError(figures)
        self[figures] = _share(figures, 0)
        return self[figures]


class _Ends(dict[str, tuple[int, str]]):
    """Share of the last four signs, and 男 or 女."""

    def __missing__(self, signs: str) -> tuple[int, str]:
        order, check = signs[:3], signs[3:]
        if len(signs) != 4 or not (order.isascii() and order.isdecimal() and check in "0123456789X"):
            raise KeyError(signs)
        self[signs] = _share(order, 14) + (10 if check == "X" else int(check)), sex_of(order)
        return self[signs]


_areas, _ends = _Areas(), _Ends()
_years = {str(year): (_share(str(year), 6), year) for year in range(FIRST_YEAR, _LATEST)}
_days = {day: _share(day, 10) for month, days in enumerate(_DAYS, 1) for day in (f"{month:02}{n:02}" for n in range(1, days + 1))}


def usual(column: Iterable[str], today: date | None) -> tuple[list[int | None], list[str], Sequence[int]]:
    """Return year of birth and 男 or 女 for each cell, and the places of cells that must be looked at one by one (None, "")."""
    years, sexes, others = list[int | None](), list[str](), list[int]()
    before = today.year if today else _LATEST  # whoever was born this year may be born tomorrow
    for n, cell in zip(count(), column):
        try:
            of_year, year = _years[cell[6:10]]
            of_end, sex = _ends[cell[14:]]
            good = (_areas[cell[:6]] + of_year + _days[cell[10:14]] + of_end) % 11 == 1 and year < before
        except KeyError:
            good = False
        if good:
            years.append(year)
            sexes.append(sex)
        else:
            years.append(None)
            sexes.append("")
            others.append(n)
    return years, sexes, others
