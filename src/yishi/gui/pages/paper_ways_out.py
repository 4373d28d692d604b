"""The ways out of 打印中心: on the printer, as PDF, as a text for WPS and Word; told beside the buttons, with what next."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from yishi.errors import Refusal
from yishi.gui import paper_making, printers
from yishi.gui.controls import Button
from yishi.gui.pages.paper_side import PDF, PRINT, WORD
from yishi.gui.paper_job import Outcome, PaperJob
from yishi.gui.paper_making import Made
from yishi.gui.pdf_pages import PdfPages
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.pages.papers import PapersPage

_PRINTER_CODES = ("YS-P12", "YS-P31", "YS-P32")


class WaysOut(QObject):
    """Starts what a button asks for, shows how far it is, and says what became of it."""

    def __init__(self, page: "PapersPage") -> None:
        super().__init__(page)
        self.page = page
        self.job: PaperJob | None = None
        self._way = ""

    def go(self, way: str) -> None:
        """Print, save or export what is wanted; what stands in the way is told, with what to do instead."""
        page = self.page
        if (self.job is not None and self.job.running) or not page.papers:
            return
        page.side.told.hush()
        self._way = way
        try:
            self._start(way)
        except Refusal as refusal:
            self._refuse(refusal)

    def _start(self, way: str) -> None:
        page, wish = self.page, self.page.side.wish()
        asked = paper_making.pieces(page.wanted_papers())
        paper_making.refuse(asked, wish)
        if way == WORD:
            self._tell_saved([paper_making.word(page.workspace, piece, wish) for piece in asked])
            return
        if way == PRINT:
            page.side.find_printers()
        setting = page.side.setting()
        if way == PRINT:
            printers.refuse(setting.printer, page.view.pages.sizes if page.view.pages is not None else ())
        self.job = PaperJob(page.workspace, asked, wish, _printing(setting) if way == PRINT else paper_making.save, self)
        self.job.moved.connect(self._moved)
        self.job.ended.connect(self._ended)
        page.side.show_busy(True)
        self.job.start()

    def stop(self) -> None:
        """Stop what is going on."""
        if self.job is not None:
            self.job.stop()

    def may_leave(self) -> bool:
        """Return False, and say why, while papers are being made."""
        if self.job is None or not self.job.running:
            return True
        words = _("还没有印完。要关，请先点“取消”。") if self._way == PRINT else _("还没有存完。要关，请先点“取消”。")
        self.page.side.told.show_progress(words)
        return False

    def _moved(self, done: int, title: str) -> None:
        if self.job is not None and self.job.is_long:
            words = _("正在打印 {n}/{all}：{title}") if self._way == PRINT else _("正在存 {n}/{all}：{title}")
            self.page.side.told.show_progress(words.format(n=min(done + 1, len(self.job.asked)), all=len(self.job.asked), title=title))

    def _ended(self, outcome: Outcome) -> None:
        page, done = self.page, len(outcome.done)
        page.side.show_busy(False)
        page.ticked -= {made.piece.name for made in outcome.done}
        page.reload()
        if outcome.refusal is not None:
            self._refuse(outcome.refusal, done)
        elif outcome.refused:
            self._tell_refused(outcome)
        elif outcome.stopped:
            words = _("停下了。{n}份已经送去打印，正印着的那份可能还出来几页，其余没有印。") if self._way == PRINT else \
                _("停下了。{n}份已经存好，其余没有存。")
            page.side.told.tell("yellow", words.format(n=done))
        elif self._way == PDF:
            self._tell_saved([file for made in outcome.done for file in made.files], _notes(outcome.done))
        else:
            page.side.told.tell("green", _("{n}份已经送去打印。").format(n=done) + _notes(outcome.done))

    def _refuse(self, refusal: Refusal, done: int = 0) -> None:
        """Say what stands in the way; where it is the printer, the file is one key away."""
        before = _("前{n}份已经好了。").format(n=done) if done else ""
        safe = "" if refusal.code == "YS-P12" else refusal.safe
        words = "".join((before, refusal.message, safe, refusal.next_step)) + f" {refusal.code}"
        buttons = []
        if refusal.code in _PRINTER_CODES:
            instead = Button(_("存成PDF"), kind="tonal", small=True)
            instead.setObjectName("instead_button")
            instead.clicked.connect(lambda: self.go(PDF))
            buttons.append(instead)
        if refusal.code in _PRINTER_CODES:
            again = Button(_("再找打印机"), small=True)
            again.clicked.connect(self._look_again)
            buttons.append(again)
        self.page.side.told.tell("yellow", words, *buttons)
        if buttons:
            buttons[0].setFocus()

    def _tell_refused(self, outcome: Outcome) -> None:
        """Say which papers cannot be made, and why; the others are out."""
        if not outcome.done and len(outcome.refused) == 1:
            self._refuse(outcome.refused[0][1])
            return
        done = _("{n}份已经送去打印。") if self._way == PRINT else _("{n}份已经存好。")
        why = "".join(_("没有{title}：{why}").format(title=piece.title, why=refusal.message)
                      for piece, refusal in {piece.name: (piece, refusal) for piece, refusal in outcome.refused}.values())
        self.page.side.told.tell("yellow", done.format(n=len(outcome.done)) + why)

    def _look_again(self) -> None:
        self.page.side.find_printers()
        found = self.page.side.printer_choice.value
        self.page.side.told.tell("green" if found else "yellow", _("找到了“{name}”。").format(name=found) if found else
                            _("还是没有找到打印机。先存成PDF，拷到U盘去打印也行。"))  # fmt: skip

    # ---- what was saved

    def _tell_saved(self, files: Sequence[Path], note: str = "") -> None:
        what = files[0].name if len(files) == 1 else _("{n}份").format(n=len(files))
        see = Button(_("打开"), small=True) if len(files) == 1 else Button(_("打开文件夹"), small=True)
        see.setObjectName("see_button")
        see.clicked.connect(lambda: self._open(files[0] if len(files) == 1 else files[0].parent))
        take = Button(_("拷到U盘…"), glyph="usb", small=True)
        take.setObjectName("take_button")
        take.clicked.connect(lambda: self._take(files))
        words = _("存好了：{what}").format(what=what) + (f"　{note}" if note else "")
        strip = self.page.side.told.tell("green", words, see, take)
        strip.setToolTip("\n".join(map(str, files)))
        take.setFocus()

    def _open(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self._refuse(Refusal("YS-P10", _("这台电脑上没有能打开它的程序。"), _("文件已经存好。"), _("请点“拷到U盘”，换一台打开。")))

    def _take(self, files: Sequence[Path]) -> None:
        """Ask for a folder and copy the files there; a file of that name that is open elsewhere stays as it is."""
        desk = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
        chosen = QFileDialog.getExistingDirectory(self.page, _("拷到哪里"), desk)
        if chosen:
            self.take_to(files, Path(chosen))

    def take_to(self, files: Sequence[Path], folder: Path) -> None:
        """Copy the files into a folder; refused (YS-P02 … YS-P04) where that cannot be."""
        from yishi.documents.paint import save

        try:
            for file in files:
                save(file.read_bytes(), folder / file.name)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.page.side.told.tell("green", _("{n}个文件拷到了 {folder}").format(n=len(files), folder=folder))


def _notes(done: Sequence[Made]) -> str:
    """Return what is to be known of the papers that are out; of several it is said of which."""
    if len(done) == 1:
        return done[0].note
    return "".join(f"{made.piece.title}：{made.note}" for made in done if made.note)


def _printing(setting: printers.Setting) -> "paper_making.Put":
    def put(made: Made) -> Iterator[int]:
        yield from printers.paint(PdfPages(made.content), printers.made(setting, made.called))

    return put
