"""The working days and deadlines of the place, for what is typed in the window: the book is asked each time it matters."""

from typing import TYPE_CHECKING

from yishi.gui.workspace import Workspace

if TYPE_CHECKING:
    from yishi.domain.transitions import Deadlines
    from yishi.domain.workdays import WorkCalendar


def calendar(workspace: Workspace) -> "WorkCalendar":
    """Return the working days in force in the open book, the days that the place has entered over the shipped ones."""
    from yishi.services import dossier

    with workspace.read() as session:
        return dossier.calendar(session)


def deadlines(workspace: Workspace) -> "Deadlines":
    """Return the deadlines in force in the open book, in working days or natural ones as each is named."""
    from yishi.services import place_rules

    with workspace.read() as session:
        return place_rules.deadlines(session)
