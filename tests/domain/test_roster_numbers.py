"""A sheet against the roster by ID numbers: one number is one person, and whatever speaks against it is told."""

from yishi.domain.roster_match import Known
from yishi.domain.roster_numbers import another_number, by_number
from yishi.domain.roster_sheet import SheetPerson


def line(row, name, **said):
    return SheetPerson(row, name, **said)


def known(id_, name, **said):
    return Known(id_, name, said.get("gender", ""), None, "", said.get("unit", ""))


def test_one_number_is_one_person_even_in_another_group():
    here, there = line(2, "王建国", unit="2组"), known("a", "王建国", unit="1组")
    found = by_number([here, line(3, "李秀英")], ["h", ""], [there, known("b", "李秀英")], {"a": "h"})
    assert found.same == [(here, there)] and [p.row for p in found.rest] == [3] and [k.id for k in found.free] == ["b"]
    assert found.problems == []


def test_two_lines_with_one_number_are_told_by_row():
    people = [line(2, "王建国"), line(3, "王建国"), line(4, "李秀英")]
    found = by_number(people, ["h", "h", "h"], [], {})
    assert [p.row for p in found.rest] == [2] and [p.row for p in found.problems] == [3, 4]
    assert "第2行是同一个人" in found.problems[0].message and "姓名却不一样" in found.problems[1].message


def test_a_number_of_somebody_else_and_one_that_two_have_are_told():
    roster = [known("a", "王建国"), known("b", "李秀英"), known("c", "李秀英")]
    found = by_number([line(2, "王健国"), line(3, "李秀英")], ["h", "i"], roster, {"a": "h", "b": "i", "c": "i"})
    assert found.same == [] and found.rest == [] and [p.row for p in found.problems] == [2, 3]
    assert "王建国" in found.problems[0].message and "2位" in found.problems[1].message


def test_namesakes_with_different_numbers_are_not_taken_for_one():
    pairs = [(line(2, "王建国"), known("a", "王建国")), (line(3, "李秀英"), known("b", "李秀英")), (line(4, "张伟"), known("c", "张伟"))]
    kept, problems = another_number(pairs, {2: "h", 3: "i", 4: ""}, {"a": "x", "c": "z"})
    assert [person.row for person, _known in kept] == [3, 4] and [p.row for p in problems] == [2]
