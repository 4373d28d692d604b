"""The people page by keyboard: the whole card, groups and the bin, doubles, drawn characters, hidden numbers, erasing for good."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui.main_window import MainWindow
from yishi.gui.masked import Cover
from yishi.gui.pages.people import PeoplePage
from yishi.gui.pages.people_groups import ALL, DOUBLES, REMOVED
from yishi.gui.workspace import Workspace
from yishi.services import people
from yishi.services.answers import PersonLine


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The roster of the sample, shown."""
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    return shown


def roster(workspace: Workspace) -> list[PersonLine]:
    with workspace.read() as session:
        return list(people.lines(session))


def named(workspace: Workspace, name: str) -> list[PersonLine]:
    return [person for person in roster(workspace) if person.name == name]


def shown(page: PeoplePage) -> list[str]:
    return [row.cells[0].text for row in page.people_table.rows.rows]


def refused(qtbot: QtBot, *keys: str) -> str:
    """Press keys, of which one is refused; return the code."""
    with qtbot.captureExceptions() as errors:
        press(*keys)
    [(_kind, error, _trace)] = errors
    assert isinstance(error, Refusal)
    return error.code


def add(page: PeoplePage, name: str, **fields: object) -> str:
    with page.workspace.write("person") as session:
        return people.add(session, name, **fields)


# ---- the card


def test_everything_the_card_asks_is_stored_and_shown(page: PeoplePage, workspace: Workspace) -> None:
    press("clq", "Down", "F2")
    page.boxes["birth_year"].setFocus()
    press("1958", "Enter", "0312", "Enter", "李家二媳妇", "Enter", "热心，会修电器", "Enter")
    press("陈力群", "Enter", "⿰丿尔", "Enter", "腿脚不便")
    page.card.head_tick.setFocus()
    press("Space", "Ctrl+Enter")
    [line] = named(workspace, "陈立群")
    assert (line.birth_year, line.household, line.household_head, line.alias, line.tags, line.id_name, line.glyph_note, line.note) == (
        1958, "0312", True, "李家二媳妇", "热心、会修电器", "陈力群", "⿰丿尔", "腿脚不便")  # fmt: skip
    assert line.phone == "19900000201", "the hidden number stays what it was"
    assert shown(page) == ["陈立群"] and page.look.person == line


@pytest.mark.parametrize("wanted", ["ljexf", "lijiaer", "李家", "0312", "0201", "陈力群", "chenliqun"])
def test_who_is_looked_for_by_another_name_or_household_is_found(page: PeoplePage, wanted: str) -> None:
    chen = named(page.workspace, "陈立群")[0]
    with page.workspace.write("person") as session:
        people.change(session, chen.id, alias="李家二媳妇", household="0312", id_name="陈力群")
    press(wanted)
    assert shown(page) == ["陈立群"]


def test_a_year_that_is_none_is_refused_and_the_card_stays_open(page: PeoplePage, qtbot: QtBot, workspace: Workspace) -> None:
    before = roster(workspace)
    press("clq", "Down", "F2")
    page.boxes["birth_year"].setFocus()
    assert refused(qtbot, "58", "Ctrl+Enter") == "YS-M62"
    assert roster(workspace) == before and page.side.currentWidget() is page.edit_page
    page.boxes["birth_year"].selectAll()
    press("1958", "Ctrl+Enter")
    assert named(workspace, "陈立群")[0].birth_year == 1958


def test_stars_in_a_telephone_number_are_refused(page: PeoplePage, qtbot: QtBot, workspace: Workspace) -> None:
    press("Ctrl+N", "方平")
    page.boxes["phone"].setFocus()
    assert refused(qtbot, "199****0201", "Enter") == "YS-M61"
    assert not named(workspace, "方平")


def test_a_rare_name_says_at_once_that_screen_and_paper_have_it(page: PeoplePage) -> None:
    press("Ctrl+N", "李𰻝喆")
    assert page.card.hint.label.text() == "“𰻝”“喆”屏幕和纸上都有。" and page.card.hint.isVisible()
    page.name_box.selectAll()
    press("王强")
    assert not page.card.hint.isVisible()


def test_a_name_that_paper_lacks_says_what_to_do(page: PeoplePage) -> None:
    press("Ctrl+N", "王\U0003134a")
    assert "身份证写法" in page.card.hint.label.text() and "U+3134A" in page.card.hint.label.text()


def test_a_drawn_character_is_explained_once_and_known_from_then_on(page: PeoplePage, workspace: Workspace, qtbot: QtBot) -> None:
    press("Ctrl+N", "李\ue123")
    hint = page.card.hint
    assert "U+E123" in hint.label.text() and hint.meant_box.isVisible()
    hint.meant_box.setFocus()
    assert refused(qtbot, "\ue124", "Enter") == "YS-M64"
    hint.meant_box.selectAll()
    press("𰻝", "Enter")
    assert page.name_box.text() == "李𰻝" and focus() is page.name_box
    page.name_box.selectAll()
    press("王\ue123")
    assert "本地对照表里它是“𰻝”" in hint.label.text() and not hint.meant_box.isVisible()
    hint.wrong_button.setFocus()
    press("Enter", "喆", "Enter")
    assert page.name_box.text() == "王喆"
    page.name_box.selectAll()
    press("王\ue123")
    hint.note_button.setFocus()
    press("Enter", "Ctrl+Enter")
    assert named(workspace, "王喆")


def test_a_name_kept_with_its_drawn_character_is_found_by_the_real_one(page: PeoplePage, workspace: Workspace) -> None:
    from yishi.services import private_use

    with workspace.write("private_use") as session:
        private_use.note(session, "\ue123", "𰻝")
    add(page, "李\ue123")
    press("李𰻝")
    assert shown(page) == ["李　𰻝"]


@pytest.mark.parametrize("written", ["买买提•艾力", "买买提‧艾力", "买买提・艾力", "买买提．艾力"])
@pytest.mark.parametrize("wanted", ["买买提·艾力", "买买提艾力", "mmtal"])
def test_the_dot_in_a_name_may_be_any_and_is_kept_as_written(page: PeoplePage, workspace: Workspace, written: str, wanted: str) -> None:
    add(page, written)
    press(wanted)
    assert shown(page) == [written] and named(workspace, written)


# ---- groups


def test_a_group_at_the_left_shows_who_is_in_it(page: PeoplePage) -> None:
    chen = named(page.workspace, "陈立群")[0]
    with page.workspace.write("person") as session:
        people.change(session, chen.id, tags="热心")
    page.groups.choose(("tag", "热心"))
    assert shown(page) == ["陈立群"]
    page.groups.choose(("unit", "2幢"))
    assert "陈立群" in shown(page) and len(shown(page)) < len(page.people)
    press("Ctrl+N")
    assert page.boxes["unit"].text() == "2幢"


def test_who_was_removed_lies_in_the_bin_and_comes_back(page: PeoplePage, workspace: Workspace) -> None:
    press("clq", "Down", "Del")
    page.groups.choose(REMOVED)
    page.find_box.clear()
    assert shown(page) == ["陈立群"]
    page.people_table.choose(page.gone[0].id)
    page.look.restore_button.setFocus()
    press("Enter")
    assert named(workspace, "陈立群") and page.groups.key == ALL


# ---- doubles


def test_two_lines_become_one_by_a_key_and_two_again_by_another(page: PeoplePage, workspace: Workspace) -> None:
    add(page, "陈立群", phone="19900000777", note="住院")
    before = roster(workspace)
    page.groups.choose(DOUBLES)
    page.doubles.pairs_table.setFocus()
    press("m")
    [line] = named(workspace, "陈立群")
    assert (line.phone, line.note) == ("19900000201", "住院")
    press("Ctrl+Z")
    assert roster(workspace) == before and len(named(workspace, "陈立群")) == 2


def test_not_the_same_person_is_remembered(page: PeoplePage, workspace: Workspace) -> None:
    add(page, "陈立群")
    page.groups.choose(DOUBLES)
    page.doubles.pairs_table.setFocus()
    press("n")
    assert len(named(workspace, "陈立群")) == 2 and page.groups.key == ALL
    assert not any(row.ref == DOUBLES for row in page.groups.table.rows.rows)


@pytest.mark.parametrize("key", ["m", "n"])
def test_after_the_last_pair_the_keyboard_is_in_the_list_again(page: PeoplePage, key: str) -> None:
    add(page, "陈立群")
    page.groups.choose(DOUBLES)
    page.doubles.pairs_table.setFocus()
    press(key)
    assert page.groups.key == ALL and focus() is page.people_table


@pytest.mark.parametrize("head", [True, False, None])
def test_saving_a_card_in_which_nothing_was_typed_changes_nothing(page: PeoplePage, workspace: Workspace, head: bool | None) -> None:
    chen = named(workspace, "陈立群")[0]
    with workspace.write("person") as session:
        people.change(session, chen.id, household_head=head, household="A1")
    before = roster(workspace)
    press("clq", "Down", "F2", "Ctrl+Enter")
    assert roster(workspace) == before
    press("F2")
    page.card.head_tick.setFocus()
    press("Space", "Ctrl+Enter")
    assert named(workspace, "陈立群")[0].household_head is not bool(head)


def test_a_drawn_character_never_leaves_a_blank(page: PeoplePage) -> None:
    add(page, "孔\ue200")
    page.order.choice.choose("stroke-surname")
    page.order.choice.picked.emit("stroke-surname")
    assert "孔〔造字E200〕" in shown(page) and "〔造字E200〕" in page.order.told.toolTip()


def test_the_other_of_the_two_may_stay(page: PeoplePage, workspace: Workspace) -> None:
    other = add(page, "陈立群", phone="19900000777")
    page.groups.choose(DOUBLES)
    page.doubles.swap_button.setFocus()
    press("Enter", "m")
    assert [line.id for line in named(workspace, "陈立群")] == [other]


# ---- hidden numbers


def test_the_eye_shows_a_number_until_it_is_covered_again(page: PeoplePage, window: MainWindow) -> None:
    press("clq", "Down")
    phone = page.look.phone
    phone.eye_button.setFocus()
    press("Enter")
    assert phone.value.text() == "19900000201" and isinstance(phone._cover, Cover) and phone._cover.running
    phone._cover._timer.timeout.emit()
    assert phone.value.text() == "199****0201"
    press("Enter")
    window.go("topics")
    assert phone.value.text() == "199****0201"


def test_another_person_covers_the_number(page: PeoplePage) -> None:
    page.people_table.choose(named(page.workspace, "陈立群")[0].id)
    page.look.phone.turn()
    page.people_table.choose(named(page.workspace, "孙伟")[0].id)
    assert page.look.phone.value.text() == "199****0207"
    page.people_table.choose(named(page.workspace, "陈立群")[0].id)
    assert page.look.phone.value.text() == "199****0201"


def test_the_card_hides_the_number_too_until_the_eye_is_pressed(page: PeoplePage) -> None:
    press("clq", "Down", "F2")
    box = page.boxes["phone"]
    assert box.displayText() == "199****0201"
    page.card.boxes["phone"].turn()  # type: ignore[attr-defined]
    assert box.displayText() == "19900000201"


def test_a_number_typed_over_the_hidden_one_replaces_it(page: PeoplePage, workspace: Workspace, qtbot: QtBot) -> None:
    press("clq", "Down", "F2")
    box = page.boxes["phone"]
    box.setFocus()
    qtbot.waitUntil(lambda: box.selectedText() == "199****0201")
    press("19900000888", "Enter")
    assert named(workspace, "陈立群")[0].phone == "19900000888"


# ---- for good


def test_erasing_asks_for_the_name_again_and_leaves_no_byte(page: PeoplePage, workspace: Workspace, book_file: Path, qtbot: QtBot) -> None:
    add(page, "尉迟抹除", phone="19900007788", note="腿脚不便")
    before_it = workspace.undoable
    press("ycmc", "Down")
    page.look.erase.open_button.setFocus()
    press("Enter")
    assert "不再有这个人" in page.look.erase.told.text() and focus() is page.look.erase.name_box
    before = roster(workspace)
    assert refused(qtbot, "尉迟", "Enter") == "YS-M68"
    assert roster(workspace) == before
    page.look.erase.name_box.selectAll()
    press("尉迟抹除", "Enter")
    assert not named(workspace, "尉迟抹除")
    assert workspace.undoable == before_it, "Ctrl+Z offers what came before, never this"
    data = b"".join(file.read_bytes() for file in book_file.parent.glob("sample.yishi*"))
    assert not any(word.encode() in data for word in ("尉迟抹除", "19900007788", "腿脚不便"))


def test_esc_closes_the_question_and_nothing_is_erased(page: PeoplePage, workspace: Workspace) -> None:
    before = roster(workspace)
    press("clq", "Down")
    page.look.erase.open_button.setFocus()
    press("Enter", "陈立群", "Esc", "Esc")
    assert not page.look.erase.asking and roster(workspace) == before
