"""From a button to a paper: composed, written as PDF on this PC, and offered in a strip on the page."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from yishi import paths
from yishi.errors import Refusal
from yishi.gui.controls import Button
from yishi.gui.layout import clear
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FOLDER = "打印"
DOTS_PER_INCH = 300
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
LONGEST_NAME = 60  # characters; the file systems of USB sticks count bytes


@dataclass(frozen=True)
class Printed:
    """A paper that was made: what it is called and where it lies."""

    title: str
    file: Path


def print_meeting(workspace: Workspace, meeting_id: str, document_name: str) -> Printed:
    """Make a paper of a meeting ("minutes", "record", "sign-in") and return where it lies.

    Raises Refusal where a character has no glyph, the file is open elsewhere or the disk is full (YS-P01 … YS-P04).
    """
    from yishi.documents.catalogue import documents
    from yishi.services import paper

    document = documents()[document_name]
    with workspace.read() as session:
        answer = paper.sheet(session, meeting_id, workspace.today)
    folder = paths.home() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{file_name(answer.line.number)}-{file_name(document.title)}.pdf"
    document.write(answer, target)
    return Printed(document.title, target)


def file_name(text: str) -> str:
    """Return `text` as part of a file name that every system takes."""
    return _NOT_IN_NAMES.sub("_", text).strip("._")[:LONGEST_NAME] or "议事"


def offer(place: QWidget, printed: Printed) -> Strip:
    """Show in `place` (a widget with a layout) that a paper is ready, with 打开, 另存为 and 打印."""
    layout = place.layout()
    assert layout is not None
    clear(layout)
    see = Button(_("打开"), small=True)
    save = Button(_("另存为…"), small=True)
    paper = Button(_("打印…"), glyph="print", small=True)
    close = Button(_("知道了"), kind="quiet", small=True)
    for button, name in ((see, "open_paper_button"), (save, "save_paper_button"), (paper, "print_paper_button")):
        button.setObjectName(name)
    words = _("{title}做好了：{file}").format(title=printed.title, file=printed.file.name)
    strip = Strip("green", words, see, save, paper, close)
    strip.setObjectName("printed_strip")
    strip.setToolTip(str(printed.file))
    see.clicked.connect(lambda: show(printed))
    save.clicked.connect(lambda: save_as(place, printed))
    paper.clicked.connect(lambda: to_printer(place, printed))
    close.clicked.connect(lambda: _drop(layout, place))
    layout.addWidget(strip)
    place.show()
    return strip


def _drop(layout: QLayout, place: QWidget) -> None:
    clear(layout)
    place.hide()


def show(printed: Printed) -> None:
    """Open the paper in whatever this PC opens PDFs with."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(printed.file))):
        message = _("这台电脑上没有能打开 PDF 的程序。")
        raise Refusal("YS-P10", message, _("文件已经存好。"), _("请点“另存为…”拷到U盘，换一台打开，或者直接点“打印…”。"))


def save_as(parent: QWidget, printed: Printed) -> None:
    """Copy the paper to where the user wants it; what is there stays whole until the copy is. Refusal YS-P02 … YS-P11."""
    from yishi.documents.paint import save

    desk = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation))
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("另存为"), str(desk / printed.file.name), "PDF (*.pdf)")
    if not chosen:
        return
    target = Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")
    try:
        save(printed.file.read_bytes(), target)
    except OSError:
        message = _("“{file}”存不进去，可能正在别处开着，或者U盘满了、拔掉了。").format(file=target.name)
        raise Refusal("YS-P11", message, _("原来那份还在。"), _("请关掉它，或者换个名字、换个地方再存。")) from None


def to_printer(parent: QWidget, printed: Printed) -> None:
    """Ask for a printer and print the paper, page by page, as pictures of the PDF."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        message = _("没有找到打印机。")
        raise Refusal("YS-P12", message, _("文件已经存好。"), _("请点“另存为…”，拷到U盘去打印也行。"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    if QPrintDialog(printer, parent).exec():
        paint(printed.file, printer)


def paint(file: Path, printer: "QPrinter") -> int:
    """Paint the pages of a PDF on `printer`, each on a sheet of its own; return how many."""
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    document = pypdfium2.PdfDocument(str(file))
    painter = QPainter(printer)
    try:
        for place in range(len(document)):
            if place:
                printer.newPage()
            bitmap = document[place].render(scale=DOTS_PER_INCH / 72, rev_byteorder=True).to_pil().convert("RGB")
            data = bitmap.tobytes()
            image = QImage(data, bitmap.width, bitmap.height, 3 * bitmap.width, QImage.Format.Format_RGB888)
            painter.drawImage(printer.paperRect(QPrinter.Unit.DevicePixel), image)
        return len(document)
    finally:
        painter.end()
        document.close()
