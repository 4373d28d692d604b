"""Ctrl+Z where later work stands on a step: it says what stands in the way, and who did it."""

from yishi.gui.workspace import Workspace
from yishi.services import people, room


def test_what_somebody_else_changed_since_is_named_with_the_way_on(workspace: Workspace) -> None:
    with workspace.write("person") as session:
        id_ = people.find(session, "孙伟")
        people.change(session, id_, unit="3幢")
    workspace.actor = "何丽"
    with workspace.write("sign_in") as session:
        people.change(session, id_, unit="5幢")
    workspace.actor = "杜鹃"
    told = workspace.undo()
    assert told == "“改人员”之后何丽又改了同一处（签到），要先请何丽撤那一步，或者直接改。"
    workspace.actor = "何丽"
    workspace.undo()
    workspace.actor = "杜鹃"
    assert workspace.undo().startswith("已撤销")


def test_somebody_added_who_is_on_a_sheet_since_stays_and_that_is_said(workspace: Workspace) -> None:
    with workspace.write("open_meeting") as session:
        meeting = room.open_meeting(session, "bench", "小板凳会商", "长廊", "2026-05-18T00:00")
    with workspace.write("person") as session:
        people.add(session, "王建国")
    workspace.actor = "何丽"
    with workspace.write("sign_in") as session:
        room.sign_in(session, meeting, "王建国")
    workspace.actor = "杜鹃"
    assert "何丽" in workspace.undo() and "签到" in workspace.undo()
