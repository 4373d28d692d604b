"""All minutes of a year as files: one each, one bad meeting keeps nobody else's, and a hundred take no more room than ten."""

import tracemalloc
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import press
from yishi import paths
from yishi.documents.manner import Manner
from yishi.domain.records import Meeting, PrintedPage
from yishi.gui import paper_making, printing
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.missing_papers import MissingPapersPage
from yishi.gui.paper_job import Outcome, PaperJob
from yishi.gui.paper_making import Piece, Wish
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.services import room
from yishi.services.living import one, rows

SAID = "村口到小学的路灯坏了四盏，孩子下晚自习回来要打手电，老人晚上不敢出门，请尽快修好。"


def hold(workspace: Workspace, count: int, year: int = 2025) -> list[str]:
    """Hold so many small meetings in a year."""
    made = []
    with workspace.write("x") as session:
        for n in range(count):
            start = f"{year}-{n % 12 + 1:02d}-{n % 28 + 1:02d}T19:00"
            meeting = room.open_meeting(session, "bench", f"第{n + 1}次碰头：路灯/排水", "村口", start, host="孟繁星", recorder="杜鹃")
            room.add_agenda(session, meeting, "修路灯")
            for name in ("陈立群", "朱玉梅", "马骁"):
                room.sign_in(session, meeting, name)
                room.speak(session, meeting, 1, name, SAID)
            room.close_meeting(session, meeting, f"{start[:10]}T20:30")
            made.append(meeting)
    return made


@pytest.fixture
def page(window: MainWindow) -> MissingPapersPage:
    window.go("missing_papers")
    assert isinstance(window.page, MissingPapersPage)
    return window.page


def choose_year(page: MissingPapersPage, year: int) -> None:
    page.reload()
    page.years.buttons[str(year)].click()


def folder(name: str) -> Path:
    return paths.home() / printing.FOLDER / name


def told(page: MissingPapersPage) -> str:
    return "".join(strip.label.text() for strip in page.year_papers.told.findChildren(Strip))


def wait(page: MissingPapersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.year_papers.job is not None and not page.year_papers.job.running, timeout=60_000)


def test_every_meeting_of_the_year_becomes_a_file_of_its_own(page: MissingPapersPage, qtbot: QtBot) -> None:
    hold(page.workspace, 12)
    hold(page.workspace, 1, 2024)
    choose_year(page, 2025)
    page.year_papers.save_button.setFocus()
    press("Enter")
    wait(page, qtbot)
    files = sorted(folder("2025年会议纪要").glob("*.pdf"))
    assert len(files) == 12 and all(file.name.endswith("-会议纪要.pdf") for file in files)
    assert any("第3次碰头：路灯_排水" in file.name for file in files), "a title is no path"
    assert len({file.read_bytes() for file in files}) == 12
    assert "存好了12份，都在“2025年会议纪要”里" in told(page)
    assert any(b.objectName() == "year_folder_button" and b.isVisible() for b in page.year_papers.told.findChildren(Button))
    with page.workspace.read() as session:
        assert len({p.about_id for p in rows(session, PrintedPage)}) == 12  # their codes are known when they come back


def test_one_bad_meeting_is_named_and_keeps_nobody_elses_minutes(page: MissingPapersPage, qtbot: QtBot) -> None:
    held = hold(page.workspace, 8)
    with page.workspace.write("x") as session:
        one(session, Meeting, held[2]).title = "有个印不出的字\ue123"
    choose_year(page, 2025)
    page.year_papers.begin()
    wait(page, qtbot)
    assert len(list(folder("2025年会议纪要").glob("*.pdf"))) == 7
    words = told(page)
    assert "存好了7份" in words and "有个印不出的字" in words and "YS-P01" in words


def test_a_bug_of_ours_in_one_paper_keeps_the_others_no_more_than_a_bad_meeting(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    held = hold(workspace, 2)
    ended: list[Outcome] = []
    asked = [Piece("minutes", "会议纪要", "MeetingSheet", (id_,), id_) for id_ in held]
    asked.insert(1, Piece("no-such-paper", "没有的纸", "MeetingSheet", (held[0],), "坏的"))
    job = PaperJob(workspace, asked, Wish(Manner()), paper_making.save_into(tmp_path / "out"), steady=True)
    job.ended.connect(ended.append)
    job.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    (piece, refusal) = ended[0].refused[0]
    assert len(ended[0].done) == 2 and piece.of == "坏的" and refusal.code.startswith("YS-Z")


def test_another_paper_can_be_chosen_and_two_of_one_name_are_both_kept(page: MissingPapersPage, qtbot: QtBot) -> None:
    held = hold(page.workspace, 2)
    with page.workspace.write("x") as session:  # as when two copies of a book were put together
        first, second = one(session, Meeting, held[0]), one(session, Meeting, held[1])
        second.number, second.title = first.number, first.title
    choose_year(page, 2025)
    page.year_papers.paper_choice.choose("sign-in")
    page.year_papers.begin()
    wait(page, qtbot)
    names = sorted(file.stem for file in folder("2025年签到表").glob("*.pdf"))
    assert len(names) == 2 and names[1] == f"{names[0]}（2）"


def test_stopping_keeps_what_is_saved_and_says_how_much(page: MissingPapersPage, qtbot: QtBot) -> None:
    hold(page.workspace, 10)
    choose_year(page, 2025)
    page.year_papers.begin()
    job = page.year_papers.job
    assert job is not None and not page.may_leave() and "取消" in told(page)
    assert any(b.objectName() == "year_stop_button" and b.hasFocus() for b in page.year_papers.told.findChildren(Button))
    job.moved.connect(lambda done, _title: page.year_papers.stop() if done == 3 else None)
    wait(page, qtbot)
    assert page.may_leave() and "停下了。3份已经存好" in told(page)
    assert len(list(folder("2025年会议纪要").glob("*.pdf"))) == 3


def test_a_year_without_meetings_says_so(page: MissingPapersPage) -> None:
    page.year_papers.offer("2019")
    page.year_papers.begin()
    assert "还没有开过会" in told(page) and page.year_papers.job is None


def test_sixty_minutes_take_hardly_more_room_than_twenty(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    held = hold(workspace, 60)

    def peak(ids: list[str], into: str) -> int:
        ended: list[Outcome] = []
        asked = [Piece("minutes", "会议纪要", "MeetingSheet", (id_,), id_) for id_ in ids]
        job = PaperJob(workspace, asked, Wish(Manner()), paper_making.save_into(tmp_path / into))
        job.ended.connect(ended.append)
        tracemalloc.start()
        try:
            job.start()
            qtbot.waitUntil(lambda: bool(ended), timeout=120_000)
            assert len(ended[0].done) == len(ids) and len(list((tmp_path / into).iterdir())) == len(ids)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(held[:2], "warm")  # faces and modules are loaded once
    few = peak(held[:20], "few")
    assert peak(held, "many") < 2 * few  # kept whole they would take three times as much
