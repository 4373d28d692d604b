"""A sheet goes into the roster as one action, and a second time it adds nobody."""

import json

import pytest

from yishi import cli
from yishi.domain import roster_columns, roster_homes
from yishi.domain.records import Person
from yishi.errors import Refusal
from yishi.services import areas, doubles, people, roster_import
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


HEAD = ["姓名", "电话", "小组", "户号", "房号", "户籍性质"]


def merged(book, kept, other):
    with book.write(ACTOR, "merge") as session:
        doubles.merge(session, people.find(session, kept), people.find(session, other), TODAY)


def test_who_was_merged_into_another_does_not_come_back_with_the_same_sheet(new_book):
    book = new_book("urban")
    sheet = [HEAD, ["张建国", "13800000001", "1组", "0301", "", ""], ["章建国", "13800000001", "1组", "", "", ""]]
    take(book, sheet)
    merged(book, "张建国", "章建国")
    before = content(book)
    again = take(book, sheet)
    assert (again.added, again.updated, again.unchanged) == ((), (), (2, 3)) and content(book) == before


def test_who_was_merged_twice_over_is_still_known_and_a_new_namesake_is_a_person_of_their_own(new_book):
    book = new_book("urban")
    sheet = [["姓名", "电话", "小组", "性别"], *([name, "13800000001", "1组", "男"] for name in ("张建国", "章建国", "张剑国"))]
    take(book, sheet)
    merged(book, "章建国", "张剑国")
    merged(book, "张建国", "章建国")
    assert take(book, sheet).unchanged == (2, 3, 4)
    found = take(book, [["姓名", "电话", "小组", "性别", "出生"], ["章建国", "13900000009", "1组", "女", "1999"]])
    assert len(found.added) == 1 and roster(book)["章建国", "1组"].phone == "13900000009"
    with book.read() as session:
        assert {p.id for p in rows(session, Person, Person.name == "章建国")} != {people.find(session, "张建国")}


@pytest.mark.parametrize("moved", [["王建国", "", "2组", "0301", "", ""], ["王建国", "13900000002", "2组", "", "3-501", ""]])
def test_somebody_who_moved_and_has_another_phone_is_asked_about_and_not_decided(new_book, moved):
    book = new_book("urban")
    take(book, [HEAD, ["王建国", "13800000001", "1组", "0301", "3-501", "户籍"], ["王建国", "", "5组", "0999", "", ""]])
    with book.read() as session:
        found = roster_import.preview(session, [HEAD, moved], today=TODAY)
        [asked] = found.perhaps
        assert [p.row for p in found.added] == [asked.row] == [2]
        assert [(p.row, p.column) for p in found.doubts] == [(2, "姓名")] and "名册里也有" in found.doubts[0].message
        same = roster_import.preview(session, [HEAD, moved], today=TODAY, meant={2: asked.person_id})
        assert not same.added and not same.problems and [c.values["unit"] for c in same.updated] == ["2组"]
        other = roster_import.preview(session, [HEAD, moved], today=TODAY, meant={2: ""})
        assert len(other.added) == 1 and not other.problems and not other.perhaps


def test_house_number_and_where_somebody_is_registered_come_along(new_book):
    book = new_book("urban")
    sheet = [["姓名", "楼栋", "门牌号", "是否本地户籍"], ["王建国", "3幢", "3-501", "是"],
             ["李秀英", "3幢", "翠屏路 8 号 3 幢 201 室", "否"],
             ["陈明", "3幢", 502, "外来"], ["周远", "3幢", "", "常住"], ["吴强", "3幢", "", ""]]  # fmt: skip
    found = take(book, sheet)
    now = {name: (p.door, p.local) for (name, _unit), p in roster(book).items()}
    assert now == {"王建国": ("3-501", True), "李秀英": ("翠屏路 8 号 3 幢 201 室", False), "陈明": ("502", False), "周远": (None, None),
                   "吴强": (None, None)}  # fmt: skip
    assert [(p.row, p.column) for p in found.problems] == [(5, "是否本地户籍")] and not found.left_out
    again = take(book, sheet)
    assert (again.added, again.updated) == ((), ())


@pytest.mark.parametrize(("header", "field"), [
    ("房号", "door"), ("门牌号", "door"), ("家庭住址", "door"), ("楼栋房号", "door"), ("室", "door"), ("现居住地址", "door"),
    ("户籍", "local"), ("户籍性质", "local"), ("常住类型", "local"), ("是否本地户籍（是/否）", "local"),
    ("户籍地址", ""), ("户籍所在地", ""), ("楼栋", "unit"),
    ("户号", "household"), ("户籍编号", "household"), ("类型", "tags")])  # fmt: skip
def test_columns_of_homes_are_known_by_their_headers(header, field):
    cells = [["姓名", header], ["王建国", "1"], ["李秀英", "2"]]
    assert roster_columns.find(cells).columns[1].field == field


@pytest.mark.parametrize(("said", "meant"), [
    ("本地", "本地"), ("户籍", "本地"), ("常住户籍", "本地"), ("非户籍", "非本地"), ("流动人口", "非本地"),
    ("外来", "非本地"), ("", ""), ("不详", "")])
def test_plain_words_say_where_somebody_is_registered(said, meant):
    assert roster_homes.local(said, "户籍性质") == (meant, "")


@pytest.mark.parametrize("said", ["常住", "农业", "人户分离", "租户", "是", "四川广元"])
def test_any_other_word_is_told_and_not_guessed(said):
    value, wrong = roster_homes.local(said, "户籍性质")
    assert not value and wrong
