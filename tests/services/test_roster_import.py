"""A sheet goes into the roster as one action, and a second time it adds nobody."""

import json

import pytest

from yishi import cli
from yishi.domain.records import Person
from yishi.errors import Refusal
from yishi.services import areas, people, roster_import
from yishi.services.living import rows
from yishi.store.undo import undo_last

from .conftest import ACTOR, TODAY, content

SHEET = [
    ["翠屏社区居民名册", "", "", "", ""], ["姓名", "性别", "联系方式", "楼栋", "备注"], ["王建国", "男", "13800000001", "3幢", ""],
    ["单晓燕", "女", "13800000002", "3幢", ""], ["欧阳春燕", "女", "13800000003", "4幢", ""], ["", "女", "13800000004", "4幢", "没有名字"],
    ["曾志强", "男", "1380000", "5幢", "电话短"],
]  # fmt: skip


def take(book, sheet=SHEET):
    with book.write(ACTOR, "import") as session:
        return roster_import.take_in(session, sheet, today=TODAY)


def roster(book):
    with book.read() as session:
        return {(p.name, p.unit): p for p in rows(session, Person)}


def test_people_come_and_what_is_wrong_is_told_by_row_and_column(new_book):
    book = new_book("urban")
    found = take(book)
    assert (len(found.added), found.updated, found.unchanged) == (4, (), ())
    assert [(p.row, p.column) for p in found.problems] == [(6, "姓名"), (7, "联系方式")]
    assert (roster(book)["曾志强", "5幢"].phone, roster(book)["曾志强", "5幢"].note) == (None, "电话短")
    with book.read() as session:
        assert [p.name for p in people.lines(session, "zengzhi")] == ["曾志强"]
        assert {a.name for a in areas.lines(session)} == {"3幢", "4幢", "5幢"}


def test_a_preview_changes_nothing_and_says_what_comes(new_book):
    book = new_book("urban")
    before = content(book)
    with book.read() as session:
        found = roster_import.preview(session, SHEET, today=TODAY)
    assert len(found.added) == 4 and content(book) == before


def test_a_second_import_adds_nobody(new_book):
    book = new_book("urban")
    take(book)
    before = content(book)
    again = take(book)
    assert (again.added, again.updated, again.unchanged) == ((), (), (3, 4, 5, 7)) and content(book) == before


def test_one_step_takes_the_whole_import_back(new_book):
    book = new_book("urban")
    take(book)
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert not roster(book)
    assert len(take(book).added) == 4


def test_what_the_sheet_knows_better_is_taken_and_empty_cells_take_nothing_away(new_book):
    book = new_book("urban")
    take(book)
    found = take(book, [SHEET[1], ["王建国", "", "13900000001", "3幢", ""], ["单晓燕", "", "", "3幢", ""]])
    assert [(change.row, change.values) for change in found.updated] == [(2, {"phone": "13900000001"})]
    now = roster(book)
    assert now["王建国", "3幢"].gender == "男" and now["单晓燕", "3幢"].phone == "13800000002"


def test_namesakes_stay_apart(new_book):
    book = new_book("urban")
    head = ["姓名", "电话", "楼栋"]
    sheet = [head, ["王伟", "13800000001", "3幢"], ["王伟", "13800000002", "3幢"], ["王伟", "13800000003", "4幢"]]
    assert len(take(book, sheet).added) == 3 and len(take(book, sheet).unchanged) == 3


def test_somebody_known_in_passing_is_found_again_and_gets_a_group(new_book):
    book = new_book("urban")
    with book.write(ACTOR, "person") as session:
        people.mention(session, "王建国", "主任")
    found = take(book)
    assert len(found.added) == 3 and len(found.updated) == 1
    assert roster(book)["王建国", "3幢"].role == "主任"


def test_a_new_namesake_of_somebody_who_moved_away_gets_in(new_book):
    book = new_book("urban")
    with book.write(ACTOR, "person") as session:
        moved = people.add(session, "王建国", unit="3幢", phone="13700000000", gender="女")
        session.flush()
        people.change(session, moved, unit="9幢")
    take(book)
    assert {("王建国", "3幢"), ("王建国", "9幢")} <= roster(book).keys()


def test_an_age_fills_a_gap_and_corrects_no_year(new_book):
    book = new_book("urban")
    take(book, [["姓名", "年龄", "出生日期"], ["王建国", 56.0, ""], ["单晓燕", "", "1980-05-01"]])
    take(book, [["姓名", "年龄"], ["王建国", 57.0], ["单晓燕", 40.0]])
    assert {name: p.birth_year for (name, _unit), p in roster(book).items()} == {"王建国": 1970, "单晓燕": 1980}


def test_party_members_keep_their_post(new_book):
    book = new_book("urban")
    take(book, [["姓名", "职务"], ["王建国", "楼长"]])
    sheet = [["姓名", "政治面貌"], ["王建国", "中共党员"]]
    take(book, sheet)
    assert roster(book)["王建国", ""].role == "楼长、党员" and take(book, sheet).unchanged == (2,)


def test_a_sheet_without_names_changes_nothing(new_book):
    book = new_book("urban")
    before = content(book)
    with pytest.raises(Refusal, match="YS-I19"):
        take(book, [["品名", "数量"], ["桌子", 3.0]])
    assert content(book) == before


def test_the_command_tells_counts_and_problems_and_a_rehearsal_keeps_the_book(tmp_path, capsys):
    book, sheet = tmp_path / "翠屏.yishi", tmp_path / "名册.csv"
    sheet.write_bytes("\r\n".join(",".join(row) for row in SHEET).encode("gb18030"))
    cli.run(["--book", str(book), "init", "--community", "翠屏社区", "--kind", "urban", "--abbr", "翠"])

    def ask(*arguments):
        capsys.readouterr()
        assert cli.run(["--book", str(book), "--today", "2026-11-21", "--actor", ACTOR, "roster", *arguments]) == 0
        return capsys.readouterr().out

    assert json.loads(ask("import", str(sheet), "--dry-run", "--json"))["added"] == 4
    assert ask("list").strip() == "名册还是空的。"
    told = json.loads(ask("import", str(sheet), "--map", "备注=role", "--json"))
    assert (told["added"], told["updated"], told["unchanged"]) == (4, 0, 0)
    assert [(p["row"], p["column"]) for p in told["problems"]] == [(6, "姓名"), (7, "联系方式")]
    assert json.loads(ask("list", "--find", "oycy", "--json")) == [
        {"name": "欧阳春燕", "pinyin": "ouyangchunyan", "initials": "oycy", "roles": [], "group": "4幢"}]
    assert "第7行　联系方式：" in ask("import", str(sheet))
    assert cli.run(["--book", str(book), "roster", "import", str(sheet), "--map", "备注"]) == 2
