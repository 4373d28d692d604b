"""查找: narrowed while composing, ↑ ↓ and Enter without leaving the box, Esc back."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from tests.gui.keyboard import focus, press
from yishi.domain.records import Covenant, Meeting, PrintedPage, ReturnedPage, Speech
from yishi.gui.indexing import Indexing
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.search import SearchPage
from yishi.services import people, pool


@pytest.fixture
def page(window: MainWindow) -> SearchPage:
    with window.workspace.write("person") as session:
        people.add(session, "王建国", unit="8幢")
    window.go("today")
    window.go("search", window.here)
    assert isinstance(window.page, SearchPage)
    return window.page


def compose(preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(focus(), event)


def texts(page: SearchPage) -> list[str]:
    return [row.cells[1].text for row in page.table.rows.rows]


def test_a_person_is_found_by_sound_while_the_input_method_is_composing(page, qtbot):
    for preedit in ("w", "w'j", "w'j'g"):
        compose(preedit)
        qtbot.waitUntil(lambda: "王建国　8幢" in texts(page))
    assert focus() is page.box and page.box.text() == ""
    qtbot.waitUntil(lambda: texts(page) == ["王建国　8幢"])
    press("Enter")  # the input method's own
    assert page.isVisible()


def test_two_words_are_both_wanted_and_enter_goes_to_the_place_without_waiting(page, window):
    press("飞线 充电", "Enter")
    assert window.here != "search" and window.here == page.table.chosen_ref().place
    assert all("飞线" in hit.text or hit.marks for hit in page.hits)


def test_the_arrows_choose_while_the_box_keeps_the_focus(page, window):
    press("充电", "Down", "Down")
    assert focus() is page.box and page.table.currentIndex().row() == 2
    press("Up", "Up", "Up", "Up")
    assert page.table.currentIndex().row() == 0
    press("Down")
    chosen = page.table.chosen_ref()
    press("Enter")
    assert window.here == chosen.place


def test_another_question_begins_at_its_first_answer(page, qtbot):
    press("充电", "Down", "Down")
    page.box.clear()
    press("飞线")
    qtbot.waitUntil(lambda: bool(texts(page)) and all("飞线" in hit.text for hit in page.hits))
    assert page.table.currentIndex().row() == 0


def test_escape_goes_back_and_the_words_are_still_there_next_time(page, window):
    press("充电", "Enter")
    window.go("search", "people")
    assert page.box.text() == "充电"
    press("Esc")
    assert window.here == "people"


def test_nothing_found_is_said_in_place_of_the_list(page, qtbot):
    press("飞船对接")
    qtbot.waitUntil(lambda: "没找到" in page.nothing.label.text())
    assert page.nothing.isVisible() and not page.table.isVisible()
    assert "“飞船对接”" in page.nothing.label.text() and "试试全名" in page.nothing.label.text()


def test_a_speech_leads_into_its_meeting_and_is_the_chosen_one_there(page, window, qtbot):
    with window.workspace.read() as session:
        spoken = session.scalars(select(Speech).where(Speech.deleted.is_(False)).order_by(Speech.position.desc())).first()
        words, meeting, speech = spoken.text[:8], spoken.meeting_id, spoken.id
    press(words)
    qtbot.waitUntil(lambda: any(hit.record == speech for hit in page.hits))
    page.table.choose(next(hit for hit in page.hits if hit.record == speech))
    press("Enter")
    assert window.here == "room"
    room = window.page
    assert room.meeting_id == meeting
    qtbot.waitUntil(lambda: room.speeches.table.chosen_ref() == speech and room.speeches.table.hasFocus())
    assert room.agenda.no == next(each.agenda for each in room.sheet.speeches if each.id == speech)


def test_the_index_is_filled_in_quiet_moments_and_never_while_a_page_reads(page, window, qtbot):
    from yishi.services import search_index

    indexing = Indexing(window.workspace)

    def filled() -> bool:
        with window.workspace.read() as session:
            return not search_index.worth_it(session)

    with window.workspace.read():
        indexing.step()
    assert not filled()
    for _piece in range(40):
        indexing.step()
    assert filled()
    press("飞线")
    qtbot.waitUntil(lambda: bool(texts(page)) and all("飞线" in hit.text for hit in page.hits))


def test_too_many_words_are_answered_not_complained_of(page, qtbot):
    page.box.setText(" ".join(map(str, range(40))))
    qtbot.waitUntil(lambda: "最多20个" in page.nothing.label.text())


def test_what_is_deleted_while_it_is_shown_goes(page, window, qtbot):
    press("王建国")
    qtbot.waitUntil(lambda: texts(page) == ["王建国　8幢"])
    with window.workspace.write("delete") as session:
        people.remove(session, page.hits[0].ref)
    assert texts(page) == []


def seek(page, qtbot, words, kind):
    page.box.setText(words)
    qtbot.waitUntil(lambda: any(hit.kind == kind for hit in page.hits))
    hit = next(hit for hit in page.hits if hit.kind == kind)
    page.table.choose(hit)
    page.box.setFocus()
    press("Enter")
    return hit


@pytest.mark.parametrize(("words", "kind", "table"), [
    ("消防通道", "resolution", "resolution_table"), ("飞线", "topic", "topics_table"), ("小板凳", "meeting", "meetings_table"),
    ("王建国", "person", "people_table"),
])  # fmt: skip
def test_a_hit_is_the_chosen_one_at_its_place(page, window, qtbot, words, kind, table):
    hit = seek(page, qtbot, words, kind)
    assert window.here == hit.place and getattr(window.page, table).chosen_ref() == hit.ref


def test_a_printed_paper_a_scan_and_an_agreement_lead_to_their_place(page, window, qtbot):
    with window.workspace.write("print") as session:
        meeting = session.scalars(select(Meeting)).first()
        mine = meeting.community_id
        session.add(PrintedPage(id=PrintedPage.id_for("K7Q2M4X9T1"), code="K7Q2M4X9T1", document="minutes", about_id=meeting.id, page=1,
                                pages=1, printed_on=window.workspace.today))
        session.add(ReturnedPage(id="e" * 32, sha256="0" * 64, came_on=window.workspace.today, file_name="扫描件三.pdf"))
        session.add(Covenant(id="c" * 32, community_id=mine, title="居民公约", version=1, articles='["夜里不放喇叭"]'))
        number = meeting.number
    seek(page, qtbot, f"会议纪要 {number}", "paper")
    assert window.here == "papers" and window.page.shelf_table.chosen_ref() == "minutes"
    window.go("search")
    seek(page, qtbot, "扫描件三", "scan")
    assert window.here == "scans" and window.page.wait_table.chosen_ref() == "e" * 32
    window.go("search")
    seek(page, qtbot, "放喇叭", "covenant")
    assert window.here == "covenants" and window.page.covenant_table.chosen_ref() == "c" * 32


def test_f3_goes_on_to_the_next_hit_from_the_place_of_the_last_one(page, window, qtbot):
    press("充电", "F3")
    assert focus() is page.box and page.table.currentIndex().row() == 1
    page.table.selectRow(next(n for n, hit in enumerate(page.hits) if hit.kind == "meeting") if page.hits else 0)
    qtbot.waitUntil(lambda: len(page.hits) > 3)
    page.table.choose(next(row.ref for row in page.table.rows.rows if row.ref.kind == "meeting"))
    place = page.table.currentIndex().row()
    press("Enter")
    assert window.here == "meetings"
    press("F3")
    assert page.table.currentIndex().row() == place + 1 and window.here == page.table.rows.rows[place + 1].ref.place


def test_where_only_the_newest_are_listed_a_button_lists_all(page, window, qtbot):
    with window.workspace.write("topic") as session:
        for n in range(60):
            pool.capture(session, f"琉璃瓦第{n}片", on=window.workspace.today)
    press("琉璃")
    qtbot.waitUntil(lambda: len(page.hits) == 50)
    assert page.more_button.isVisible() and "只列最新" in page.count.text()
    page.more_button.click()
    assert len(page.hits) == 60 and not page.more_button.isVisible() and focus() is page.box
    page.box.setText("琉璃瓦")
    qtbot.waitUntil(lambda: len(page.hits) == 50)


def test_escape_comes_back_to_what_was_chosen_before(page, window):
    window.go("follow")
    table = window.page.resolution_table
    table.selectRow(3)
    chosen = table.chosen_ref()
    press("Ctrl+F", "Ctrl+F")
    assert window.page is page
    press("Esc")
    assert window.here == "follow" and table.chosen_ref() == chosen
