"""Backups in the window: made beside it, told in the status strip, put back with three clicks, and what Esc leaves alone."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import press
from yishi.gui import application
from yishi.gui.backing_up import BackingUp, when_words
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.rescue import RescuePage
from yishi.gui.pages.settings import SettingsPage
from yishi.gui.pages.settings_backup import BackupSection
from yishi.gui.pages.today import TodayPage
from yishi.gui.workspace import Workspace
from yishi.services import people, safekeeping
from yishi.store.backups import make


@pytest.fixture
def backing(workspace: Workspace) -> Iterator[BackingUp]:
    made = BackingUp(workspace)
    yield made
    made.workspace.saves.clear()
    made.leave()


@pytest.fixture
def section(window: MainWindow, backing: BackingUp, qtbot: QtBot) -> BackupSection:
    window.go("settings", "backup")
    page = window.page
    assert isinstance(page, SettingsPage) and isinstance(page.section, BackupSection)
    return page.section


def back_up(workspace: Workspace) -> Path:
    return make(Path(workspace.location), safekeeping.place().folder, "manual").file


def add(workspace: Workspace, name: str) -> None:
    with workspace.write("person") as session:
        people.add(session, name, unit="3幢")


def names(workspace: Workspace, find: str) -> list[str]:
    with workspace.read() as session:
        return [line.name for line in people.lines(session, find)]


def made(backing: BackingUp, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not backing.making, timeout=60_000)


# --- beside the window


def test_ctrl_s_makes_a_backup_and_the_status_strip_says_when(window: MainWindow, backing: BackingUp, qtbot: QtBot) -> None:
    window.go("today")
    add(window.workspace, "周强")
    assert backing.changed
    press("Ctrl+S")
    assert backing.making and window.told_label.text() == "已保存，不用再按。"
    made(backing, qtbot)
    assert not backing.changed and backing.problem == ""
    [line] = safekeeping.lines(Path(window.workspace.location), whole=True)
    assert line.whole and line.why == "save"
    window.workspace._given = None  # the backup was made today, not on the sample's day
    backing._tell()
    assert window.info_label.text() == f"备份 今天 {line.taken:%H:%M}" if line.taken else False


def test_the_quarter_of_an_hour_passes_over_a_book_that_did_not_change(backing: BackingUp, workspace: Workspace, qtbot: QtBot) -> None:
    backing._now_and_then()
    assert not backing.making
    add(workspace, "周强")
    backing._now_and_then()
    assert backing.making
    made(backing, qtbot)


def test_on_closing_one_more_is_made_after_the_program_has_gone(backing: BackingUp, workspace: Workspace, qtbot: QtBot) -> None:
    backing.leave()
    add(workspace, "周强")
    workspace.close()
    backing.leave()
    qtbot.waitUntil(lambda: bool(safekeeping.lines(Path(workspace.location))), timeout=60_000)
    [line] = safekeeping.lines(Path(workspace.location), whole=True)
    assert line.whole and line.why == "close"


def test_before_a_roster_comes_in_the_book_of_before_is_kept(backing: BackingUp, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.securing.emit("import")
    add(workspace, "周强")  # while the backup is being made
    made(backing, qtbot)
    [line] = safekeeping.lines(Path(workspace.location), whole=True)
    with workspace.read() as session:
        change = safekeeping.would_change(session, line)
    assert line.whole and line.why == "import" and change.people == line.people + 1 and change.actions == 1
    assert backing.changed


def test_a_backup_that_cannot_be_made_is_said_on_today_with_a_way_to_try_again(
    window: MainWindow, backing: BackingUp, qtbot: QtBot
) -> None:
    window.go("today")
    page = window.page
    assert isinstance(page, TodayPage) and page.backup_strip.isHidden()
    folder = safekeeping.place().folder
    folder.write_text("somebody's file")
    backing.make("manual")
    made(backing, qtbot)
    assert "备份没有做成" in page.backup_strip.label.text() and page.backup_strip.isVisible()
    assert window.info_label.text() == "备份没做成"
    folder.unlink()
    button = next(b for b in page.backup_strip.findChildren(type(page.red_button)) if b.objectName() == "backup_today_button")
    button.click()
    made(backing, qtbot)
    assert page.backup_strip.isHidden() and safekeeping.lines(Path(window.workspace.location))


def test_a_week_without_a_backup_is_said_only_where_something_changed(window: MainWindow, backing: BackingUp) -> None:
    window.go("today")
    page = window.page
    assert isinstance(page, TodayPage)
    backing.last = window.workspace.now() - timedelta(days=8)
    backing._tell()
    assert page.backup_strip.isHidden()
    add(window.workspace, "周强")
    backing._tell()
    assert page.backup_strip.label.text() == "已经8天没有备份了。" and page.backup_strip.isVisible()


def test_moments_are_said_as_people_say_them() -> None:
    now = datetime(2026, 5, 18, 9)
    told = [when_words(at, now) for at in (datetime(2026, 5, 18, 8, 5), datetime(2026, 5, 17, 23, 59), datetime(2026, 5, 1, 12),
                                           datetime(2025, 12, 31, 12))]  # fmt: skip
    assert told == ["今天 08:05", "昨天 23:59", "5月1日 12:00", "2025年12月31日"]


# --- put back


def test_three_clicks_put_a_backup_back_and_it_says_what_goes(section: BackupSection, window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    old = back_up(workspace)
    add(workspace, "周强")
    section.reload()
    section.list.table.pressed.emit(str(old))
    told = section.list.told_label.text()
    assert "名册18人" not in told and "变成" in told and "那以后记的1步都会退回去" in told
    assert section.list.question.isVisible() and names(workspace, "周强") == ["周强"]
    section.list.do_button.click()
    assert names(workspace, "周强") == [] and not section.list.question.isVisible()
    assert "恢复好了" in section.saved_label.text()
    assert workspace.may_write and len(safekeeping.lines(Path(workspace.location))) == 2
    window.go("people")
    assert window.page is not None


def test_esc_leaves_everything_as_it_is(section: BackupSection, window: MainWindow) -> None:
    old = back_up(window.workspace)
    add(window.workspace, "周强")
    section.reload()
    section.list.ask(str(old))
    assert section.list.leave_button.hasFocus()
    press("Esc")
    assert not section.list.question.isVisible() and names(window.workspace, "周强") == ["周强"]


def test_a_damaged_backup_is_shown_as_one_and_cannot_be_chosen(section: BackupSection, window: MainWindow, qtbot: QtBot) -> None:
    old = back_up(window.workspace)
    broken = bytearray(old.read_bytes())
    broken[len(broken) // 2] ^= 1
    old.write_bytes(broken)
    section.reload()
    qtbot.waitUntil(lambda: bool(section.list._looked), timeout=60_000)
    cells = section.list.table.rows.rows[0].cells
    assert cells[1].text == "坏了，不能用"
    section.list.ask(str(old))
    assert not section.list.question.isVisible()


def test_one_that_goes_bad_after_it_was_chosen_leaves_the_book_open_and_as_it_was(
    section: BackupSection, window: MainWindow, hearing: None
) -> None:
    old = back_up(window.workspace)
    add(window.workspace, "周强")
    section.reload()
    section.list.ask(str(old))
    old.write_bytes(old.read_bytes()[:-7000])
    section.list.do_button.click()
    assert names(window.workspace, "周强") == ["周强"] and window.workspace.may_write
    assert section.list.do_button.text() == "恢复到这一份"


def test_a_restore_that_breaks_off_for_any_reason_leaves_the_book_open(workspace: Workspace) -> None:
    add(workspace, "王建国")
    with pytest.raises(AttributeError):  # a fault of ours, no Refusal
        workspace.restore(None)  # type: ignore[arg-type]
    assert workspace.book is not None and names(workspace, "王建国") == ["王建国"]


def test_backups_go_where_the_user_says_in_a_folder_of_their_own(
    section: BackupSection, backing: BackingUp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: str(stick))
    section.choose_button.click()
    made(backing, qtbot)
    assert [file.suffix for file in (stick / "议事簿备份").iterdir()] == [".yishi-backup"]
    assert "U盘" in section.place_label.text() and not section.away_strip.isVisible()
    shutil.rmtree(stick)
    section.reload()
    assert section.away_strip.isVisible() and "现在不在" in section.away_strip.label.text()
    section.here_button.click()
    made(backing, qtbot)
    assert not safekeeping.place().chosen and section.here_button.isHidden()


# --- a book that cannot be opened


def test_a_damaged_book_opens_on_its_backups_and_is_put_right_there(book_file: Path, qtbot: QtBot, qapp: QApplication) -> None:
    make(book_file, safekeeping.place().folder, "close")
    book_file.write_bytes(book_file.read_bytes()[:9000])
    window = MainWindow(Workspace(str(book_file), actor="杜鹃"))
    qtbot.addWidget(window)
    window.show()
    application.start(window)
    page = window.page
    assert isinstance(page, RescuePage) and "损坏" in page.why.label.text()
    [file] = page.list.lines
    page.list.table.pressed.emit(file)
    assert "那时有会议2场" in page.list.told_label.text()
    page.list.do_button.click()
    assert window.here == "today" and window.workspace.may_write
    assert [left.suffix for left in safekeeping.place().folder.iterdir() if left.suffix == ".yishi-damaged"]
    window.workspace.close()
