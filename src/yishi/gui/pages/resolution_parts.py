"""What there is to see of one resolution below its progress bar: its life, steps, deadlines, pictures, offers, whistles, papers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from yishi.gui.layout import clear, column
from yishi.gui.pages import deadline_history, life, loop_papers
from yishi.gui.pages.claim_list import ClaimList
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.filed_under import FiledUnder
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.pages.milestone_list import MilestoneList
from yishi.gui.pages.photo_shelf import PhotoShelf, shots_of
from yishi.gui.pages.supervisor_row import SupervisorRow, may_change
from yishi.gui.pages.whistle_list import WhistleList
from yishi.gui.timeline import Timeline
from yishi.gui.widgets import Button
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

LIFE = "life"


class ResolutionParts(QWidget):
    """One of several views, chosen by small buttons that count what is there; what there is nothing of is not offered.

    Signals:
        turned(): another view was chosen.
        paper_wanted(name): make this paper.
        agreed(name): charge somebody who offered with the matter.
    """

    turned = Signal()
    paper_wanted = Signal(str)
    agreed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._id, self._offered, self._named = "", list[tuple[str, str]](), tuple[tuple[str, str], ...]()
        self.choice = FlowChoice()
        self.choice.setObjectName("part_choice")
        self.timeline, self.moves = Timeline(), Timeline()
        self.milestones, self.photos = MilestoneList(workspace), PhotoShelf()
        self.claims, self.whistles = ClaimList(workspace), WhistleList(workspace)
        self.filed, self.hands = FiledUnder(workspace), SupervisorRow(workspace)
        self.papers, self._papers = QWidget(), QGridLayout()
        self._papers.setContentsMargins(4, 4, 0, 0)
        self._papers.setSpacing(2)
        self.papers.setLayout(self._papers)
        self.views: dict[str, QWidget] = {
            LIFE: self.timeline, "steps": self.milestones, "moves": self.moves, "photos": self.photos,
            "claims": self.claims, "whistles": self.whistles, "papers": self.papers, "filed": self.filed,
            "hands": self.hands,
        }  # fmt: skip
        self.setLayout(column(*self.views.values(), None, margin=(4, 4, 8, 4)))
        self.choice.picked.connect(self.turn)
        self.claims.agreed.connect(self.agreed)
        self.photos.consented.connect(self._consent)
        self.hands.changed.connect(lambda: self.turn(LIFE))
        self.turn(LIFE)

    @property
    def value(self) -> str:
        """Which view is shown."""
        return next((name for name, view in self.views.items() if not view.isHidden()), LIFE)

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Show this resolution; another one begins with its life."""
        self.timeline.show_moments(life.moments(sheet))
        self.moves.show_moments(deadline_history.moves(sheet))
        self.milestones.show_sheet(sheet)
        self.photos.show_shots(shots_of(self.workspace, sheet))
        self.claims.show_sheet(sheet)
        self.whistles.show_sheet(sheet)
        self.filed.show_sheet(sheet)
        self.hands.show_sheet(sheet)
        papers = loop_papers.of_sheet(sheet)
        self._show_papers(papers)
        here = self.value if sheet.line.id == self._id else LIFE
        self._id = sheet.line.id
        offered = self._offers(sheet, len(papers))
        if offered != self._offered:
            self._offered = offered
            self.choice.offer(offered)
        self.turn(here if here in dict(offered) else LIFE)

    def _offers(self, sheet: ResolutionSheet, papers: int) -> list[tuple[str, str]]:
        done, whole = sheet.line.milestones
        changed, shots = deadline_history.count(sheet), sum(len(event.photos) for event in sheet.events)
        found = [(LIFE, _("经过")), ("steps", _("节点 {done}/{whole}").format(done=done, whole=whole) if whole else _("节点"))]
        if changed:
            found.append(("moves", _("改期 {n}").format(n=changed)))
        if shots:
            found.append(("photos", _("照片 {n}").format(n=shots)))
        if sheet.line.state == "ADOPTED" or self.claims.count:
            found.append(("claims", _("接单 {n}").format(n=self.claims.count) if self.claims.count else _("接单")))
        if self.whistles.whistles:
            found.append(("whistles", _("吹哨 {n}").format(n=len(self.whistles.whistles))))
        if papers:
            found.append(("papers", _("文书 {n}").format(n=papers)))
        households = sheet.line.signs.beneficiaries
        found.append(("filed", _("受益{n}户").format(n=households) if households else _("受益、归账")))
        if may_change(sheet):
            found.append(("hands", _("换督查人")))
        return found

    def _consent(self, digest: str, agreed: bool) -> None:
        """Note whether those on a picture agreed that it hangs."""
        from yishi.services import photos

        words = _("照片同意公开") if agreed else _("照片不公开")
        with self.workspace.write("photo_consent", words=words) as session:
            photos.set_consent(session, self._id, digest, agreed)

    def _show_papers(self, papers: tuple[tuple[str, str], ...]) -> None:
        if papers == self._named:
            return
        self._named = papers
        clear(self._papers)
        for place, (name, title) in enumerate(papers):
            button = Button(title, kind="quiet", glyph="print", small=True)
            button.setObjectName(f"paper_{name}_button")
            button.clicked.connect(lambda _on=False, name=name: self.paper_wanted.emit(name))
            press_by_enter(button)
            self._papers.addWidget(button, place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)

    def turn(self, name: str) -> None:
        """Show one view."""
        for each, view in self.views.items():
            view.setVisible(each == name)
        if name == "hands":
            self.hands.know_people()
        if name in self.choice.buttons:
            self.choice.choose(name)
        self.turned.emit()
