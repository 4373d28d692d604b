"""A form of meeting counts when it behaves: each of them, chosen, is found again from the preparation to the printed minutes."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.keyboard import press
from yishi.documents import minutes
from yishi.documents.layout import Paragraph
from yishi.domain.meeting_forms import PAPERS, MeetingForm, as_data
from yishi.domain.terms import FORM_WORDS
from yishi.gui import application, printing
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.meetings import MeetingsPage
from yishi.gui.pages.vote_ways import RULES
from yishi.gui.workspace import Workspace
from yishi.services import booklet, communities, forms, meetings, paper, prepare, room
from yishi.store.book import Book

DAY = date(2026, 6, 8)
START = "2026-06-08T00:00"


@pytest.fixture(autouse=True)
def dressed() -> None:
    """The windows of this file stay open: they are dressed once."""


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication):
    """One window for all forms of a village and one for those of a community, each on a book of its own."""
    application.make_application()
    made: dict[str, MainWindow] = {}
    for kind in ("village", "urban"):
        home = tmp_path_factory.mktemp(kind)
        file = home / "book.yishi"
        with Book.open(file, home=home, create=True) as book, book.write("杜鹃", "init") as session:
            communities.found(session, kind, "桃湾村" if kind == "village" else "翠屏社区")
        workspace = Workspace(str(file), today=DAY, actor="杜鹃")
        workspace.open()
        made[kind] = MainWindow(workspace)
        made[kind].resize(1366, 728)
        made[kind].show()
    yield made
    for window in made.values():
        window.close()
        window.deleteLater()


def window_for(windows: dict[str, MainWindow], form: MeetingForm) -> MainWindow:
    window = windows["village" if "village" in form.kinds else "urban"]
    window.activateWindow()
    QApplication.processEvents()
    return window


def words(part: QWidget) -> str:
    """Return all the words that stand in a part of the window."""
    return "　".join(each.text() for each in part.findChildren(QWidget) if hasattr(each, "text") and each.isVisibleTo(part))


def composed(window: MainWindow, meeting: str) -> str:
    """Return the words of the minutes as they are set on the paper."""
    with window.workspace.read() as session:
        made = minutes.compose(paper.sheet(session, meeting, DAY))
    told = [block.content for page in made.outline for block in page.blocks]
    return plain("".join(words for each in told if isinstance(each, Paragraph) for _chain, words in each.spans))


def printed(window: MainWindow, meeting: str) -> str:
    """Return the words of the minutes as they are in the PDF."""
    document = pypdfium2.PdfDocument(printing.print_meeting(window.workspace, meeting, "minutes").file)
    told = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return plain(told)


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("code", FORM_WORDS)
def test_a_form_is_found_in_preparation_room_wrap_up_and_minutes(code: str, windows: dict[str, MainWindow]) -> None:
    form = forms.shipped(code)
    window = window_for(windows, form)
    with window.workspace.write("plan") as session:
        coming = prepare.plan(session, code, "要开的会", "村部", "2026-07-20T19:00")
    window.go("meetings", coming)
    ahead = window.page
    assert isinstance(ahead, MeetingsPage)
    told = words(ahead.prepare)
    papers = [PAPERS[each] for each in form.papers]
    for part in (*form.parties, *form.stages, *papers):
        assert part in told, part
    assert (f"公示{form.posting_days}日" if form.posting_days else "不公示") in told
    assert not form.notice_days or f"会前{form.notice_days}" in told
    assert bool(ahead.prepare.told and ahead.prepare.told.notice.days) == bool(form.notice_days)

    with window.workspace.write("open_meeting") as session:
        meeting = room.open_meeting(session, code, "正在开的会", "村部", START)
        room.add_agenda(session, meeting, "路灯")
        room.sign_in(session, meeting, "王建国")
        if form.stages:
            booklet.note(session, meeting, form.stages[0], "2026-06-01")
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    assert page.vote.rules.value == (form.vote_rule if form.vote_rule in dict(RULES) else "INFO_ONLY")
    assert page.bar.sheets_button.isVisibleTo(page) == form.light
    press("F4")
    told = page.sign_in.form_label.text()
    for part in (form.name, *form.parties, *form.stages, *papers):
        assert part in told, part
    press("Esc", "Ctrl+E")
    panel = page.ending.panel
    found = {each.matter for each in panel.findings}
    assert panel.form_label.text() == told and panel.form_label.isVisibleTo(page)
    assert ("steps" in found, "notice" in found) == (len(form.stages) > 1, bool(form.notice_days))
    press("Esc")

    set_ = composed(window, meeting)
    for part in (form.name, *form.parties, *form.stages, *papers):
        assert plain(part) in set_, part
    assert (f"决议公示{form.posting_days}日" if form.posting_days else "决议不公示") in set_


def test_what_a_place_changes_holds_for_its_next_meeting_and_not_for_a_past_one(windows: dict[str, MainWindow]) -> None:
    window = windows["village"]
    shipped = forms.shipped("teahouse")
    with window.workspace.write("open_meeting") as session:
        past = room.open_meeting(session, "teahouse", "以前的会", "村部", START)
    changed = {"parties": ["摆摊的", "住户"], "stages": ["摆谈", "商定"], "vote_rule": "TWO_THIRDS_PRESENT", "posting_days": 15,
               "vote_rules": ["TWO_THIRDS_PRESENT"]}  # fmt: skip
    with window.workspace.write("form") as session:
        forms.change_form(session, "teahouse", {**as_data(shipped), **changed})
        coming = room.open_meeting(session, "teahouse", "以后的会", "村部", START)
        for meeting in (past, coming):
            room.add_agenda(session, meeting, "路灯")
    seen = {}
    for meeting in (past, coming):
        window.go("room", meeting)
        page = window.page
        assert isinstance(page, MeetingRoomPage)
        seen[meeting] = (page.vote.rules.value, page.sign_in.form_label.text(), printed(window, meeting))
    assert seen[past][0] == shipped.vote_rule and seen[coming][0] == "TWO_THIRDS_PRESENT"
    assert "摆谈" not in seen[past][1] and "摆谈 → 商定" in seen[coming][1] and "公示15日" in seen[coming][1]
    assert "摆摊的" not in seen[past][2] and "摆摊的、住户" in seen[coming][2]
    with window.workspace.read() as session:
        assert meetings.sheet(session, past).held_under != meetings.sheet(session, coming).held_under
