"""Columns of ID numbers: read all at once, they say what each says by itself."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import roster_cells, roster_ids

GOOD = "11010519491231002X"  # the example of the standard
REAL_DAYS = st.dates(date(1870, 1, 1), date(2110, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
DAYS = REAL_DAYS | st.from_regex(r"[12][0-9]{3}[01][0-9][0-3][0-9]", fullmatch=True)
BODIES = st.builds("{}{}{}".format, st.from_regex(r"[0-9]{6}", fullmatch=True), DAYS, st.from_regex(r"[0-9]{3}", fullmatch=True))


def checked(body: str) -> str:
    return body + "10X98765432"[sum(int(figure) * weight for figure, weight in zip(body, roster_ids.WEIGHTS, strict=False)) % 11]


NUMBERS = BODIES.map(checked) | st.builds(str.__add__, BODIES, st.sampled_from("0123456789Xx\u0661")) | st.text(max_size=19)


@given(st.lists(NUMBERS, max_size=30), st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_what_is_read_at_once_is_what_each_number_says(column, today):
    years, sexes, others = roster_ids.usual(column, today)
    assert len(years) == len(sexes) == len(column)
    for n, cell in enumerate(column):
        assert (years[n], sexes[n], "") == (roster_cells.id_number(cell, today) if n not in others else (None, "", ""))


@given(BODIES.map(checked))
def test_nearly_every_good_number_is_read_at_once(number):
    years, _sexes, others = roster_ids.usual([number], None)
    day = number[10:14]
    assert not others or not 1880 <= int(number[6:10]) < 2100 or day == "0229" or roster_cells.id_number(number, None)[2]
    assert others or years == [int(number[6:10])]


def test_the_example_of_the_standard_is_a_woman_of_1949_and_one_figure_wrong_is_not_believed():
    assert roster_ids.usual([GOOD], None) == ([1949], ["女"], [])
    wrong = [GOOD[:n] + str((int(GOOD[n]) + 1) % 10) + GOOD[n + 1 :] for n in range(17)]
    assert roster_ids.usual(wrong, None)[2] == list(range(17))


def test_whoever_is_born_this_year_is_looked_at_more_closely():
    number = checked("11010520261231002")
    assert roster_ids.usual([number], date(2026, 11, 21))[2] == [0] and roster_ids.usual([number], date(2027, 1, 1))[0] == [2026]
