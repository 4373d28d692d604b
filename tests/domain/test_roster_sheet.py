"""Sheets as places keep them: titles above the header, two-line headers, and everything that Excel does to numbers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yishi.domain import roster_cells as cells
from yishi.domain import roster_columns, roster_match, roster_sheet
from yishi.domain.roster_match import Known, match
from yishi.domain.roster_sheet import SheetPerson
from yishi.errors import Refusal

TODAY = date(2026, 11, 21)
HEAD = ["姓名", "性别", "联系方式", "楼栋"]
GOOD_ID = "11010519491231002X"  # the example of the standard


def read(*rows, mapping=None):
    return roster_sheet.read([list(row) for row in rows], mapping, TODAY)


def message(cell, header="身份证号"):
    return next((p.message for p in read(["姓名", header], ["王建国", cell]).problems), "")


def test_the_header_is_found_below_title_rows():
    sheet = read(["翠屏社区居民名册"], ["填表人：许晓芸", "", "2026年11月"], [], HEAD, ["王建国", "男", "13800000001", "3幢"])
    assert sheet.header_row == 4
    assert sheet.people == (SheetPerson(5, "王建国", "男", None, "13800000001", "3幢"),)


def test_a_header_of_two_lines_is_read_as_one():
    sheet = read(["名册", "", "", ""], ["序号", "姓名", "基本情况", "", "联系方式"], ["", "", "性别", "出生年月", "手机"],
                 [1.0, "王建国", "男", "1970.05", 13800000001.0])  # fmt: skip
    assert sheet.header_row == 3
    assert sheet.people == (SheetPerson(4, "王建国", "男", 1970, "13800000001"),)


def test_a_header_of_two_lines_whose_cells_are_merged_is_read_too():
    sheet = read(["姓名", "身份证", "身份证", "组"], ["姓名", "号码", "地址", "组"], ["王建国", GOOD_ID, "某地", "周家湾组"])
    assert (sheet.people[0].birth_year, sheet.people[0].gender, sheet.people[0].unit) == (1949, "女", "周家湾组")


def test_names_without_any_header_are_found_by_what_they_look_like():
    sheet = read(["王建国", "13800000001", "男"], ["欧阳春燕", "13800000002", "女"])
    assert [(p.name, p.phone, p.gender) for p in sheet.people] == [("王建国", "13800000001", "男"), ("欧阳春燕", "13800000002", "女")]


def test_a_column_with_an_odd_header_is_known_by_its_content():
    sheet = read(["姓名", "号头"], ["王建国", "13800000001"], ["单晓燕", "13800000002"])
    assert [p.phone for p in sheet.people] == ["13800000001", "13800000002"]


def test_the_phone_of_somebody_else_is_not_taken():
    sheet = read(["姓名", "网格员", "紧急联系人电话"], ["王建国", "孙伟", "13800000001"])
    assert sheet.people == (SheetPerson(2, "王建国"),)


def test_whoever_maps_a_column_is_believed():
    sheet = read(["姓名", "宅电"], ["王建国", "0513-86660001"], mapping={"宅电": "phone"})
    assert sheet.people[0].phone == "051386660001"
    for wrong in ({"宅电": "colour"}, {"传呼": "phone"}):
        with pytest.raises(Refusal, match="YS-I20"):
            read(["姓名", "宅电"], ["王建国", "1"], mapping=wrong)


def test_an_id_number_gives_year_and_sex_and_is_not_kept():
    sheet = read(["姓名", "身份证号", "职务"], ["王建国", GOOD_ID, f"代表 {GOOD_ID}"])
    assert (sheet.people[0].birth_year, sheet.people[0].gender) == (1949, "女")
    assert GOOD_ID not in repr(sheet)


def test_damage_by_excel_is_named():
    assert "改成了 000" in message("110105194912310000"[:15] + "000")
    assert "改成了 000" in message(1.10105194912310e17)
    assert "4.2E+17" in message("1.10105E+17")
    assert "4.2E+17" in message("1.38E+10", "电话")
    assert "开头的0" in message(51386660001.0, "电话")
    assert "序号" in message(25934.0, "出生日期")
    assert "1900年" in message("1900-01-00", "出生日期") and "1904年" in message("1904-01-01", "出生日期")
    assert "校验" in message("110105194912310029") and "17位" in message("11010519491231002")


def test_the_year_of_a_damaged_id_still_counts_and_its_sex_does_not():
    sheet = read(["姓名", "身份证号"], ["王建国", 110105194912310000.0])
    assert (sheet.people[0].birth_year, sheet.people[0].gender) == (1949, "")


def test_a_bad_phone_is_told_and_the_person_still_comes():
    sheet = read(HEAD, ["曾志强", "男", "1380000", "5幢"])
    assert [p.name for p in sheet.people] == ["曾志强"] and sheet.people[0].phone == ""
    assert [(p.row, p.column) for p in sheet.problems] == [(2, "联系方式")]


@pytest.mark.parametrize(("cell", "phone"), [("13800000001\n", "13800000001"), ("13800000001\n13800000002", "")])
def test_a_break_in_a_cell_of_phones_does_not_get_into_the_roster(cell, phone):
    for others in ([], ["13800000003"] * 3):  # whether all cells of the column are read at once or one by one
        sheet = read(["姓名", "手机"], ["王建国", cell], *(["李秀英", other] for other in others))
        assert "\n" not in sheet.people[0].phone and sheet.people[0].phone in (phone, "13800000001")


def test_a_line_without_a_name_is_told_and_an_empty_one_is_not():
    sheet = read(HEAD, ["", "女", "13800000004", "4幢"], [], [" ", "", "", ""], ["合计", "", "2", ""])
    assert not sheet.people and [p.row for p in sheet.problems] == [2, 5]


def test_a_subtitle_over_all_columns_is_nobody():
    sheet = read(HEAD, ["第一小组"] * 4, ["王 伟", "男", "", "1组"])
    assert [p.name for p in sheet.people] == ["王伟"] and not sheet.problems


def test_control_characters_and_endless_cells_do_not_get_in():
    sheet = read(HEAD, ["王\x00建\u202e国", "男", "", "3\x07幢"], ["长" * 10_000, "男", "", ""], ["单晓燕", "女", "", "幢" * 10_000])
    assert [(p.name, p.unit) for p in sheet.people] == [("王建国", "3 幢"), ("单晓燕", "")]
    assert [p.row for p in sheet.problems] == [3, 4]


def test_a_formula_is_only_text():
    sheet = read(["姓名", "职务"], ["王建国", '=HYPERLINK("http://x","点")'])
    assert sheet.people[0].role == '=HYPERLINK("http://x","点")'


def test_a_bare_figure_gets_the_word_of_its_column():
    assert read(["姓名", "楼栋"], ["王建国", 3.0]).people[0].unit == "3栋"
    assert read(["姓名", "村民小组"], ["王建国", "5"]).people[0].unit == "5组"


def test_party_membership_is_kept_as_a_role():
    sheet = read(["姓名", "政治面貌", "职务"], ["王建国", "中共党员", "村民代表"], ["单晓燕", "群众", ""], ["孙伟", "非党员", ""])
    assert [p.role for p in sheet.people] == ["村民代表、党员", "", ""]


def test_minority_names_keep_their_dot_and_letters_their_blank():
    assert cells.name("买买提·艾力") == ("买买提·艾力", "") and cells.name("John Smith") == ("John Smith", "")


def test_an_empty_sheet_and_one_without_names_are_refused():
    for rows, code in (([], "YS-I18"), ([["", None]], "YS-I18"), ([["品名", "数量"], ["桌子", 3.0]], "YS-I19")):
        with pytest.raises(Refusal, match=code):
            roster_sheet.read(rows)


def test_namesakes_are_told_apart_and_a_line_given_twice_is_reported():
    people = [SheetPerson(2, "王伟", phone="13800000001", unit="1组"), SheetPerson(3, "王伟", phone="13800000002", unit="1组"),
              SheetPerson(4, "王伟", unit="2组"), SheetPerson(5, "王伟", unit="2组")]  # fmt: skip
    found = match(people, [])
    assert [p.row for p in found.new] == [2, 3, 4] and [p.row for p in found.problems] == [5]


def test_somebody_who_moved_is_known_by_the_phone():
    known = Known("a", "王伟", "", None, "13800000001", "1组")
    found = match([SheetPerson(2, "王伟", phone="13800000001", unit="2组")], [known])
    assert [k.id for _p, k in found.same] == ["a"] and not found.new


def test_whoever_cannot_be_told_apart_is_not_guessed():
    roster = [Known(id_, "王伟", "", year, "", "1组") for id_, year in (("a", 1970), ("b", 1980))]
    found = match([SheetPerson(2, "王伟", unit="1组")], roster)
    assert not found.new and not found.same and [p.row for p in found.problems] == [2]


@st.composite
def sheets(draw):
    pick = st.tuples(st.sampled_from(["王伟", "单晓燕"]), st.sampled_from(["", "男", "女"]), st.sampled_from([None, 1970, 1980]),
                     st.sampled_from(["", "13800000001", "13800000002"]), st.sampled_from(["", "1组", "2组"]),
                     st.sampled_from(["", "01", "02"]))  # fmt: skip
    return [SheetPerson(n, *said, household=house) for n, (*said, house) in enumerate(draw(st.lists(pick, max_size=8)), 2)]


def taken_in(people, roster):
    found = match(people, roster.values())
    for person, known in found.same:
        said = [getattr(person, name) or getattr(known, name) for name in ("gender", "birth_year", "phone", "unit", "household")]
        roster[known.id] = Known(known.id, known.name, *said)
    for person in found.new:
        id_ = str(len(roster))
        roster[id_] = Known(id_, person.name, person.gender, person.birth_year, person.phone, person.unit, person.household)
    return found


@settings(max_examples=500)
@given(sheets(), sheets())
def test_a_second_import_adds_nobody(before, people):
    roster: dict[str, roster_match.Known] = {}
    taken_in(before, roster)
    taken_in(people, roster)
    assert not taken_in(people, roster).new


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=25), st.floats(), st.integers(), st.booleans()), max_size=6), max_size=8))
def test_no_sheet_is_more_than_refused(rows):
    try:
        sheet = roster_sheet.read([["姓名", "电话", "身份证号", "出生日期", "年龄", "组"], *rows], None, TODAY)
    except Refusal:
        return
    assert all(2 <= p.row <= len(rows) + 1 for p in (*sheet.people, *sheet.problems))


def test_a_whole_id_number_is_kept_only_where_it_is_asked_for_and_never_told():
    rows = [["姓名", "身份证号"], ["王建国", "１１０１０５19491231002x"], ["单晓燕", "110105194912310029"], ["孙伟", "110105491231002"]]
    found = roster_columns.find(rows)
    plain = roster_sheet.people_of(rows, found, TODAY, id_tail=True)
    asked = roster_sheet.people_of(rows, found, TODAY, id_numbers=True)
    assert [(p.id_tail, p.id_number) for p in plain.people] == [("002X", ""), ("", ""), ("", "")]
    assert [(p.id_tail, p.id_number) for p in asked.people] == [("", GOOD_ID), ("", ""), ("", "")]
    assert GOOD_ID not in repr(asked) and GOOD_ID not in str(asked.people[0])


@pytest.mark.parametrize("said, typed", [
    ("2026-03-05", "3-5"), ("2026-03-05 00:00:00", "3-5"), ("2026/3/5", "3-5"), ("3月5日", "3-5"), ("1985-12-01", "12-85"),
    ("3-5", ""), ("3幢5室", ""), ("", ""), (3.0, ""),
])  # fmt: skip
def test_a_day_in_the_place_of_a_door_is_what_somebody_typed(said, typed):
    assert cells.as_typed(said) == typed


@pytest.mark.parametrize("header", ["楼栋", "户号", "门牌号"])
def test_a_door_that_a_spreadsheet_made_a_day_is_told_and_not_kept(header):
    for said in ("2026-03-05", "3月5日"):
        sheet = read(["姓名", header], ["王建国", said])
        assert [p.message for p in sheet.problems] == ["表格软件把3-5改成了日期，没有收进来。"]
        assert (sheet.people[0].unit, sheet.people[0].household, sheet.people[0].door) == ("", "", "")


def test_a_household_that_became_a_power_of_ten_is_told():
    for said in ("4.2E+17", 4.2e17):
        sheet = read(["姓名", "户号"], ["王建国", said])
        assert "4.2E+17" in sheet.problems[0].message and sheet.people[0].household == ""
    assert read(["姓名", "户号"], ["王建国", "4E17"]).people[0].household == "4E17"


@pytest.mark.parametrize("broken", ["#REF!", "#NAME?", "#N/A", "#VALUE!", "#DIV/0!"])
def test_a_formula_without_a_result_is_nobody_and_nothing(broken):
    sheet = read(["姓名", "户号", "备注", "楼栋"], [broken, "1", "", ""], ["王建国", broken, broken, broken])
    assert [p.name for p in sheet.people] == ["王建国"] and [p.row for p in sheet.problems] == [2, 3, 3, 3]
    assert all(broken in p.message for p in sheet.problems)
    assert (sheet.people[0].household, sheet.people[0].note, sheet.people[0].unit) == ("", "", "")
    assert read(["姓名", "备注"], ["王建国", "#3号楼"]).people[0].note == "#3号楼"


def test_a_good_id_number_is_believed_before_a_day_of_birth_that_differs():
    rows = [["姓名", "身份证号", "出生日期"], ["王建国", GOOD_ID, "1945-12-31"], ["单晓燕", GOOD_ID, "1950-01-01"],
            ["孙伟", GOOD_ID[:-1] + "1", "1945-12-31"], ["方平", GOOD_ID, "1949-12-31"]]  # fmt: skip
    sheet = read(*rows)
    assert [p.birth_year for p in sheet.people] == [1949, 1949, 1945, 1949]
    told = {p.row: p.message for p in sheet.problems if p.column == "出生日期"}
    assert told.keys() == {2, 3} and "1945年" in told[2] and "差了整4年" in told[2] and "差了整4年" not in told[3]


def test_a_household_number_that_has_lost_its_zeros_is_told():
    def told(*numbers):
        return [p.row - 2 for p in read(["姓名", "户号"], *([f"王{chr(0x4E00 + n)}", number] for n, number in enumerate(numbers))).problems]

    assert told("0012", "1001", "0345", 12.0) == [3] and told("1001", "1002", "1003", "12") == [3]
    assert not told("1", "12", "123", "1234") and not told(*map(str, range(1, 1200))) and not told("0001", "001", "3-501", "")


def test_a_name_with_a_drawn_character_comes_and_is_told():
    sheet = read(["姓名"], ["王\ue000"], ["方平"])
    assert [p.name for p in sheet.people] == ["王\ue000", "方平"]
    assert [p.row for p in sheet.problems] == [2] and "U+E000是造字" in sheet.problems[0].message


def test_a_name_of_the_newest_characters_alone_is_a_name():
    assert cells.name("\U00031350\U00031351") == ("\U00031350\U00031351", "")
    assert cells.name("\U0002ebf0\U0002ebf1") == ("\U0002ebf0\U0002ebf1", "")


def test_a_cell_that_is_too_long_is_told_without_a_number_that_is_not_its_own():
    assert message("长" * 2_000, "职务") == "这一格太长，没有收进来。"
    assert "个字" not in cells.name("长" * 2_000)[1] and "太长" in cells.name("长" * 2_000)[1]
