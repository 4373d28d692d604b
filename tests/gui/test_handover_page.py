"""An officer leaves: by keys from the roster to the paper that three sign, and back by one key."""

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.handover import HandoverPage
from yishi.gui.pages.people import PeoplePage
from yishi.services import bodies, handovers, kinship, people, pool, resolutions, topics


@pytest.fixture
def page(window: MainWindow) -> HandoverPage:
    """孙伟 leaves; he owns what is open in the sample, and 朱玉梅 watches over a part of it."""
    with window.workspace.read() as session:
        leaver = people.find(session, "孙伟")
    window.go("handover", leaver)
    shown = window.page
    assert isinstance(shown, HandoverPage)
    return shown


def owners(page: HandoverPage) -> list[str]:
    with page.workspace.read() as session:
        return sorted(line.owner for line in resolutions.attention(session, page.workspace.today))


def promises(page: HandoverPage) -> list[str]:
    return [row.cells[1].text for row in page.table.rows.rows if row.ref[0] == "promise"]


def test_what_is_promised_is_listed_and_ticked_and_the_focus_waits_for_who_takes_over(page: HandoverPage) -> None:
    assert len(promises(page)) == 3 and all(row.cells[0].box for row in page.table.rows.rows)
    assert focus() is page.successor_box and page.count.text() == "勾上3件"


def test_the_whole_way_by_keys_is_one_action_and_one_undo(page: HandoverPage) -> None:
    before = owners(page)
    press("gehui", "Enter", "Enter", "heli", "Enter", "钥匙在门卫室", "Enter")
    assert focus() is page.table
    press("Ctrl+Enter")
    assert owners(page).count("葛慧") == before.count("孙伟") == 3 and "孙伟" not in owners(page)
    with page.workspace.read() as session:
        assert [(one, other) for one, other, _day in handovers.latest(session)] == [("孙伟", "葛慧")]
    assert page.saved_place.isVisible() and focus().objectName() == "done_print_button"
    press("Ctrl+Z")
    assert owners(page) == before and not page.saved_place.isVisible() and len(promises(page)) == 3
    assert focus() is page.leaver_box


def test_topics_he_sees_to_stand_beside_the_promises_and_go_over_with_them(page: HandoverPage) -> None:
    with page.workspace.write("topic") as session:
        id_ = pool.capture(session, "门禁坏了", who="何丽", on=page.workspace.today, handler="孙伟")
    assert page.count.text() == "勾上4件"
    row = next(row for row in page.table.rows.rows if row.ref == ("matter", id_))
    assert row.cells[0].box and "何丽" in row.cells[1].sub and row.cells[2].text == "经办"
    press("gehui", "Enter", "Enter", "Enter", "Enter", "Ctrl+Enter")
    with page.workspace.read() as session:
        assert topics.sheet(session, id_, page.workspace.today).entry.handler == "葛慧"
    press("Ctrl+Z")
    with page.workspace.read() as session:
        assert topics.sheet(session, id_, page.workspace.today).entry.handler == "孙伟"


def test_space_takes_a_tick_away_and_that_one_stays_with_who_had_it(page: HandoverPage) -> None:
    press("gehui", "Enter", "Enter", "Enter", "Enter")
    press("Space")
    assert page.count.text() == "勾上2件"
    press("Ctrl+Enter")
    assert owners(page).count("孙伟") == 1 and owners(page).count("葛慧") == 2


def test_rows_that_ctrl_f_hides_go_over_too_as_they_are_counted(page: HandoverPage, window: MainWindow) -> None:
    press("孟繁星", "Enter")
    page.table.setFocus()
    press("Ctrl+F", "消防", "Tab")
    assert len(page.table.rows.rows) == 1 and page.count.text() == "勾上3件"
    press("Ctrl+Enter")
    assert "孙伟" not in owners(page)


def test_a_supervisor_does_not_become_the_owner_the_rule_is_told_and_the_journey_goes_on(page: HandoverPage, qtbot: QtBot) -> None:
    before = owners(page)
    press("zhuyumei", "Enter")
    told = [row.cells[1].sub for row in page.table.rows.rows if row.cells[1].sub_kind == "red"]
    assert told == ["督查人和责任人不能是同一个人（朱玉梅）。"]
    with qtbot.captureExceptions() as errors:
        press("Ctrl+Enter")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-L12" and "翠议" in errors[0][1].message
    assert owners(page) == before and len(promises(page)) == 3
    place = next(n for n, row in enumerate(page.table.rows.rows) if row.cells[1].sub_kind == "red")
    page.table.setFocus()
    page.table.selectRow(place)
    press("Space", "Ctrl+Enter")
    assert owners(page).count("朱玉梅") == 2 and owners(page).count("孙伟") == 1


def test_a_near_relative_of_the_supervisor_is_refused_too(page: HandoverPage, qtbot: QtBot) -> None:
    with page.workspace.write("person") as session:
        kinship.note(session, people.find(session, "葛慧"), people.find(session, "朱玉梅"), "姐妹")
    before = owners(page)
    press("gehui", "Enter")
    with qtbot.captureExceptions() as errors:
        press("Ctrl+Enter")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-L46" and "近亲属" in errors[0][1].message
    assert owners(page) == before


def test_without_a_successor_of_the_roster_it_is_asked_for(page: HandoverPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    with qtbot.captureExceptions() as errors:
        press("Ctrl+Enter")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-M78" and focus() is page.successor_box


def test_a_day_that_cannot_be_read_or_is_still_to_come_changes_nothing(page: HandoverPage, qtbot: QtBot) -> None:
    before = owners(page)
    press("gehui", "Enter")
    for typed, code in (("某天", "YS-T01"), ("2026-6-30", "YS-M73")):
        page.day_box.set_name(typed)
        with qtbot.captureExceptions() as errors:
            press("Ctrl+Enter")
        assert errors[0][1].code == code  # type: ignore[attr-defined]
    assert owners(page) == before


def test_a_post_goes_over_with_its_tick(page: HandoverPage) -> None:
    with page.workspace.write("person") as session:
        bodies.join(session, people.find(session, "孙伟"), "物业服务中心", "经理")
    press("gehui", "Enter", "Ctrl+Enter")
    with page.workspace.read() as session:
        held = bodies.of_person(session, people.find(session, "葛慧"))
    assert [(line.body, line.post, line.starts_on) for line in held][-1] == ("物业服务中心", "经理", page.workspace.today)


def test_two_of_one_name_are_told_and_nothing_is_ticked_by_itself(page: HandoverPage) -> None:
    with page.workspace.write("person") as session:
        people.add(session, "孙伟", unit="9幢")
    assert "也叫孙伟" in page.told.text() and not any(row.cells[0].box for row in page.table.rows.rows)
    page.table.setFocus()
    press("Space")
    assert page.count.text() == "勾上1件"


def test_the_paper_is_made_for_who_leaves(page: HandoverPage) -> None:
    press("gehui", "Enter", "Ctrl+Enter", "Ctrl+P")
    assert page.saved_place.isVisible()


def test_when_a_membership_ends_and_something_is_still_in_hand_the_roster_offers_to_hand_it_over(window: MainWindow) -> None:
    with window.workspace.write("person") as session:
        bodies.join(session, people.find(session, "孙伟"), "物业服务中心", "经理")
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    press("sunwei", "Down")
    shown.bodies.bodies_table.setFocus()
    press("Space", "5.10", "Enter")
    assert shown.strip_place.isVisible()
    shown.findChild(type(shown.add_button), "offer_handover_button").click()
    assert window.here == "handover" and window.page.leaver_box.text() == "孙伟"  # type: ignore[union-attr]


def test_esc_leads_back_to_the_roster_with_who_leaves_chosen(page: HandoverPage, window: MainWindow) -> None:
    press("Esc")
    assert window.here == "people" and window.page.chosen.name == "孙伟"  # type: ignore[union-attr]
