"""Where one can go: the places of the rail and those that are reached from another page."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from yishi.gui.page import Page
from yishi.i18n import _


@dataclass(frozen=True)
class Place:
    """A place: key, word on the rail ("" = not there), glyph, where its page is, the rail button it belongs to."""

    key: str
    word: str
    glyph: str
    module: str
    page: str
    tool: bool = False
    under: str = ""

    def exists(self) -> bool:
        """Whether its page is part of this program; a place without a page is not shown."""
        return find_spec(self.module) is not None

    def page_class(self) -> type[Page]:
        """Load the page; only now its services are imported."""
        kind = getattr(import_module(self.module), self.page)
        assert isinstance(kind, type) and issubclass(kind, Page)
        return kind


NUMBERED = {"today": 1, "topics": 2, "meetings": 3, "follow": 4, "people": 5, "documents": 6}  # Ctrl and this digit
_HERE = "yishi.gui.pages"


def places() -> tuple[Place, ...]:
    """Return all places, those of the rail first, in its order."""
    return (
        Place("today", _("今日"), "today", f"{_HERE}.today", "TodayPage"),
        Place("topics", _("议题"), "topic", f"{_HERE}.topics", "TopicsPage"),
        Place("meetings", _("会议"), "meeting", f"{_HERE}.meetings", "MeetingsPage"),
        Place("follow", _("落实"), "follow", f"{_HERE}.follow", "FollowPage"),
        Place("people", _("人员"), "people", f"{_HERE}.people", "PeoplePage"),
        Place("documents", _("资料"), "documents", f"{_HERE}.documents", "DocumentsPage"),
        Place("exchange", _("带出带回"), "exchange", f"{_HERE}.exchange", "ExchangePage", tool=True),
        Place("settings", _("设置"), "settings", f"{_HERE}.settings", "SettingsPage", tool=True),
        Place("room", "", "", f"{_HERE}.meeting_room", "MeetingRoomPage", under="meetings"),
        Place("teahouse", "", "", f"{_HERE}.teahouse", "TeahousePage", under="meetings"),
        Place("inspect", "", "", f"{_HERE}.inspect", "InspectPage", under="follow"),
        Place("evaluate", "", "", f"{_HERE}.evaluate", "EvaluatePage", under="follow"),
        Place("figures", "", "", f"{_HERE}.figures", "FiguresPage", under="documents"),
        Place("ledgers", "", "", f"{_HERE}.ledgers", "LedgersPage", under="documents"),
        Place("postings", "", "", f"{_HERE}.postings", "PostingsPage", under="documents"),
        Place("micro_project", "", "", f"{_HERE}.micro_project", "MicroProjectPage", under="documents"),
        Place("covenants", "", "", f"{_HERE}.covenants", "CovenantsPage", under="documents"),
        Place("papers", "", "", f"{_HERE}.papers", "PapersPage", under="documents"),
        Place("missing_papers", "", "", f"{_HERE}.missing_papers", "MissingPapersPage", under="documents"),
        Place("scans", "", "", f"{_HERE}.scans", "ScansPage", under="documents"),
        Place("attendance", "", "", f"{_HERE}.attendance", "AttendancePage", under="people"),
        Place("handover", "", "", f"{_HERE}.handover", "HandoverPage", under="people"),
        Place("search", "", "", f"{_HERE}.search", "SearchPage"),
        Place("first_run", "", "", f"{_HERE}.first_run", "FirstRunPage"),
        Place("rescue", "", "", f"{_HERE}.rescue", "RescuePage"),
        Place("help", "", "", "yishi.gui.help_page", "HelpPage"),
    )
