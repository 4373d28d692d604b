"""From a button to a paper: composed, written as PDF on this PC, and offered in a strip on the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from yishi import paths
from yishi.errors import Refusal
from yishi.gui import paper_faces
from yishi.gui.controls import Button
from yishi.gui.layout import clear
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from yishi.documents.catalogue import Document
    from yishi.documents.manner import Manner

FOLDER = "打印"
_ON_SHELF = ("MeetingSheet", "PrintedSheet", "PrintedResolution", "PrintedFile", "TopicSheet")  # what 打印中心 has the papers of
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
LONGEST_NAME = 60  # characters; the file systems of USB sticks count bytes


@dataclass(frozen=True)
class Printed:
    """A paper that was made: what it is called and where it lies."""

    title: str
    file: Path
    about: str = ""  # id of its record, and its name in the catalogue: where 打印中心 finds it again
    name: str = ""
    note: str = ""  # what is to be known of it


def print_meeting(workspace: Workspace, meeting_id: str, document_name: str, manner: "Manner | None" = None) -> Printed:
    """Make a paper of a meeting ("minutes", "record", "sign-in") and return where it lies.

    Raises Refusal where a character has no glyph, the file is open elsewhere or the disk is full (YS-P01 … YS-P04).
    """
    from yishi.services import paper

    with workspace.read() as session:
        answer = paper.sheet(session, meeting_id, workspace.today)
    return _written(workspace, document_name, answer, answer.line.number, manner)


def print_resolution(workspace: Workspace, resolution_id: str, document_name: str, manner: "Manner | None" = None) -> Printed:
    """Make a paper of a resolution ("assignment", "outcome" …: documents.catalogue.papers_of) and return where it lies.

    Raises Refusal where it cannot exist for this resolution (YS-P22, YS-P23, YS-P25) or cannot be written (YS-P01 … YS-P04).
    """
    from yishi.services import loop_paper

    with workspace.read() as session:
        answer = loop_paper.sheet(session, resolution_id, workspace.today)
    return _written(workspace, document_name, answer, answer.line.number, manner)


def print_covenant(workspace: Workspace, covenant_id: str, size: str) -> Printed:
    """Make a covenant for the wall on A4 or A3 and return where it lies."""
    from yishi.documents.manner import Manner
    from yishi.services import covenants

    with workspace.read() as session:
        answer = covenants.paper(session, covenant_id, workspace.today)
    about = f"{answer.sheet.title}-{_('第{n}版').format(n=answer.sheet.version)}-{size}"
    return _written(workspace, "covenant", answer, about, Manner(paper=size))


def print_statement(workspace: Workspace, resolution_id: str) -> Printed:
    """Make the closing statement of a micro-project and return where it lies."""
    from yishi.services import micro_projects

    with workspace.read() as session:
        answer = micro_projects.statement(session, resolution_id, workspace.today)
    return _written(workspace, "closing-statement", answer, answer.project.number)


def print_visits(workspace: Workspace, resolution_ids: Sequence[str]) -> Printed:
    """Make the sheets for the way to several resolutions, three a page, and return where they lie."""
    from yishi.services import loop_paper

    with workspace.read() as session:
        answer = tuple(loop_paper.sheet(session, id_, workspace.today) for id_ in resolution_ids)
    return _written(workspace, "site-visit", answer, workspace.today.isoformat())


def print_about(workspace: Workspace, document_name: str, ref: str = "", manner: "Manner | None" = None) -> Printed:
    """Make any paper of the catalogue about what `ref` names (services.paper_for), "" = a blank form or the whole book."""
    from yishi.documents.catalogue import documents
    from yishi.services import paper_for

    with workspace.read() as session:
        answer = paper_for.answer(session, documents()[document_name].needs, ref, workspace.today)
    line = getattr(answer, "line", None)
    about = getattr(line, "number", "") or getattr(answer, "leaver", "") or str(getattr(answer, "year", "") or workspace.today)
    return _written(workspace, document_name, answer, about, manner)


def folder() -> Path:
    """Return where this PC keeps its papers, made when it is not there; refused (YS-P02 … YS-P04) where it cannot be."""
    from yishi.documents import paint

    return paint.folder(paths.home() / FOLDER)


def _written(workspace: Workspace, document_name: str, answer: object, about: str, manner: "Manner | None" = None) -> Printed:
    """Write a paper into the folder of printed ones, named after what it is about; its pages get codes where the book can note them."""
    from yishi.documents.catalogue import documents
    from yishi.services import hand_edits, leaks

    document = documents()[document_name]
    paper_faces.wear()
    note = ""
    with workspace.read() as session:
        answer = hand_edits.applied(session, document_name, answer)
        if document.public:
            answer = leaks.guarded(session, document_name, answer, workspace.today)
    if document.public:
        note = masked(document, answer, manner)
    target = folder() / f"{file_name(about)}-{file_name(document.title)}.pdf"
    if not (document.coded and workspace.may_write):
        document.write(answer, target, manner)
        return Printed(document.title, target, document.about(answer) if document.needs in _ON_SHELF else "", document.name, note)
    from yishi.services import printed_pages

    with workspace.note(printed_pages.VERB) as session:
        codes = printed_pages.giver(session, document.name, document.about(answer), workspace.today)
        document.write(answer, target, manner, codes)
    return Printed(document.title, target, document.about(answer) if document.needs in _ON_SHELF else "", document.name, note)


def masked(document: "Document", answer: object, manner: "Manner | None") -> str:
    """Return in words how many passages of a guarded answer are printed masked, "" for none."""
    from yishi.documents import leaks
    from yishi.documents.manner import Manner

    count = leaks.masked(leaks.hits(document.name, answer)) if document.cleaned(manner or Manner()) else 0
    return _("{n}处个人信息已打码。").format(n=count) if count else ""


def papers_made() -> dict[str, set[str]]:
    """Return which papers were made on this PC, by the number of their meeting: {"TW-2026-03": {"会议纪要"}}."""
    found: dict[str, set[str]] = {}
    for file in (paths.home() / FOLDER).glob("*.pdf"):
        number, _dash, title = file.stem.rpartition("-")
        found.setdefault(number, set()).add(title)
    return found


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
    words += f"　{printed.note}" if printed.note else ""
    strip = Strip("green", words, see, save, paper, close)
    strip.setObjectName("printed_strip")
    strip.setToolTip(str(printed.file))
    see.clicked.connect(lambda: show(printed))
    save.clicked.connect(lambda: save_as(place, printed))
    paper.clicked.connect(lambda: to_center(place, printed))
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


def to_center(place: QWidget, printed: Printed) -> None:
    """Go to the paper in 打印中心, where the printer is chosen; what that does not have is printed from here."""
    go = getattr(place.window(), "go", None)
    if go is not None and printed.about:
        go("papers", (printed.about, printed.name))
    else:
        to_printer(place, printed)


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
    from yishi.gui import printers
    from yishi.gui.pdf_pages import PdfPages

    return sum(1 for _page in printers.paint(PdfPages(file.read_bytes()), printer))
