"""公示登记 in the window: what happens to a paper on the wall, photos, posting anew, objections and answers."""

from pathlib import Path

import pytest
from PIL import Image

from tests.gui.keyboard import press
from yishi.domain.records import Meeting, Posting
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.documents import DocumentsPage
from yishi.gui.pages.postings import PostingsPage
from yishi.gui.widgets import Strip
from yishi.services import resolutions
from yishi.services.living import one, rows

pytestmark = pytest.mark.usefixtures("hearing")


@pytest.fixture
def postings(window: MainWindow) -> PostingsPage:
    window.go("postings")
    page = window.page
    assert isinstance(page, PostingsPage)
    page.posting_table.setFocus()
    return page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "wall.jpg"
    Image.new("RGB", (640, 480), (90, 120, 150)).save(file)
    return file


def told(page) -> str:
    return "\n".join(strip.label.text() for strip in page.window().findChildren(Strip) if strip.isVisible())


def chip(page) -> str:
    return page.posting_table.rows.rows[0].cells[0].text


def words(page) -> list[str]:
    return [moment.word for moment in page.timeline.moments]


def marks(page) -> list[str]:
    return [word for word in words(page) if word in ("贴出", "撕毁", "补贴", "取下")]


def write(page, place: str, day: str, act: str) -> None:
    page.posting_table.setFocus()
    press(act, day, "Enter")
    page.entry.place_box.selectAll()
    press(place, "Enter", "杜鹃", "Enter")


def test_the_documents_lead_to_the_postings_by_keys(window):
    press("Ctrl+6")
    assert isinstance(window.page, DocumentsPage)
    while window.page.shelves_table.chosen_ref() != "postings":
        press("Down")
    press("Enter")
    assert isinstance(window.page, PostingsPage)


def test_a_posting_says_its_days_as_its_paper_does(postings):
    assert chip(postings) == "没登记"
    assert "2026年4月27日至5月6日（7日，末日逢假顺延）" in postings.period_label.text()
    assert "缺贴出照片、取下照片" in postings.posting_table.rows.rows[0].cells[1].sub


def test_a_paper_goes_up_and_comes_down_by_keys_and_a_refusal_in_between_keeps_what_was_typed(postings):
    press("1", "4-20", "Enter")
    postings.entry.place_box.selectAll()
    press("居务公开栏", "Enter", "杜鹃", "Enter")
    assert "公示从2026-04-27起" in told(postings)
    assert chip(postings) == "没登记" and postings.entry.place_box.text() == "居务公开栏" and postings.entry.by_box.text() == "杜鹃"
    postings.entry.focus_first()
    press("4-27", "Ctrl+Enter")
    assert marks(postings) == ["贴出"]
    write(postings, "居务公开栏", "5-7", "4")
    assert marks(postings) == ["贴出", "取下"] and chip(postings) == "期满"
    press("Ctrl+Z")
    assert marks(postings) == ["贴出"] and chip(postings) == "该取下了"


def test_a_photo_is_kept_with_the_mark_and_the_missing_one_is_named(postings, photo):
    postings.entry.photo_button.take(photo)
    write(postings, "居务公开栏", "4-27", "1")
    assert postings.timeline.moments[0].paper == "照片"
    assert postings.views["up"].shot.file.exists() and postings.views["down"].shot is None
    assert "还缺取下照片" in told(postings) and "贴出照片" not in told(postings)
    assert postings.entry.photo_button.picture is None


def test_what_was_taken_down_early_is_posted_anew(postings):
    write(postings, "居务公开栏", "4-27", "1")
    write(postings, "居务公开栏", "4-29", "4")
    assert chip(postings) == "少贴 4天" and "只贴了3天，要重新公布" in told(postings)
    assert postings.entry.act == "repeat"
    press("Enter", "5-12", "Enter")
    assert "5月12日" in postings.period_label.text() and "重新公布" not in told(postings) and chip(postings) == "没登记"
    press("Ctrl+Z")
    assert chip(postings) == "少贴 4天"


@pytest.fixture
def running(window: MainWindow) -> MainWindow:
    """The second meeting's results hang on the wall since today."""
    workspace = window.workspace
    with workspace.write("edit") as session:
        meeting = next(m for m in rows(session, Meeting) if m.number == "BD-2026-05")
        session.add(Posting(meeting_id=meeting.id, kind="decision", starts_on=workspace.today, natural_days=7,
                            ends_on=workspace.today.replace(day=25), places='["居务公开栏"]'))  # fmt: skip
    return window


def test_an_objection_has_a_day_by_which_it_is_answered_and_then_an_answer(running):
    running.go("postings")
    page = running.page
    page.posting_table.choose(page.posting_table.rows.rows[0].ref)
    page.posting_table.setFocus()
    press("5", "今天", "Enter", "秦守业", "Enter", "Ctrl+Enter")
    assert "异议要写明内容" in told(page) and words(page) == [] and page.entry.by_box.text() == "秦守业"
    page.entry.text_box.setFocus()
    press("便袋箱不要放在幼儿园门口。", "Enter")
    assert words(page) == ["异议　秦守业"] and "前要答复" in page.timeline.moments[0].text
    page.posting_table.setFocus()
    press("6", "今天", "Enter", "杜鹃", "Enter", "改放在东门岗亭旁。", "Enter")
    assert words(page) == ["异议　秦守业", "答复"] and page.timeline.moments[1].text == "改放在东门岗亭旁。"
    press("Ctrl+Z")
    assert words(page) == ["异议　秦守业"]


def test_the_paper_is_printed_from_the_page(postings, tmp_path, monkeypatch):
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    press("Ctrl+P")
    assert list((tmp_path / "打印").glob("*决议公示.pdf")) and "决议公示做好了" in told(postings)


def test_only_what_hangs_is_shown_when_asked_and_an_empty_choice_says_so(postings):
    postings.show_choice.buttons["up"].click()
    assert postings.list_empty.isVisible() and "这一类里没有公示" in postings.list_empty.label.text()
    assert not postings.detail_card.isVisible()
    postings.show_choice.buttons["todo"].click()
    assert postings.posting_table.isVisible()


def test_a_book_without_postings_says_how_they_come(window):
    with window.workspace.write("edit") as session:
        for posting in rows(session, Posting):
            one(session, Posting, posting.id).deleted = True
    window.go("postings")
    assert "还没有公示" in window.page.list_empty.label.text()
    press("Enter")
    assert window.here == "follow"


def test_what_may_be_objected_to_are_the_resolutions_of_the_meeting(running):
    running.go("postings")
    with running.workspace.read() as session:
        wanted = {line.id for line in resolutions.lines(session, running.workspace.today) if line.meeting == "BD-2026-05"}
    assert {value for value, _word in running.page.entry.matter.choices} == wanted
