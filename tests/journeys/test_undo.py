"""Nothing that was done in the window cannot be taken back: twenty mixed actions, twenty times Ctrl+Z, the same book."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from tests.gui.keyboard import press
from tests.journeys.conftest import RECORDER
from yishi.domain.meeting_forms import as_data
from yishi.gui.main_window import MainWindow
from yishi.services import (
    attachments_of_meeting,
    expected,
    finalising,
    forms,
    meetings,
    pool,
    prepare,
    room,
    sample,
    settling,
    voting,
    waivers,
)
from yishi.store.attachments import Picture, drawn
from yishi.store.book import Book
from yishi.store.dump import dump

DAY = date(2026, 6, 8)
ACTIONS: tuple[tuple[str, ...], ...] = (
    ("Ctrl+5", "Ctrl+N", "王小二", "Ctrl+Enter"),  # a person
    ("Esc", "Ctrl+3", "Ctrl+N", "F9"),  # a meeting begins
    ("Ctrl+N", "水井要加盖", "Enter"),  # two topics
    ("路灯不亮", "Enter"),
    ("Esc", "F4", "王小二", "Enter"),  # four people sign in
    ("李大娘", "Enter"),
    ("周德厚", "Enter"),
    ("吴秀兰", "Enter"),
    ("李大娘", "Enter"),  # one of them was a mistake
    ("Esc", "Alt+1", "盖子早就烂了", "Enter"),  # speeches
    ("Alt+0", "孩子们老在那里玩", "Enter"),
    ("F2", "更正过的话", "Enter"),  # a correction
    ("F8", "2", "Enter", "1", "Enter", "Enter"),  # a vote
    ("F9", "给水井加盖", "Enter", "方志远", "Enter", "10个工作日", "Enter", "许国强", "Enter", "Ctrl+Enter"),  # a resolution
    ("Ctrl+E", "Ctrl+Enter"),  # the meeting ends
    ("Ctrl+4", "F2", "看过了，正常", "Enter"),  # a step of the loop, of the resolution that is worst
    ("F2", "再去看了一次", "Enter"),
    ("Ctrl+5", "王小二", "Down", "F2", "王二小", "Ctrl+Enter"),  # a person is renamed, and taken off the roster
    ("Esc", "王二小", "Down", "Del"),
    ("Ctrl+5", "Ctrl+N", "赵六", "Ctrl+Enter"),
)


def content(window: MainWindow) -> str:
    with window.workspace.read() as session:
        return dump(session)


@pytest.fixture
def window(file, sit_down) -> MainWindow:
    with Book.open(file, create=True) as book, book.write(RECORDER, "init") as session:
        sample.fill(session, "village", DAY, RECORDER)
    return sit_down(DAY)


def test_twenty_mixed_actions_and_twenty_times_ctrl_z_give_the_first_book(window):
    contents = [content(window)]
    for keys in ACTIONS:
        press(*keys)
        contents.append(content(window))
        assert contents[-1] != contents[-2], f"{keys} did nothing"
    for n in range(len(ACTIONS), 0, -1):
        press("Ctrl+Z")
        assert content(window) == contents[n - 1], f"Ctrl+Z after {ACTIONS[n - 1]}"


def test_redo_brings_back_what_was_undone(window):
    for keys in ACTIONS[:4]:
        press(*keys)
    done = content(window)
    press("Esc", "Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Y")
    assert content(window) == done


def steps(window: MainWindow) -> list[Callable[[Session], object]]:
    """The acts of a meeting from its preparation to a correction, and what is done with topics, each as one action."""
    kept: dict[str, str] = {}

    def keep(name: str, value: str) -> None:
        kept[name] = value

    def item(session: Session) -> str:
        return meetings.sheet(session, kept["meeting"]).agenda[0].id

    def person(session: Session, place: int) -> str:
        return meetings.sheet(session, kept["meeting"]).attendees[place].person_id

    def named(session: Session) -> object:
        entitled = [a.person_id for a in meetings.sheet(session, kept["meeting"]).attendees][1:]
        choices = dict.fromkeys(entitled, "for")
        return voting.record(session, kept["meeting"], 1, "加盖", "FOR_GT_AGAINST", "记名", 0, 0, 0, choices=choices)

    def attach(session: Session) -> object:
        (digest,) = window.workspace.keep([picture()])
        return attachments_of_meeting.attach(session, kept["meeting"], digest, "photo", item(session))

    return [
        lambda s: keep("meeting", prepare.plan(s, "teahouse", "要准备的会", "晒谷场", "2026-06-08T19:00")),
        lambda s: room.add_agenda(s, kept["meeting"], "水井要加盖"),
        lambda s: expected.expect_named(s, kept["meeting"], ("周德厚", "吴秀兰", "王小二")),
        lambda s: prepare.set_minutes(s, item(s), 20),
        lambda s: prepare.begin(s, kept["meeting"], "2026-06-08T19:00", today=DAY),
        lambda s: room.all_present(s, kept["meeting"]),
        lambda s: keep("speech", room.speak(s, kept["meeting"], 1, "周德厚", "盖子早就烂了", "建议", "19:05")),
        lambda s: voting.recuse(s, item(s), person(s, 0), "是承包人"),
        named,
        lambda s: room.handle(s, kept["speech"], "on_spot", "这个月就换"),
        attach,
        lambda s: settling.settle(s, item(s), "next_time"),
        lambda s: waivers.go_on(s, kept["meeting"], "no_photo", "天黑了"),
        lambda s: room.close_meeting(s, kept["meeting"], "2026-06-08T20:10"),
        lambda s: finalising.finalise(s, kept["meeting"]),
        lambda s: finalising.correct(s, kept["meeting"], "meeting", kept["meeting"], "place", "村部", "写错了", DAY),
        lambda s: keep("topic", pool.capture(s, "路灯不亮", source="resident")),
        lambda s: keep("other", pool.capture(s, "村口的路灯坏了", source="resident")),
        lambda s: pool.merge(s, kept["other"], kept["topic"]),
        lambda s: forms.change_form(s, "bench", {**as_data(forms.of(s, "bench")), "posting_days": 10}),
    ]


def picture() -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "PNG")
    return drawn(buffer.getvalue(), "现场.png")


def test_twenty_acts_of_a_whole_meeting_are_taken_back_one_by_one(window):
    contents = [content(window)]
    for place, act in enumerate(steps(window), 1):
        with window.workspace.write("meeting") as session:
            act(session)
        contents.append(content(window))
        assert contents[-1] != contents[-2], f"step {place} did nothing"
    assert len(contents) == 21
    for n in range(20, 0, -1):
        press("Esc", "Ctrl+Z")
        assert content(window) == contents[n - 1], f"Ctrl+Z after step {n}"
