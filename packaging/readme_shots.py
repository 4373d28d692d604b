"""The two pictures of the README: 今日 of the sample with every light, and a live meeting in the middle of a decision."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from yishi import paths
from yishi.gui import application
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.workspace import Workspace

if TYPE_CHECKING:
    from PIL import Image

DAY = date(2026, 6, 5)  # a day on which the sample has red, yellow, green and done
CLOCK = datetime(2026, 6, 5, 19, 41, 12)
_MINUTES = (6, 9, 14, 18, 22, 27, 31, 36)
_STANCES = {"赞成治理": "赞成", "反对改绿地": "反对", "列席说明": "情况说明"}
LARGEST = 150_000  # bytes


class Evening(Workspace):
    """A workspace whose clock stands still."""

    def now(self) -> datetime:
        return CLOCK


def take(book: str, out: Path, settle: Callable[[QApplication], None], app: QApplication) -> None:
    """Open the sample `book`, hold a meeting in it, and save today.png and room.png into the folder `out`."""
    workspace = Evening(book, today=DAY, actor="杜鹃")
    window = MainWindow(workspace)
    window.resize(1366, 728)
    window.show()
    application.start(window)
    window.activateWindow()
    settle(app)
    save(window, out / "today.png")
    assert workspace.book is not None
    workspace.book.now = lambda: int(CLOCK.timestamp() * 1000)
    window.go("room", hold(workspace))
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    decide(page)
    settle(app)
    save(window, out / "room.png")
    window.close()


def hold(workspace: Workspace) -> str:
    """Begin the meeting of the sample's script anew, up to the second decision; return its id."""
    from yishi.services import room, voting

    script: dict[str, Any] = json.loads(paths.resource("sample", "urban.json").read_text(encoding="utf-8"))["meetings"][0]
    with workspace.write("open_meeting") as session:
        meeting = room.open_meeting(session, "bench", script["title"], script["place"], f"{DAY}T19:00", script["host"], "杜鹃")
        for item in script["agenda"]:
            room.add_agenda(session, meeting, item["title"], item["category"], item["source"], item["proposer"],
                            item["statutory_flag"])  # fmt: skip
        for person in script["participants"]:
            room.sign_in(session, meeting, person["name"], person["role"], unit=person["building_or_group"])
        for person in script["absent"]:
            room.sign_in(session, meeting, person["name"], mark="absent", reason=person["reason"])
    for minute, speech in zip(_MINUTES, script["speeches"], strict=False):
        stance = _STANCES.get(speech["stance"], speech["stance"])
        with workspace.write("speech", words=f"记下“{speech['text'][:12]}…”") as session:
            room.speak(session, meeting, 1, speech["speaker"], speech["text"], stance, f"19:{minute:02}")
    first = script["votes"][0]
    with workspace.write("vote", words="记下第1项的表决") as session:
        voting.record(session, meeting, 1, first["motion"], first["rule"], first["method"], 11, 0, 0)
    return meeting


def decide(page: MeetingRoomPage) -> None:
    """Type half of the next speech, the second vote and its resolution."""
    page.speak_as("林嘉怡")
    page.speech_box.setPlainText("骑手临时停靠能不能给10分钟")
    page.speech_box.moveCursor(page.speech_box.textCursor().MoveOperation.End)
    page.vote.motion_box.setPlainText("制定《梧桐里文明停车公约（试行）》：三次书面提醒后暂停车牌自动识别，骑手临停10分钟。")
    page.vote.for_box.setText("8")
    page.vote.against_box.setText("2")
    page.vote._count()
    page.resolution.resolution_box.setPlainText("制定并试行《梧桐里文明停车公约》")
    card = page.resolution
    for box, text in ((card.owner_box, "陈立群"), (card.supervisor_box, "诸葛平"), (card.due_box, "7月10日")):
        box.set_name(text)
    card._show_deadline()
    page.speech_box.setFocus()


def save(window: QWidget, file: Path) -> None:
    """Save what the window shows, small enough for a README."""
    from PIL import Image

    window.grab().save(str(file))
    with Image.open(file) as picture:
        whole = picture.convert("RGB")
    whole.save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        fewer_colours(whole).save(file, optimize=True)
    print(f"{file}: {file.stat().st_size // 1000} kB")


def fewer_colours(picture: "Image.Image") -> "Image.Image":
    """Return the picture with 256 colours: grounds and inks exactly as they are, the shades between them nearly so."""
    from PIL import Image

    counts = sorted(((count, colour) for count, colour in picture.getcolors(picture.width * picture.height)), reverse=True)
    between = picture.quantize(96, Image.Quantize.MAXCOVERAGE).convert("RGB").getcolors()
    chosen = list(dict.fromkeys([colour for _count, colour in counts[:160]] + [colour for _count, colour in between]))
    place = {colour: n for n, colour in enumerate(chosen)}
    for _count, colour in counts:
        if colour not in place:
            place[colour] = min(range(len(chosen)), key=lambda n, c=colour: sum((a - b) ** 2 for a, b in zip(c, chosen[n], strict=True)))
    fewer = Image.new("P", picture.size)
    fewer.putpalette([part for colour in chosen for part in colour])
    fewer.putdata([place[colour] for colour in picture.getdata()])
    return fewer
