"""How much a secretary has to press: the dearest acts of a meeting, counted in keys and clicks, each with real events.

Counted are keys and clicks; what is content (names, sentences, a pasted list) is not. The figures are those of the
comparison with paper and other programs: attendance of twenty ≤ 10, a vote ≤ 7, a resolution ≤ 16 beside its text,
first printed minutes ≤ 7 clicks and ≤ 52 keys.
"""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.keyboard import focus, press
from tests.journeys.conftest import RECORDER
from yishi.gui import printing
from yishi.gui.main_window import MainWindow
from yishi.services import meetings, people, resolutions, room
from yishi.services.answers import MeetingSheet
from yishi.store.book import Book

DAY = date(2026, 6, 8)
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
NAMES = tuple(f"{family}建国" for family in FAMILY)
SAID = ("老井没有盖，孩子总在边上玩", "先围起来，再说清淤", "不锈钢的三千多块", "钱从公益金里出")


class Hands:
    """Presses and clicks, and counts both; content is typed without being counted."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.keys, self.clicks = window, 0, 0

    def key(self, *keys: str) -> None:
        """Press keys; a run of letters or digits costs one for each sign."""
        for key in keys:
            self.keys += 1 if len(key) == 1 or (not key.islower() and not key.isdigit()) else len(key)
        press(*keys)

    def write(self, text: str) -> None:
        """Type what would have to be typed anywhere."""
        press(text)

    def paste(self, text: str) -> None:
        """Ctrl+V of what was copied elsewhere."""
        QGuiApplication.clipboard().setText(text)
        self.key("Ctrl+V")

    def click(self, name: str) -> None:
        """Click a visible widget by its name."""
        found = [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]
        assert len(found) == 1, f"{name}: {len(found)} to be seen"
        self.clicks += 1
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        press()


@pytest.fixture
def hands(file: Path, sit_down) -> Hands:
    """A village with twenty people who are expected at a meeting that has begun."""
    with Book.open(file, create=True) as book, book.write(RECORDER, "init") as session:
        from yishi.services import communities

        communities.found(session, "village", "无想寺村")
        for n, name in enumerate(NAMES):
            people.add(session, name, unit=f"{n % 4 + 1}组")
        session.flush()
        meeting = room.open_meeting(session, "teahouse", "流动的茶馆", "晒谷场", "2026-06-08T00:00", "", RECORDER)
        room.add_agenda(session, meeting, "老井修缮和围栏")
        for name in NAMES:
            room.sign_in(session, meeting, name, mark="expected")
    window = sit_down(DAY)
    window.go("room", meeting)
    return Hands(window)


def sheet(hands: Hands) -> MeetingSheet:
    with hands.window.workspace.read() as session:
        return meetings.sheet(session, meetings.lines(session)[0].id, DAY)


def sign_in(hands: Hands) -> None:
    hands.key("F4", "Ctrl+D", "qjg", "Enter", "sjg", "Enter")


def test_attendance_of_twenty_with_two_absent_takes_at_most_ten_inputs(hands: Hands) -> None:
    sign_in(hands)
    marks = [line.mark for line in sheet(hands).attendees]
    assert (marks.count("present"), marks.count("absent")) == (18, 2)
    assert hands.keys + hands.clicks <= 10


def test_a_vote_of_fifteen_one_and_two_takes_at_most_seven_keys(hands: Hands) -> None:
    sign_in(hands)
    press("Esc")
    hands.keys = 0
    hands.key("F8", "15", "Enter", "1", "Enter", "Enter")
    (motion,) = sheet(hands).motions
    assert (motion.votes_for, motion.votes_against, motion.abstain, motion.passed) == (15, 1, 2, True)
    assert hands.keys + hands.clicks <= 7


def test_a_resolution_takes_at_most_sixteen_keys_and_is_in_the_lists_of_what_is_to_be_done(hands: Hands) -> None:
    sign_in(hands)
    press("Esc", "F8", "15", "Enter", "1", "Enter", "Enter")
    hands.keys = 0
    hands.key("F9")
    hands.write("同意修建老井围栏")
    hands.key("Enter", "wjg", "Enter", "1231", "Enter", "cjg", "Enter")
    if focus() is not hands.window.page.speech_box:  # type: ignore[union-attr]
        hands.key("Ctrl+Enter")
    (made,) = sheet(hands).resolutions
    assert (made.line.owner, made.line.supervisor, str(made.agreed_due)) == ("王建国", "陈建国", "2026-12-31")
    assert made.motion is not None and hands.keys + hands.clicks <= 16
    with hands.window.workspace.read() as session:
        assert [line.id for line in resolutions.lines(session, DAY)] == [made.line.id]


def test_first_printed_minutes_from_an_empty_folder(file: Path, sit_down) -> None:
    """First run, twenty names pasted, two items, four speeches, a vote, a resolution, the end, the paper."""
    hands = Hands(sit_down(DAY))
    hands.write("无想寺村")
    hands.key("Enter")
    hands.write(RECORDER)
    hands.key("Enter")
    hands.click("meeting_way")
    hands.click("first_meeting_button")
    hands.click("place_box")
    hands.write("晒谷场")
    hands.click("topic_box")
    for title in ("老井修缮和围栏", "秋季垃圾清运费"):
        hands.write(title)
        hands.key("Enter")
    hands.click("person_box")
    hands.paste("\n".join(NAMES))
    hands.key("Enter", "F9")
    sign_in(hands)
    hands.key("Esc")
    for number, text in enumerate(SAID, 1):
        hands.key(f"Alt+{number}")
        hands.write(text)
        hands.key("Enter")
    hands.key("F8", "15", "Enter", "1", "Enter", "Enter")
    hands.key("F9")
    hands.write("同意修建老井围栏")
    hands.key("Enter", "wjg", "Enter", "1231", "Enter", "cjg", "Enter", "Ctrl+Enter")
    hands.click("close_button")
    hands.click("confirm_close_button")
    hands.key("Ctrl+P")
    (paper,) = (Path(printing.paths.home()) / printing.FOLDER).glob("*会议纪要.pdf")
    words = read(paper)
    for part in ("无想寺村", "应到20人", "实到18人", "同意15", "反对1", "弃权2", "老井", "主持", "记录"):
        assert part in words, part
    assert hands.clicks <= 7 and hands.keys <= 52, (hands.clicks, hands.keys)


def read(paper: Path) -> str:
    document = pypdfium2.PdfDocument(paper)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(words.split())


def test_from_the_end_of_a_meeting_to_its_minutes_are_three_inputs(hands: Hands) -> None:
    sign_in(hands)
    press("Esc", "F8", "15", "Enter", "1", "Enter", "Enter")
    hands.keys = 0
    hands.key("Ctrl+E", "Ctrl+Enter", "Ctrl+P")
    (paper,) = (Path(printing.paths.home()) / printing.FOLDER).glob("*会议纪要.pdf")
    assert "应到20人" in read(paper) and hands.keys + hands.clicks <= 3
    fonts = paper.read_bytes()
    assert b"/FontFile" in fonts and hands.window.page.strip_place.isVisible()  # type: ignore[union-attr]
