"""The field that scans and phone photos are dropped on, with the button for those who do not drag."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from yishi.errors import shown
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Glyph, Label
from yishi.i18n import _

MOST_AT_ONCE = 200  # files of one drop; a folder of more is a mistake


class ScanDrop(QWidget):
    """Takes files and folders.

    Signals:
        dropped(list): these files, those of a dropped folder among them.
    """

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.words = Label(_("把扫描件或手机照片拖到这里，或点“选择文件”"), step=1, bold=True, wrap=True)
        self._told = _("照片（JPEG、PNG）或 PDF 都行。纸角的小方块要拍进来，几张纸拍在一起也行。")
        self.hint = Label(self._told, "muted", step=-1, wrap=True)
        self.choose_button = Button(_("选择文件…"), kind="primary", key="Ctrl+O", glyph="save_in")
        self.choose_button.setObjectName("choose_scans_button")
        self.choose_button.clicked.connect(self.choose)
        press_by_enter(self.choose_button)
        said = column(self.words, self.hint, gap=4)
        self.setLayout(row(Glyph("save_in", "primary", 32), (said, 1), self.choose_button, gap=14, margin=(18, 14, 18, 14)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def choose(self) -> None:
        """Ask for files of this PC."""
        kinds = _("照片和扫描件 (*.jpg *.jpeg *.png *.pdf *.JPG *.JPEG *.PNG *.PDF)")
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("选扫描件或照片，可以选几个"), "", kinds)
        if chosen:
            self.take([Path(file) for file in chosen])

    def take(self, paths: list[Path]) -> None:
        """Take files, and what lies in folders; say what of it is left, and why."""
        from yishi.services import scan_reading

        found: list[Path] = []
        left, unread = 0, ""
        for path in paths:
            if not path.is_dir():
                found.append(path)
                continue
            try:
                inside = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
            except OSError:
                unread = path.name
                continue
            wanted = [file for file in inside if scan_reading.is_wanted(file.name)]
            found, left = found + wanted, left + len(inside) - len(wanted)
        self._tell(len(found), left, unread)
        if found:
            self.dropped.emit(found[:MOST_AT_ONCE])

    def _tell(self, found: int, left: int, unread: str) -> None:
        """Say in place of the hint what is not taken in."""
        said = ""
        if unread:
            said = _("文件夹“{name}”打不开，可能U盘拔掉了，或者没有权限。别的照收。").format(name=shown(unread))
        elif found > MOST_AT_ONCE:
            more = _("一次最多收{most}个，还有{n}个没有收。等这一批收完，请把剩下的再拖一次。")
            said = more.format(most=MOST_AT_ONCE, n=found - MOST_AT_ONCE)
        elif left and found:
            said = _("文件夹里另有{n}个不是 JPEG、PNG 或 PDF，没有收。").format(n=left)
        elif not found:
            said = _("文件夹里没有 JPEG、PNG 照片或 PDF，没有东西可收。别的格式请先另存成这几种。")
        self.hint.setText(said or self._told)
        self.hint.tint("yellow" if said else "muted")

    def hover(self, over: bool) -> None:
        """Show whether something is held above the page."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("tonal" if self._over else "card"))
        painter.setPen(QPen(theme.color("primary"), 2 if self._over else 1.4, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
