"""More than name and phone: households, tags, other names, notes; what was said of the columns once is remembered."""

import json

import pytest

from yishi import cli
from yishi.domain.records import Person, RuleCopy
from yishi.services import collecting, roster_import
from yishi.services.living import rows
from yishi.store.undo import undo_last

from .conftest import ACTOR, TODAY, content

GOOD_ID = "11010519491231002X"  # the example of the standard
HEAD = ["姓名", "身份证号", "村民小组", "户号", "与户主关系", "类别", "小名", "备注"]
SHEET = [
    HEAD, ["王建国", GOOD_ID, "3", "0301", "户主", "低保户/独居", "老王", "腿脚不便"],
    ["李秀英", "", "3", "0301", "妻", "", "李家二媳妇", ""],
    ["王伟", "", "3", "0301", "子", "", "", ""], ["王伟", "", "3", "0302", "本人", "", "", ""],
]  # fmt: skip


def take(book, sheet=SHEET, **said):
    with book.write(ACTOR, "import") as session:
        return roster_import.take_in(session, sheet, today=TODAY, **said)


def people(book):
    with book.read() as session:
        return [p for p in rows(session, Person, by=(Person.name, Person.household))]


def undo(book):
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)


def test_household_tags_other_names_and_notes_come_along(new_book):
    book = new_book("village")
    assert len(take(book).added) == 4
    by_name = {p.name: p for p in people(book)}
    king = by_name["王建国"]
    assert (king.household, king.household_head, king.tags, king.alias, king.note) == ("0301", True, "低保户、独居", "老王", "腿脚不便")
    assert by_name["李秀英"].household_head is False and by_name["李秀英"].alias == "李家二媳妇"


def test_namesakes_of_two_households_are_two_people_and_stay_so(new_book):
    book = new_book("village")
    take(book)
    assert [p.household for p in people(book) if p.name == "王伟"] == ["0301", "0302"]
    before = content(book)
    again = take(book)
    assert (again.added, again.updated, again.problems) == ((), (), ()) and content(book) == before


def test_tags_are_added_to_those_of_before_and_a_note_is_replaced(new_book):
    book = new_book("village")
    take(book)
    found = take(book, [["姓名", "小组", "标签", "备注"], ["王建国", "3", "独居、老党员", "已好转"]])
    assert found.updated[0].values == {"tags": "低保户、独居、老党员", "note": "已好转"}
    assert found.updated[0].was == {"tags": "低保户、独居", "note": "腿脚不便"}


def test_a_column_with_the_name_of_the_head_says_who_it_is(new_book):
    book = new_book("village")
    take(book, [["姓名", "户主"], ["王建国", "王建国"], ["李秀英", "王建国"]])
    assert {p.name: p.household_head for p in people(book)} == {"王建国": True, "李秀英": False}


def test_of_an_id_number_nothing_is_kept_unless_the_place_collects_the_last_four(new_book):
    book = new_book("village")
    take(book)
    king = next(p for p in people(book) if p.name == "王建国")
    assert (king.birth_year, king.gender, king.id_tail) == (1949, "女", None) and GOOD_ID not in content(book)
    with book.write(ACTOR, "settings") as session:
        collecting.keep_id_tail(session, True)
    take(book)
    assert next(p for p in people(book) if p.name == "王建国").id_tail == "002X" and GOOD_ID not in content(book)


def test_what_was_said_of_the_columns_is_proposed_the_next_time(new_book):
    book, sheet = new_book("village"), [["姓名", "宅电", "地方"], ["王建国", "0513-86660001", "周家湾组"]]
    take(book, sheet, places={1: "phone", 2: "unit"})
    assert (people(book)[0].phone, people(book)[0].unit) == ("051386660001", "周家湾组")
    with book.read() as session:
        found = roster_import.preview(session, [["姓名", "宅电", "地方"], ["李秀英", "0513-86660002", "李家组"]], today=TODAY)
    assert (found.added[0].phone, found.added[0].unit) == ("051386660002", "李家组")
    assert not [column for column in found.columns if not column.field]


def test_a_column_that_is_not_wanted_stays_out_the_next_time_too(new_book):
    book = new_book("village")
    take(book, places={7: "skip"})
    assert people(book)[0].note is None
    assert take(book).updated == ()


def test_a_field_given_to_one_column_is_taken_from_the_other(new_book):
    book = new_book("village")
    take(book, [["姓名", "手机", "宅电"], ["王建国", "13800000001", "0513-86660001"]], places={2: "phone"})
    assert people(book)[0].phone == "051386660001"


def test_one_step_takes_back_people_and_columns(new_book):
    book = new_book("village")
    before = content(book)
    take(book, places={7: "skip"})
    undo(book)
    assert content(book) == before and not people(book)
    with book.read() as session:
        assert not rows(session, RuleCopy, RuleCopy.kind == "roster_columns")


def test_giving_up_in_the_middle_of_writing_leaves_the_book_as_it_was(new_book):
    book = new_book("village")
    before, sheet = content(book), [["姓名", "组"], *([f"王{chr(0x4E00 + n)}", "3组"] for n in range(5000))]

    class Enough(Exception):
        pass

    def tell(done, total):
        if done >= 2000:
            raise Enough(f"{done}/{total}")

    with pytest.raises(Enough, match="2000/5000"), book.write(ACTOR, "import") as session:
        roster_import.write(session, roster_import.preview(session, sheet, today=TODAY), tell=tell)
    assert content(book) == before


def test_the_command_remembers_the_columns_too(tmp_path, capsys):
    book, sheet = str(tmp_path / "桃湾.yishi"), tmp_path / "名册.csv"
    sheet.write_text("姓名,宅电\n王建国,0513-86660001\n", encoding="utf-8")
    cli.run(["--book", book, "init", "--community", "桃湾村", "--kind", "village", "--abbr", "桃"])

    def ask(*arguments):
        capsys.readouterr()
        assert cli.run(["--book", book, "--today", "2026-11-21", "--actor", ACTOR, "roster", "import", str(sheet), *arguments]) == 0
        return capsys.readouterr().out

    assert json.loads(ask("--map", "宅电=phone", "--json"))["added"] == 1
    sheet.write_text("姓名,宅电\n王建国,0513-86660009\n", encoding="utf-8")
    assert json.loads(ask("--json")) == {"added": 0, "updated": 1, "unchanged": 0, "problems": []}
