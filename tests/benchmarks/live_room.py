"""Workload `live-room`: what one key costs in the live room of a very big meeting: 300 people, 60 items, 2,000 speeches.

The whole way of a key is measured: pressed, saved, read again, shown. There is no reference program: the goal is a time in
which nobody notices a wait.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import Case, wall

PEOPLE, ITEMS, SPEECHES, LONG_ITEM = 300, 60, 2000, 500
TURNS = 5
TODAY = date(2026, 6, 15)


def fill(session: Any) -> str:
    """Write the big meeting and return its id; its first item alone has LONG_ITEM speeches."""
    from yishi.domain.records import AgendaItem, Attendance, Person, Speech
    from yishi.services import communities, room
    from yishi.store.writing import add_many

    community = communities.mine(session).id
    meeting = room.open_meeting(session, "teahouse", "全村大会", "晒谷场", "2026-06-15T08:00", recorder=worked.ACTOR)
    names = [worked.SURNAMES[n % 30] + worked.GIVEN[n // 30 * 3 % 30] + worked.SURNAMES[n // 90] for n in range(PEOPLE)]
    people = [{"community_id": community, "name": name, "unit": f"{n % 12 + 1}组", "phone": f"1390000{n:04}"}
              for n, name in enumerate(names)]  # fmt: skip
    ids = [Person.id_for(community, each["name"], each["unit"]) for each in people]
    add_many(session, Person, [{**each, "id": id_} for each, id_ in zip(people, ids, strict=True)])
    signed = [{"id": Attendance.id_for(meeting, id_), "meeting_id": meeting, "person_id": id_, "mark": "present", "position": n,
               "name": each["name"], "unit": each["unit"], "phone": each["phone"]}
              for n, (id_, each) in enumerate(zip(ids, people, strict=True), 1)]  # fmt: skip
    add_many(session, Attendance, signed)
    items = add_many(session, AgendaItem, [
        {"meeting_id": meeting, "position": n, "title": f"{worked.TOPICS[n % len(worked.TOPICS)]}（第{n}项）"} for n in range(1, ITEMS + 1)
    ])  # fmt: skip
    rest = ITEMS - 1
    said = [{"meeting_id": meeting, "agenda_item_id": items[0 if n < LONG_ITEM else 1 + n % rest], "position": n + 1,
             "at": f"{8 + n // 250:02}:{n % 250 // 5:02}", "speaker": names[n * 7 % PEOPLE], "stance": ("", "赞成", "反对")[n % 3],
             "text": worked.SPEECHES[n % len(worked.SPEECHES)] * (1 + n % 3)} for n in range(SPEECHES)]  # fmt: skip
    add_many(session, Speech, said)
    return meeting


def cases(folder: Path, scale: str) -> list[Case]:
    """Return one measurement for each key of the room."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from yishi.gui import application
    from yishi.gui.main_window import MainWindow
    from yishi.gui.pages.meeting_room import MeetingRoomPage
    from yishi.gui.workspace import Workspace
    from yishi.services import communities
    from yishi.store.book import Book

    path = folder / "room.yishi"
    path.unlink(missing_ok=True)
    with Book.open(path, home=worked.home(folder), create=True) as book, book.write(worked.ACTOR, "init") as session:
        communities.found(session, "village", worked.NAME, worked.ABBR)
    app = QApplication.instance() or application.make_application()
    workspace = Workspace(str(path), today=TODAY, actor=worked.ACTOR)
    workspace.open()
    with workspace.write("open_meeting") as session:
        meeting = fill(session)
    window = MainWindow(workspace)
    window.resize(1366, 728)
    window.show()
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    none, alt, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

    def press(key: Any, held: Any = none) -> None:
        QTest.keyClick(QApplication.focusWidget() or page, key, held)
        for _turn in range(3):
            app.processEvents()

    def case(name: str, key: Any, held: Any = none, before: Callable[[], object] = lambda: None) -> Case:
        def product() -> float:
            took = []
            for _turn in range(TURNS):
                before()
                took.append(wall(lambda: press(key, held)))
            return sorted(took)[TURNS // 2]

        return Case("live-room", name, product, goal="≤ 100 ms")

    def home() -> None:
        page.choose_topic(page.sheet.agenda[0].id if page.sheet else "")
        press(Qt.Key.Key_Escape)

    def typed() -> None:
        press(Qt.Key.Key_3, alt)
        page.speech_box.setPlainText("这件事我同意，先把路灯装上。")

    home()
    key = Qt.Key
    return [
        case("Enter: a speech in the long item", key.Key_Return, before=typed),
        case("Ctrl+Z: it is taken back", key.Key_Z, ctrl),
        case("Alt+5: who speaks", key.Key_5, alt),
        case("Alt+↓: from the long item", key.Key_Down, alt, home),
        case("Alt+↑: into the long item", key.Key_Up, alt, lambda: (home(), press(key.Key_Down, alt))),
        case("F8: vote", key.Key_F8, before=home),
        case("F9: resolution", key.Key_F9, before=home),
        case("F4: sign in", key.Key_F4, before=home),
        case("a letter in the sign-in box", key.Key_W, before=lambda: (home(), press(key.Key_F4))),
        case("Esc", key.Key_Escape, before=lambda: press(key.Key_F8)),
        case("a letter in the speech box", key.Key_A, before=lambda: page.speech_box.setFocus()),
    ]
