"""全年存成PDF: one kind of paper of all meetings of a year into a folder, a file each; a meeting that cannot be is named at the end."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from yishi import paths
from yishi.gui import paper_making
from yishi.gui.controls import Button
from yishi.gui.layout import row
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.pages.told_strip import Told
from yishi.gui.paper_job import Outcome, PaperJob
from yishi.gui.paper_making import Piece, Wish
from yishi.gui.printing import FOLDER, file_name
from yishi.gui.workspace import Workspace
from yishi.i18n import _

OFFERED = ("minutes", "record", "sign-in", "signatures", "tally", "posting", "catalogue", "archive-cover")
_TOLD = 3  # meetings that are named, with why


class YearPapers(QWidget):
    """Which paper, and the button that begins; `told` is what came of it, to be placed where there is room for words.

    Signals:
        ended(): it is over, in whatever way.
    """

    ended = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.year, self.job = workspace, "", None
        self.paper_button, self.save_button = Button(), Button(_("全年存成PDF"), glyph="save_in")
        self.paper_button.setObjectName("year_paper_button")
        self.save_button.setObjectName("year_save_button")
        self.paper_choice = Choice(self.paper_button)
        self.told = Told("year_strip", "year_stop_button")
        self.told.stopped.connect(self.stop)
        self.setLayout(row(self.paper_button, self.save_button))
        self.save_button.clicked.connect(self.begin)
        press_by_enter(self.save_button)

    job: PaperJob | None

    def offer(self, year: str) -> None:
        """Offer the papers of a year ("all" = of every meeting of the book)."""
        from yishi.documents.catalogue import documents

        known = documents()
        self.year = year
        self.paper_choice.offer([(name, known[name].title) for name in OFFERED], self.paper_choice.value)
        self.save_button.set_word(_("全部存成PDF") if year == "all" else _("{year}年的存成PDF").format(year=year))

    def begin(self) -> None:
        """Make the chosen paper of every meeting of the year."""
        from yishi.documents.catalogue import documents
        from yishi.documents.manner import Manner
        from yishi.services import paper_subjects

        if self.job is not None and self.job.running:
            return
        document = documents()[self.paper_choice.value]
        year = None if self.year == "all" else int(self.year)
        with self.workspace.read() as session:
            held = paper_subjects.held(session, year, self.workspace.today)
        if not held:
            self.told.tell("yellow", _("这一年还没有开过会，没有可存的。"))
            return
        asked = [Piece(document.name, document.title, document.needs, (m.id,), "　".join(filter(None, (m.number, m.title)))) for m in held]
        about = _("全部") if year is None else _("{year}年").format(year=year)
        folder = paths.home() / FOLDER / f"{file_name(about)}{file_name(document.title)}"
        self.job = PaperJob(self.workspace, asked, Wish(Manner()), paper_making.save_into(folder), self, steady=True)
        self.job.moved.connect(self._moved)
        self.job.ended.connect(self._ended)
        self.save_button.setEnabled(False)
        self.told.hush()
        self.job.start()

    def stop(self) -> None:
        """Stop after the paper in hand; what is saved stays."""
        if self.job is not None:
            self.job.stop()

    def may_leave(self) -> bool:
        """Return False, and say why, while papers are being made."""
        if self.job is None or not self.job.running:
            return True
        self._progress(_("还没有存完。要关，请先点“取消”。"))
        return False

    # ---- what is told

    def _moved(self, done: int, _title: str) -> None:
        if self.job is not None and self.job.is_long:
            at = min(done + len(self.job.refused) + 1, len(self.job.asked))
            self._progress(_("正在存 {n}/{all}：{title}").format(n=at, all=len(self.job.asked), title=self.job.asked[at - 1].of))

    def _ended(self, outcome: Outcome) -> None:
        self.save_button.setEnabled(True)
        done, kind, words = len(outcome.done), "green", _("存好了{n}份，都在“{folder}”里。")
        if outcome.stopped:
            kind, words = "yellow", _("停下了。{n}份已经存好，在“{folder}”里，其余没有存。")
        if outcome.refusal is not None:
            refusal, kind = outcome.refusal, "yellow"
            words = _("{n}份已经存好，后面的没有存。") + f"{refusal.message}{refusal.next_step} {refusal.code}"
        folder = outcome.done[0].files[0].parent if done else None
        told = words.format(n=done, folder=folder.name if folder else "") if done or outcome.refusal else ""
        if outcome.refused:
            kind, told = "yellow", told + _refused(outcome)
        see = Button(_("打开文件夹"), small=True)
        see.setObjectName("year_folder_button")
        see.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.told.tell(kind, told or _("停下了，一份也没有存。"), *([see] if folder is not None else []))
        self.ended.emit()

    def _progress(self, words: str) -> None:
        stop = self.told.show_progress(words)
        if stop is not None:
            stop.setFocus()


def _refused(outcome: Outcome) -> str:
    """Return which meetings there is no paper of, and why."""
    named = [_("{of}：{why}{code}").format(of=piece.of, why=refusal.message, code=refusal.code) for piece, refusal in outcome.refused]
    more = _("等{n}份").format(n=len(named)) if len(named) > _TOLD else ""
    return _("没有存的：{named}").format(named="；".join(named[:_TOLD]) + more)
