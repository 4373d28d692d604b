"""The printers of this PC, and a PDF on one of them: page by page as pictures, at the printer's own resolution.

Qt hands a page to the spooler of the system (CUPS, Windows). A PDF could be sent as it is only to some of them; a picture
of it comes out alike on all, also where the driver knows no Chinese font.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from yishi.errors import Refusal
from yishi.gui.pdf_pages import POINTS_PER_INCH, PdfPages
from yishi.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_COPIES = 99


@dataclass(frozen=True)
class Setting:
    """How to print: on which printer, how many copies, on both sides or not."""

    printer: str
    copies: int = 1
    both_sides: bool = False


def names() -> tuple[str, ...]:
    """Return the printers of this PC, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    found, usual = list(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName()
    return tuple(sorted(found, key=lambda name: name != usual))


def refuse(name: str, sizes: tuple[QSizeF, ...] = ()) -> None:
    """Refuse what cannot be printed on: no printer at all (YS-P12), one that is off (YS-P31), one without such paper (YS-P32)."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if not name:
        raise Refusal("YS-P12", _("没有找到打印机。"), next_step=_("先存成PDF，拷到U盘去打印也行。"))
    info = QPrinterInfo.printerInfo(name)
    if info.isNull() or info.state() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise Refusal("YS-P31", _("打印机“{name}”现在连不上。").format(name=name), _("文件还没有送去打印。"),
                      _("请看看它开了没有、线插好没有、有没有纸；也可以换一台，或者先存成PDF。"))
    largest = max((max(size.width(), size.height()) for size in sizes), default=0)
    offered = [max(each.width(), each.height()) for each in (s.size(QPageSize.Unit.Point) for s in info.supportedPageSizes())]
    if offered and largest > max(offered) + POINTS_PER_INCH / 8:
        raise Refusal("YS-P32", _("打印机“{name}”放不下这么大的纸。").format(name=name), _("文件还没有送去打印。"),
                      _("请改成A4，或者换一台能印A3的，也可以先存成PDF拿去印。"))


def made(setting: Setting, title: str) -> "QPrinter":
    """Return the printer, ready to take the pages of a paper."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    printer = QPrinter(QPrinterInfo.printerInfo(setting.printer), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCopyCount(setting.copies)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if setting.both_sides else QPrinter.DuplexMode.DuplexNone)
    return printer


def paint(pages: PdfPages, printer: "QPrinter") -> Iterator[int]:
    """Paint the pages, each on a sheet of its own size, and yield after each how many are done; a refusal (YS-P31) ends it.

    Whoever stops in between (`close`) takes the whole paper back where the system can do that (Windows); CUPS prints the pages
    that it has.
    """
    painter, done = QPainter(), 0
    try:
        for place in range(pages.count):
            _lay(printer, pages.sizes[place])
            begun = painter.begin(printer) if place == 0 else printer.newPage()
            if not begun:
                raise Refusal("YS-P31", _("打印机“{name}”现在连不上。").format(name=printer.printerName()), _("文件还没有送去打印。"),
                              _("请看看它开了没有、线插好没有、有没有纸；也可以换一台，或者先存成PDF。"))
            size, by = pages.sizes[place], printer.resolution() / POINTS_PER_INCH
            painter.drawImage(QRectF(0, 0, size.width() * by, size.height() * by), pages.print_picture(place, printer.resolution()))
            done = place + 1
            yield done
    finally:
        if done < pages.count and painter.isActive():
            printer.abort()
        painter.end()


def _lay(printer: "QPrinter", size: QSizeF) -> None:
    """Set paper and direction to those of a page; it is painted from the corner of the sheet, margins are its own."""
    across = size.width() > size.height()
    upright = size.transposed() if across else size
    direction = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    sheet = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(sheet, direction, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
