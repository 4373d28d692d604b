"""监票人、计票人: who watched a ballot and who counted it."""

from PySide6.QtWidgets import QWidget

from yishi.domain.marker import N_
from yishi.gui import forms
from yishi.gui.ime import Candidate, NameBox
from yishi.gui.pages import roster
from yishi.gui.pages.vote_figures import into
from yishi.gui.workspace import Workspace
from yishi.services.answers import MeetingSheet

DUTIES = (N_("监票人"), N_("计票人"))  # as the book has them, in every language


class TellerRow(QWidget):
    """Who watched and who counted; the names of the last ballot are filled in."""

    watcher_box: NameBox
    counter_box: NameBox

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        forms.wear(self, "vote_tellers")
        self.watcher_box.picked.connect(lambda _name: into(self.counter_box))

    def set_people(self, people: list[Candidate]) -> None:
        """Say who may be meant."""
        for box in (self.watcher_box, self.counter_box):
            box.set_people(people)

    def offer(self, sheet: MeetingSheet | None) -> None:
        """Offer those on the sheet; the ones of the last ballot are likely again."""
        from yishi.gui.pages.room_lists import candidate

        lines, known = sheet.attendees if sheet else (), roster.keys_by_name(self.workspace)
        here = [line for line in lines if line.mark in ("present", "proxy", "observer")]
        self.set_people([candidate(line.name, line.unit, "", known.get(line.name, ())) for line in here])
        if not self.tellers():
            last = [m.tellers for m in sheet.motions if m.tellers] if sheet else []
            self.show_tellers(last[-1] if last else ())

    def tellers(self) -> tuple[tuple[str, str], ...]:
        """Return (duty, name) of those who are named."""
        named = zip(DUTIES, (self.watcher_box.text().strip(), self.counter_box.text().strip()), strict=True)
        return tuple((duty, name) for duty, name in named if name)

    def show_tellers(self, tellers: tuple[tuple[str, str], ...]) -> None:
        """Fill in these names."""
        names = dict(tellers)
        for box, duty in ((self.watcher_box, DUTIES[0]), (self.counter_box, DUTIES[1])):
            box.set_name(names.get(duty, ""))
