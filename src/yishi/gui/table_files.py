"""A table out of the window: to the clipboard for Excel and WPS, or into a workbook. Text stays text on either way."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.gui.controls import Button
from yishi.gui.layout import clear
from yishi.gui.table import Cell, Table
from yishi.gui.widgets import Strip
from yishi.i18n import _

_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")
_FORMULA = "=+-@"
Value = Any  # str int float date None


def content(table: Table) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of a table as people read them; columns that only hold tick boxes or buttons are left out."""
    places = [n for n, column in enumerate(table.rows.columns) if column.word or any(row.cells[n].text for row in table.rows.rows)]
    heads = [table.rows.columns[n].word for n in places]
    return heads, [[_read(row.cells[n]) for n in places] for row in table.rows.rows]


def _read(cell: Cell) -> str:
    text = cell.text
    if not text and cell.stage >= 0:
        from yishi.gui.chips import stages

        text = stages()[min(cell.stage, 5)]
    return "　".join(part for part in (cell.tag, text, cell.sub) if part)


def copy(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Put a table on the clipboard: lines with tabs, and the same with every text marked as text."""
    data = QMimeData()
    lines = [heads, *rows]
    data.setText("\n".join("\t".join(_plain(value) for value in line) for line in lines))
    data.setHtml("<table>" + "".join(f"<tr>{''.join(map(_marked, line))}</tr>" for line in lines) + "</table>")
    QGuiApplication.clipboard().setMimeData(data)


def _said(value: Value) -> str:
    return "" if value is None else " ".join(str(value).split("\n")).replace("\t", " ").strip()


def _plain(value: Value) -> str:
    """What begins like a formula gets a blank before it: a sheet takes it for what it is, text."""
    text = _said(value)
    return f" {text}" if text[:1] in _FORMULA and text and not _NUMBER.fullmatch(text) else text


def _marked(value: Value) -> str:
    number = isinstance(value, int | float) or (isinstance(value, str) and bool(_NUMBER.fullmatch(value)))
    style = "" if number else " style=\"mso-number-format:'\\@'\""
    return f"<td{style}>{escape(_said(value))}</td>"


def table_of(page: QWidget) -> Table | None:
    """Return the table that is meant: the one with the focus, else the biggest that is shown and has rows."""
    shown = [table for table in page.findChildren(Table) if table.isVisibleTo(page) and table.rows.rows]
    focused = next((table for table in shown if table.hasFocus()), None)
    return focused or max(shown, key=lambda table: table.width() * table.height(), default=None)


def save_shown(page: Any) -> Path | None:
    """Ask where, and save the table of `page` as a workbook; None when nobody wants to."""
    table = table_of(page)
    if table is None:
        return None
    chosen = _ask(page, f"{page.title}.xlsx")
    if chosen is None:
        return None
    from yishi.documents import xlsx

    heads, rows = content(table)
    xlsx.write(heads, rows, chosen, *page.table_words(table))
    page.window().complain("green", _("表格存好了：{file}").format(file=chosen.name))
    return chosen


def _ask(parent: QWidget, name: str) -> Path | None:
    desk = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation))
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存成表格"), str(desk / name), "Excel (*.xlsx)")
    if not chosen:
        return None
    return Path(chosen if chosen.lower().endswith(".xlsx") else f"{chosen}.xlsx")


def write_tables(tables: Sequence[Any], name: str) -> Path:
    """Write tables (services.tables.PlainTable) as the sheets of one workbook among this PC's papers; return where it lies."""
    from yishi.documents import xlsx
    from yishi.gui.printing import file_name, folder

    target = folder() / f"{file_name(name)}.xlsx"
    xlsx.write_sheets([xlsx.Sheet(t.name, t.headers, t.rows) for t in tables], target)
    return target


def write_paper(table: Table, title: str, above: str = "") -> Path:
    """Write a table as it is on screen as a PDF among this PC's papers; return where it lies. Refusal YS-P01 … YS-P04."""
    from yishi.documents import paint, plain_table
    from yishi.gui.printing import file_name, folder

    heads, rows = content(table)
    target = folder() / f"{file_name(title)}.pdf"
    paint.write(plain_table.compose(title, heads, rows, above), target)
    return target


def offer(place: QWidget, file: Path, title: str) -> Strip:
    """Show in `place` (a widget with a layout) that a file is ready, with 打开 and 另存为."""
    layout = place.layout()
    assert layout is not None
    clear(layout)
    see, save, close = Button(_("打开"), small=True), Button(_("另存为…"), small=True), Button(_("知道了"), kind="quiet", small=True)
    strip = Strip("green", _("{title}存好了：{file}").format(title=title, file=file.name), see, save, close)
    strip.setObjectName("saved_strip")
    see.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))))
    save.clicked.connect(lambda: _save_as(place, file))
    close.clicked.connect(place.hide)
    layout.addWidget(strip)
    place.show()
    return strip


def _save_as(place: QWidget, file: Path) -> None:
    from yishi.documents.paint import save

    chosen = _ask(place, file.name)
    if chosen is not None:
        save(file.read_bytes(), chosen)
