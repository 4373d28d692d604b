"""督查 as it is used on the spot: keys in, one visible result out, on a real book."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from tests.gui.keyboard import focus, press
from yishi.gui import feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.inspect import InspectPage

DOOR = "修复6幢单元门禁并加语音提示"
BINS = "增设宠物便袋箱8处"
TODAY = date(2026, 5, 18)


@pytest.fixture
def page(window: MainWindow) -> InspectPage:
    """The page with one matter reported as done, messages shown as the program shows them."""
    report(window, DOOR)
    window.go("inspect")
    feedback.install(window.complain)
    found = window.page
    assert isinstance(found, InspectPage)
    return found


def report(window: MainWindow, text: str, *more: str) -> None:
    from yishi.services import loop_events, resolutions

    with window.workspace.write("report_done") as session:
        for line in resolutions.lines(session, TODAY):
            if line.text in (text, *more):
                loop_events.happen(session, line.id, "report_done", by=line.owner, on=TODAY, today=TODAY, actor="杜鹃", text="都装好了")


def state(window: MainWindow, text: str) -> str:
    from yishi.services import resolutions

    with window.workspace.read() as session:
        return next(line.state for line in resolutions.lines(session, TODAY) if line.text == text)


def latest(window: MainWindow, text: str) -> str:
    from yishi.services import resolutions

    with window.workspace.read() as session:
        line = next(line for line in resolutions.lines(session, TODAY) if line.text == text)
        return resolutions.sheet(session, line.id, TODAY).events[-1].text


def words(window: MainWindow) -> str:
    return "".join(strip.label.text() for strip in window.notices.shown)


def test_it_is_reached_from_follow_through_and_leads_back(window: MainWindow) -> None:
    from yishi.gui.pages.follow import FollowPage

    window.go("follow")
    assert isinstance(window.page, FollowPage)
    window.page.bar.view_choice.buttons["inspect"].click()
    page = window.page
    assert isinstance(page, InspectPage)
    assert window.rail.buttons["follow"].isChecked()
    page.back_button.click()
    assert isinstance(window.page, FollowPage)
    assert window.page.bar.view == "list"


def test_what_was_reported_is_listed_with_the_owners_words(page: InspectPage) -> None:
    assert [row.cells[1].text for row in page.visit_table.rows.rows] == [DOOR]
    assert page.side.report_text.text() == "都装好了"
    assert [tick.text() for tick in page.side.ticks] == [DOOR]


def test_a_pass_goes_by_keys_and_a_refusal_interrupts_it(window: MainWindow, page: InspectPage) -> None:
    press("1")
    assert focus() is page.visit_form.situation_box
    press("Ctrl+Return")
    assert "现场情况还空着" in words(window) and state(window, DOOR) == "INSPECTING"
    press("六点到场，门禁好用", "Enter")
    assert focus() is page.visit_form.by_box
    page.visit_form.by_box.setText("孙伟")
    press("Ctrl+Return")
    assert "督查人和责任人不能是同一个人" in words(window) and "YS-L12" in words(window)
    assert page.visit_form.situation_box.toPlainText() == "六点到场，门禁好用"
    page.visit_form.by_box.setText("朱玉梅")
    press("Ctrl+Return")
    assert state(window, DOOR) == "EVALUATING"
    assert words(window) == ""
    assert not page.empty_card.isHidden() and focus() is page.empty_draw_button


def test_a_rectification_says_what_and_until_when(window: MainWindow, page: InspectPage) -> None:
    press("2", "门关不严", "Enter", "调闭门器", "Enter", "3")
    assert page.visit_form.until_label.text() == "个工作日，到5月21日　周四"
    press("Ctrl+Return")
    assert state(window, DOOR) == "RECTIFYING"
    assert latest(window, DOOR) == "门关不严\n1. 调闭门器"


def test_a_rectification_without_a_line_is_refused(window: MainWindow, page: InspectPage) -> None:
    press("2", "门关不严", "Ctrl+Return")
    assert "整改要写明要求" in words(window)
    assert state(window, DOOR) == "INSPECTING"


def test_no_verdict_is_stored_that_nobody_gave(window: MainWindow, page: InspectPage) -> None:
    press("Enter", "看过了", "Ctrl+Return")
    assert "还没有选结论" in words(window)


def test_digits_in_a_field_are_text(page: InspectPage) -> None:
    press("1", "3", "2")
    assert page.visit_form.situation_box.toPlainText() == "32"
    assert page.visit_form.verdict.value == "pass"


def test_what_is_typed_waits_while_another_matter_is_looked_at(window: MainWindow, page: InspectPage) -> None:
    report(window, BINS)
    press("2", "门关不严")
    page.visit_form.later_button.click()
    assert page.visit_form.situation_box.toPlainText() == "" and page.visit_form.verdict.value == ""
    page.visit_form.later_button.click()
    assert page.visit_form.situation_box.toPlainText() == "门关不严" and page.visit_form.verdict.value == "rectify"


def test_the_next_matter_follows_what_was_stored(window: MainWindow, page: InspectPage) -> None:
    report(window, BINS)
    first, second = (row.cells[1].text for row in page.visit_table.rows.rows)
    press("1", "好用", "Ctrl+Return")
    assert state(window, first) == "EVALUATING"
    assert page.visit_form.text_label.text() == second
    assert page.visit_form.situation_box.toPlainText() == ""


def test_a_ticked_list_is_kept_with_the_visit(window: MainWindow, page: InspectPage) -> None:
    page.side.ticks[0].click()
    page.visit_table.setFocus()
    press("1", "好用", "Ctrl+Return")
    assert latest(window, DOOR) == f"好用\n现场看：{DOOR}（√）"


def test_pictures_before_and_after_lie_beside_the_book(window: MainWindow, page: InspectPage, tmp_path: Path) -> None:
    from yishi.services import resolutions

    files = [tmp_path / "前.png", tmp_path / "后.png"]
    for shade, file in enumerate(files):
        Image.new("RGB", (320, 240), (40, 90 + 60 * shade, 60)).save(file)
    page.visit_form.photos.add([files[0]], "before")
    page.visit_form.photos.add([files[1]], "after")
    press("1", "好用", "Ctrl+Return")
    with window.workspace.read() as session:
        line = next(line for line in resolutions.lines(session, TODAY) if line.text == DOOR)
        event = resolutions.sheet(session, line.id, TODAY).events[-1]
    assert event.phases == ("before", "after")
    assert all(window.workspace.kept_file(digest) for digest in event.photos)


def test_a_copied_picture_is_pasted(page: InspectPage) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    QGuiApplication.clipboard().setImage(image)
    page.visit_table.setFocus()
    press("Ctrl+V")
    assert len(page.visit_form.photos.new["after"]) == 1
    page.visit_form.photos.drop_button.click()
    assert not any(page.visit_form.photos.new.values())


def test_a_spot_check_shows_its_seed_and_asks_for_no_verdict(window: MainWindow) -> None:
    window.go("inspect")
    page = window.page
    assert isinstance(page, InspectPage)
    assert not page.empty_card.isHidden()
    page.empty_draw_button.click()
    assert len(page.visits) == 3
    assert page.draw.told_label.text() == "5月18日抽查：6项里抽3项，种子 20260518"
    assert page.visit_form.verdict.isHidden()
    page.visit_table.choose(next(v.line.id for v in page.visits if "5-" in v.line.number))
    press("Enter", "正在装", "Ctrl+Return")
    assert len(page.visits) == 2


def test_the_same_seed_twice_is_refused(window: MainWindow, page: InspectPage) -> None:
    page.draw.draw_button.click()
    page.draw.seed_box.setText("20260518")
    page.draw.draw_button.click()
    assert "种子20260518已经抽过一次了" in words(window)


def test_the_owners_report_is_noted_where_it_is_lacking(window: MainWindow, page: InspectPage) -> None:
    from yishi.gui.pages.follow import FollowPage

    press("2", "门关不严", "Enter", "调闭门器", "Enter", "0", "Ctrl+Return")
    assert [visit.kind for visit in page.visits] == ["rectify"]
    page.visit_form.report_button.click()
    assert isinstance(window.page, FollowPage)
    assert window.page.entry.chosen_event == "report_done"


@pytest.mark.parametrize(("points", "size"), [(10.5, (1366, 728)), (14.0, (1366, 728)), (10.5, (1093, 574))])
def test_the_button_that_stores_is_always_in_sight(
    page: InspectPage, window: MainWindow, points: float, size: tuple[int, int], shown_at: Callable[[float, tuple[int, int]], None]
) -> None:
    shown_at(points, size)
    press("2")
    button = page.visit_form.store_button
    corner = button.mapTo(window, button.rect().bottomRight())
    assert window.rect().contains(corner)
    assert button.width() >= button.sizeHint().width()


@pytest.fixture
def shown_at(window: MainWindow) -> Callable[[float, tuple[int, int]], None]:
    """Show the window at another text size."""
    from PySide6.QtWidgets import QApplication

    from yishi.gui import look, theme

    def show(points: float, size: tuple[int, int]) -> None:
        look.wear(tokens=theme.LIGHT, points=points)
        window.resize(*size)
        for _turn in range(4):
            QApplication.processEvents()

    return show
