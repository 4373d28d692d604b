"""Lines that are kept as columns behave like lines, and a sheet of them says the same people and problems."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import roster_columns, roster_sheet
from yishi.domain.roster_lines import Lines
from yishi.errors import Refusal

TODAY = date(2026, 11, 21)
ID = "11010519491231002X"
HEADS = ["性别", "身份证号", "电话", "组", "职务", "户号", "与户主关系", "户主姓名", "标签", "备注", "年龄"]
CELLS = st.sampled_from(["", "王建国", "李 娜", "第一小组", "男", "女", "1", ID, ID[:-1] + "1", "110105491231002", "13800000001", "1组",
                         "户主", "低保户/独居", "46", "合计", "甲,乙", "幢" * 210, None, 1.0, True, 110105194912310000.0,
                         13800000001.0])  # fmt: skip
SHEETS = st.lists(st.sampled_from(HEADS), unique=True, max_size=8).flatmap(
    lambda heads: st.lists(st.lists(CELLS, min_size=len(heads) + 1, max_size=len(heads) + 1), min_size=1, max_size=12).map(
        lambda rows: [["姓名", *heads], *rows]))  # fmt: skip


def said(rows):
    try:
        found = roster_sheet.read(rows, None, TODAY)
    except Refusal as refusal:
        return refusal.code
    return found.header_row, found.columns, tuple(map(tuple, found.people)), found.problems


@given(SHEETS)
def test_columns_say_the_same_people_and_problems_as_lines(rows):
    assert said(Lines(list(zip(*rows, strict=True)))) == said(rows)


@given(SHEETS)
def test_cells_that_come_many_times_are_read_as_by_themselves(rows):
    found = roster_columns.find(rows)
    together = {person.row: tuple(person) for person in roster_sheet.people_of(rows, found, TODAY).people}
    for n in range(found.header_row, len(rows)):
        alone = roster_sheet.people_of([*rows[: found.header_row], rows[n]], found, TODAY).people
        assert [tuple(person)[1:] for person in alone] == ([together[n + 1][1:]] if n + 1 in together else [])


def test_a_header_and_nobody_below_it_is_a_sheet_without_people():
    assert said([["姓名", "职务", "电话", "身份证号"]])[2] == said(Lines([["姓名"], ["职务"], ["电话"]]))[2] == ()


def test_lines_are_a_list_that_nobody_changes():
    lines = Lines([["甲", "乙", "丙"], [1.0, None, ""]])
    assert len(lines) == 3 and lines[1] == ["乙", None] and lines[-1] == ["丙", ""] and lines[1:] == [["乙", None], ["丙", ""]]
    assert [*lines[:1], *lines[2:]] == [["甲", 1.0], ["丙", ""]] and lines != [["甲", 1.0]] and not Lines([])
    with pytest.raises(IndexError):
        lines[3]
