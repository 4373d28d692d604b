"""收回签字的纸: scans and photos are dropped here, each finds its record by the code in its corner; what cannot waits at the right.

Keys: Ctrl+O chooses files, Enter on what waits goes to its claim, Del says that it is not ours, Ctrl+Z takes the last back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yishi.errors import Refusal, shown
from yishi.gui import theme
from yishi.gui.feedback import soon
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages.scan_claim import ScanClaim
from yishi.gui.pages.scan_drop import ScanDrop
from yishi.gui.pages.scan_inbox import ScanInbox
from yishi.gui.pages.taking_in import files_of
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_SEEN = 3  # lines of what waits that are seen without scrolling


@dataclass(frozen=True)
class Refused:
    """A file that could not be taken in, and why; kept until the next files come."""

    file_name: str
    words: str


class ScansPage(Page):
    """What came in, what it was found to be, and what waits to be claimed."""

    narrows = ("table", "wait_table")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("收回签字的纸")
        self.refused: list[Refused] = []
        self.verdicts: dict[str, Any] = {}  # what was just said of a scan, by its id
        self._queue: list[Path] = []
        self._done = self._all = self._page = 0
        self._reading: Iterator[int] | None = None
        self.waiting: dict[str, Any] = {}
        self.drop = ScanDrop()
        self.inbox = ScanInbox()
        self.count = Label("", "muted")
        self.table = Table()
        self.table.setObjectName("scans_table")
        self.table.setAccessibleName(_("收进来的"))
        self.table.set_columns((Column(_("是什么纸，哪一件的"), sorts=False), Column(_("结果"), 128, sorts=False)), height=46, grows=True)
        self.nothing = Empty(_("还没有收过扫描件。签了字的签到表、签字页，墙上的公示，扫一下或者拍一张，拖进来就自己归到那一件里。"),
                             glyph="paste")
        self.wait_title = Label("", bold=True)
        self._sought = ""
        self.wait_table = Table()
        self.wait_table.setObjectName("waiting_table")
        self.wait_table.setAccessibleName(_("等着认领的"))
        self.wait_table.set_columns((Column(""), Column("", 96, "right")), height=30, header=False)
        self.claim = ScanClaim(workspace)
        self.all_claimed = Empty(_("没有等着认领的。编号读不出来的会留在这里，一张也不会丢。"), glyph="check")
        here = Card(column(row(Label(_("收进来的"), bold=True), None, self.count), (self.table, 1), (self.nothing, 1), gap=8, margin=12))
        self.side = Card(column(self.wait_title, self.wait_table, (self.claim, 1), (self.all_claimed, 1), gap=8, margin=12))
        self.setLayout(row((column(self.drop, self.inbox, (here, 1), gap=8), 1), self.side, gap=10, margin=12))
        self.setAcceptDrops(True)
        self.drop.dropped.connect(self.take)
        self.inbox.wanted.connect(self.take)
        self.table.opened.connect(self._go)
        self.wait_table.chosen.connect(lambda _ref: self._show_claim())
        self.wait_table.opened.connect(lambda _ref: self.claim.start())
        self.claim.by_code.connect(self._claim_code)
        self.claim.by_hand.connect(self._claim_hand)
        self.claim.not_ours.connect(self._strike_waiting)
        self.key("Ctrl+O", self.drop.choose)
        for table, act in ((self.wait_table, self._strike_waiting), (self.table, self._strike_shown)):
            QShortcut(QKeySequence("Del"), table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(act)
        self.dress()

    def dress(self) -> None:
        """Follow the size of the letters."""
        self.side.setFixedWidth(theme.px(430 if theme.points < theme.POINTS[1] else 350))  # large letters leave less room for two columns

    def home(self) -> QWidget:
        return self.wait_table if self.waiting else self.table if self.table.model().rowCount() else self.drop.choose_button

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+O", _("选择文件")), ("Enter", _("认领这一张，或者去看那一件")), ("Del", _("不是我们的，拿掉"))]

    # ---- what comes in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()
            self.drop.hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.hover(False)
        event.acceptProposedAction()
        self.drop.take(files_of(event.mimeData()))

    def take(self, files: list[Path]) -> None:
        """Take in files one after the other; the window stays alive between them."""
        if not self._queue:
            self.refused, self._done, self._all = [], 0, 0
            soon(self, self._next)
        self._all += len(files)
        self._queue += files
        self._say_progress()

    def _next(self) -> None:
        """Go one page further: a scanner's file of a hundred takes half a minute, and the window lives meanwhile."""
        if not self._queue:
            return
        if self._reading is None:
            self._reading = self._take_one(self._queue[0])
        try:
            self._page = next(self._reading, 0)
        except Refusal:
            self._stop()  # the book takes nothing: the next file would fare no better
            raise
        if not self._page:
            self._reading = None
            self._queue.pop(0)
            self._done += 1
        self._say_progress()
        if self._queue:
            soon(self, self._next)
        else:
            self.reload()

    def _stop(self) -> None:
        self._queue.clear()
        self._reading = None
        self._say_progress()

    def escape(self) -> None:
        """Esc while files come in: no more of them; what is in stays, and of a file that is half read nothing is taken."""
        if not self._queue:
            super().escape()
            return
        left = self._all - self._done
        self._stop()
        self.reload()
        self.window().tell(_("停下了：已经收进来的都在，还有{n}个文件没有收。").format(n=left))  # type: ignore[attr-defined]

    def _take_one(self, file: Path) -> Iterator[int]:
        """Read one file page by page (yields how many) and take it in whole; one that is no scan is noted with its reason."""
        from yishi.services import scan_reading, way_back

        sheets = []
        try:
            for sheet in scan_reading.sheets(_bytes_of(file), file.name):
                sheets.append(sheet)
                yield len(sheets)
        except Refusal as refusal:
            self.refused.append(Refused(file.name, f"{refusal.message}{refusal.next_step}"))
            return
        with self.workspace.write("scan_in", words=_("收进“{file}”").format(file=shown(file.name))) as session:
            self.workspace.keep([sheet.picture for sheet in sheets])
            found = way_back.take_in(session, sheets, self.workspace.today)
        self.inbox.put_aside(file)
        self.verdicts |= {taken.returned_id: taken for taken in found}

    def _say_progress(self) -> None:
        self.drop.words.setText(
            _("正在收：第{n}个，共{all}个，读到第{page}页……按 Esc 停下").format(n=self._done + 1, all=self._all, page=self._page + 1)
            if self._queue else _("把扫描件或手机照片拖到这里，或点“选择文件”"))  # fmt: skip

    # ---- what is shown

    def show_ref(self, ref: Any) -> None:
        """`ref` is the id of a page that came back."""
        self._sought = str(ref or "")

    def reload(self) -> None:
        from yishi.services import way_back

        with self.workspace.read() as session:
            found, self.waiting = way_back.arrived(session), {each.id: each for each in way_back.unclaimed(session)}
        if not self._queue:
            self.inbox.look()
        titles = _titles()
        rows = [Row(each, (Cell(each.words, wrap=True), Cell(_("没收"), chip="red"))) for each in self.refused]
        rows += [self._row(each, titles) for each in found]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.count.setText(_("{n}张").format(n=len(found)) if found else "")
        self._show_waiting()
        sought, self._sought = self._sought, ""
        if sought and not (sought in self.waiting and self.wait_table.choose(sought)):
            self.table.choose(next((each for each in found if each.id == sought), None))
        self.say_title(_("收回签字的纸"), _("等着认领的 {n} 张").format(n=len(self.waiting)) if self.waiting else "")

    def _row(self, each: Any, titles: dict[str, str]) -> Row:
        said = self.verdicts.get(each.id)
        if not each.document:
            foreign = said is not None and said.verdict == "foreign"
            why = _("编号是别的议事簿印的") if foreign else _("没有读到纸角的编号")
            return Row(each, (Cell(each.file_name, sub=why), Cell(_("待认领"), chip="yellow")))
        title = titles.get(each.document, each.document)
        what = _("{title}　第{n}页，共{all}页").format(title=title, n=each.page, all=each.pages) if each.page else title
        about = each.about.words if each.about is not None else _("那一件已经删除了")
        return Row(each, (Cell(what, sub=f"{about}　{each.file_name}", bold=said is not None), self._verdict(each, said, title)))

    def _verdict(self, each: Any, said: Any, title: str) -> Cell:
        if said is not None and said.verdict == "known":
            return Cell(_("早就收过"), chip="note")
        if said is not None and said.verdict == "again":
            return Cell(_("又收到一张"), chip="note")
        if said is not None and said.tick:
            return Cell(said.tick, chip="passed")
        return Cell(_("已归好"), chip="passed") if said is not None else Cell(f"{each.came_on.month}-{each.came_on.day}", kind="muted")

    def _show_waiting(self) -> None:
        self.wait_table.show_rows([Row(each.id, (Cell(each.file_name), Cell(f"{each.came_on.month}-{each.came_on.day}", kind="muted")))
                                   for each in self.waiting.values()])  # fmt: skip
        any_ = bool(self.waiting)
        if any_ and self.wait_table.chosen_ref() not in self.waiting:
            self.wait_table.choose(next(iter(self.waiting)))
        self.wait_title.setText(_("待认领　{n}张").format(n=len(self.waiting)) if any_ else _("待认领"))
        self.wait_table.setFixedHeight(theme.px(30) * min(len(self.waiting), _SEEN) + 4)
        for widget in (self.wait_table, self.claim):
            widget.setVisible(any_)
        self.all_claimed.setVisible(not any_)
        self._show_claim()

    def _show_claim(self) -> None:
        chosen = self.waiting.get(self.wait_table.chosen_ref() or "")
        if chosen is not None:
            self.claim.show_waiting(chosen)

    def _go(self, ref: Any) -> None:
        """Enter on what came in: to its record, or to its claim."""
        if getattr(ref, "id", "") in self.waiting:
            self.wait_table.choose(ref.id)
            self._show_claim()
            self.claim.start()
        elif getattr(ref, "about", None) is not None and ref.about.place:
            self.wants.emit(ref.about.place, ref.about.id)

    # ---- what is said by hand

    def _claim_code(self, typed: str) -> None:
        from yishi.services import way_back

        with self.workspace.write("scan_claim") as session:
            way_back.claim_code(session, self.claim.shown_id, typed)
        self._claimed()

    def _claim_hand(self, name: str, about: Any) -> None:
        from yishi.services import way_back

        words = _("认领“{what}”").format(what=_titles().get(name, name))
        with self.workspace.write("scan_claim", words=words) as session:
            way_back.claim(session, self.claim.shown_id, name, about.id)
        self._claimed()

    def _claimed(self) -> None:
        """Go on with the next that waits."""
        home = self.home()
        home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strike_waiting(self) -> None:
        chosen = self.wait_table.chosen_ref()
        if chosen in self.waiting:
            self._strike(str(chosen), self.waiting[str(chosen)].file_name)

    def _strike_shown(self) -> None:
        chosen = self.table.chosen_ref()
        if isinstance(chosen, Refused):
            self.refused.remove(chosen)
            self.reload()
        elif chosen is not None:
            self._strike(chosen.id, chosen.file_name)

    def _strike(self, id_: str, file_name: str) -> None:
        from yishi.services import way_back

        with self.workspace.write("scan_out", words=_("拿掉“{file}”").format(file=shown(file_name))) as session:
            way_back.strike(session, id_)
        self._claimed()


def _titles() -> dict[str, str]:
    from yishi.documents.catalogue import documents

    return {name: each.title for name, each in documents().items()}


def _bytes_of(file: Path) -> bytes:
    """Return what is in a file, a byte too much of one that is too large; Refusal YS-A10 where it cannot be read."""
    from yishi.services import scan_reading

    try:
        if not file.is_file():
            raise OSError
        with file.open("rb") as opened:
            return opened.read(scan_reading.LARGEST + 1)
    except OSError:
        raise Refusal("YS-A10", _("{name}读不出来，可能U盘拔掉了，或者文件已经不在。").format(name=shown(file.name)),
                      next_step=_("请插好U盘，再拖一次。")) from None
