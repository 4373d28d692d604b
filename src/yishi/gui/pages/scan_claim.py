"""认领: one scan whose code could not be read, large, and how it is said what it is: by its ten characters, or by record and paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.controls import Button, Field
from yishi.gui.ime import Candidate, NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.picture_page import PictureView
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_NEEDS = {"meeting": "MeetingSheet", "resolution": "PrintedResolution", "topic": "TopicSheet"}


@dataclass(frozen=True)
class PaperChoice:
    """A paper that the scan may be: its name, its title, how far it has come, whether it is expected."""

    name: str
    title: str
    state: str
    expected: bool


class ScanClaim(QWidget):
    """Looks at one scan that waits.

    Signals:
        by_code(str): these characters stand in its corner.
        by_hand(str, object): it is this paper (name) of this record (services.paper_subjects.About).
        not_ours(): it does not belong here.
        left(): Esc, back to the list.
    """

    by_code = Signal(str)
    by_hand = Signal(str, object)
    not_ours = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.shown_id = ""
        self._file: Path | None = None
        self._records: dict[str, Any] = {}
        self.view = PictureView()
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # gets what the others leave
        self.code_box = Field(hint=_("如 ABCDE-FGHJK"), name=_("纸角上的编号"))
        self.code_box.setObjectName("scan_code_box")
        self.code_button = Button(_("认领"), key="Enter", small=True)
        self.code_button.setObjectName("claim_code_button")
        self.record_box = NameBox(hint=_("会议、决议或议题的编号、名称"), name=_("是哪一场会、哪一条决议的"))
        self.record_box.setObjectName("scan_record_box")
        self.record_box.strict = True
        self.papers = Table()
        self.papers.setObjectName("scan_papers_table")
        self.papers.setAccessibleName(_("是哪一种纸"))
        self.papers.set_columns((Column(_("是哪一种纸"), sorts=False), Column("", 100, "right", sorts=False)), height=30, header=False)
        self.strike_button = Button(_("不是我们的"), key="Del", kind="quiet", glyph="trash", small=True)
        self.strike_button.setObjectName("strike_scan_button")
        self.larger_button = Button(_("看大图"), kind="quiet", glyph="bigger", small=True)
        self.larger_button.clicked.connect(self._larger)
        code_word, record_word = Label(_("纸角的编号"), "muted"), Label(_("或者是哪一件"), "muted")
        code_word.setBuddy(self.code_box)
        record_word.setBuddy(self.record_box)
        self.words = (code_word, record_word)
        self.setLayout(column(
            row(self.larger_button, None, self.strike_button), (self.view, 1), row(code_word, (self.code_box, 1), self.code_button),
            row(record_word, (self.record_box, 1)), self.papers, gap=8))  # fmt: skip
        self.code_box.returnPressed.connect(self._by_code)
        self.code_button.clicked.connect(self._by_code)
        self.record_box.picked.connect(lambda _name: self._offer_papers())
        self.record_box.chosen.connect(self._to_papers)
        self.papers.opened.connect(self._by_hand)
        self.strike_button.clicked.connect(self.not_ours)
        press_by_enter(self.code_button, self.strike_button, self.larger_button)
        self.dress()

    def dress(self) -> None:
        """Follow the size of the letters."""
        wide = max(word.sizeHint().width() for word in self.words)
        for word in self.words:
            word.setMinimumWidth(wide)
        self.papers.setFixedHeight(theme.px(30) * (4 if theme.points < theme.POINTS[1] else 3) + 4)
        self.view.setMinimumHeight(theme.px(110))

    def show_waiting(self, waiting: Any) -> None:
        """Show a scan that waits (services.way_back.Waiting); another one than before empties what was typed."""
        from yishi.services import paper_subjects

        if waiting.id != self.shown_id:
            self.shown_id = waiting.id
            self.code_box.clear()
            self.record_box.set_name("")
            self.papers.show_rows([])
            file = self._file = self.workspace.kept_file(waiting.sha256)
            self.larger_button.setEnabled(file is not None)
            words = _("这张图不在这台电脑上。收它进来的那台电脑上有。") if file is None else _("这张图打不开。")
            self.view.show_picture(QPixmap(str(file)) if file is not None else QPixmap(), words)
            self.view.setAccessibleName(_("扫描件的样子"))
        with self.workspace.read() as session:
            found = [each for each in paper_subjects.every(session) if each.place]
        self._records = {each.id: each for each in found}
        self.record_box.set_people([Candidate(each.words, "", (each.number,), each.id) for each in found])

    def _larger(self) -> None:
        """Open the picture in whatever this PC looks at pictures with."""
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def start(self) -> None:
        """Put the focus where the code is typed."""
        self.code_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def choices(self, about: Any) -> list[PaperChoice]:
        """Return the papers of a record: what was printed and is awaited first, then the others of its kind."""
        from yishi.documents.catalogue import documents
        from yishi.services import way_back

        known = documents()
        with self.workspace.read() as session:
            back = {paper.document: paper for paper in way_back.papers_back(session, about.id)}
        names = [name for name in back if not back[name].whole] + [name for name in back if back[name].whole]
        names += [name for name, each in known.items() if each.needs == _NEEDS.get(about.kind) and each.coded and name not in back]
        return [PaperChoice(name, known[name].title if name in known else name, self._state(back.get(name)),
                            name in back and not back[name].whole) for name in names]

    def _state(self, paper: Any) -> str:
        if paper is None:
            return ""
        if paper.whole:
            return _("已回")
        return _("回了{n}/{all}页").format(n=len(paper.back) + paper.by_hand, all=paper.pages) if paper.scans else _("印了，没回")

    def _offer_papers(self) -> None:
        about = self._records.get(self.record_box.ref or "")
        self.record_box.setCursorPosition(0)
        self.papers.show_rows([] if about is None else [
            Row(each.name, (Cell(each.title, bold=each.expected), Cell(each.state, kind="yellow" if each.expected else "muted")))
            for each in self.choices(about)])  # fmt: skip

    def _to_papers(self) -> None:
        self._offer_papers()
        if self.papers.model().rowCount():
            self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
            self.papers.selectRow(0)

    def _by_code(self) -> None:
        commit_composition()
        self.by_code.emit(self.code_box.text())

    def _by_hand(self, name: Any) -> None:
        about = self._records.get(self.record_box.ref or "")
        if name and about is not None:
            self.by_hand.emit(str(name), about)
