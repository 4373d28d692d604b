"""The papers of a resolution from its page: which there are now, and making one."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from yishi.gui import printing
from yishi.gui.workspace import Workspace

if TYPE_CHECKING:
    from yishi.services.answers import ResolutionSheet


def of_sheet(sheet: "ResolutionSheet") -> tuple[tuple[str, str], ...]:
    """Return the papers of a resolution that make sense now, as (name, title)."""
    from yishi.documents.catalogue import papers_of

    return tuple((each.name, each.title) for each in papers_of(sheet))


def offer(workspace: Workspace, place: QWidget, resolution_id: str, name: str) -> None:
    """Make a paper of a resolution and offer it in `place`."""
    printing.offer(place, printing.print_resolution(workspace, resolution_id, name))


def offer_visits(workspace: Workspace, place: QWidget, resolution_ids: tuple[str, ...]) -> None:
    """Make the sheets for the way, three a page, and offer them in `place`."""
    printing.offer(place, printing.print_visits(workspace, resolution_ids))
