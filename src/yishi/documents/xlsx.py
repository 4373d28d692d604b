"""Tables as a workbook (.xlsx) that Excel and WPS open: text stays text, numbers are numbers, and nobody is named in its properties.

What somebody typed is never a formula, a link or a number: "=1+1" is the five signs that were typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from yishi.documents.text import printable
from yishi.i18n import _

Value = str | int | float | date | None
_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME, _LONGEST_CELL = 31, 32_767  # of Excel itself
_NARROW, _WIDE = 6, 48
_MADE = datetime(2000, 1, 1)  # the same content gives the same bytes, and no paper says when somebody was at the desk


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, a line above the table, heads and rows."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]
    title: str = ""
    above: str = ""  # a second line: in which order, as of when


def write(headers: Sequence[str], rows: Sequence[Sequence[Value]], path: Path, title: str = "", above: str = "") -> None:
    """Write one table as a workbook; refused with YS-P02 … YS-P04 where it cannot be put there."""
    write_sheets([Sheet(title or _("表格"), headers, rows, title, above)], path)


def write_sheets(sheets: Sequence[Sheet], path: Path) -> None:
    """Write a workbook of several sheets, the whole of it or nothing."""
    from yishi.documents.paint import save

    save(_content(sheets), path)


def _content(sheets: Sequence[Sheet]) -> bytes:
    from xlsxwriter import Workbook

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(stream, options)
    book.set_properties({"created": _MADE, "author": "", "title": "", "company": ""})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"border": 1, "num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
    }
    names: set[str] = set()
    for sheet in sheets:
        _fill(book.add_worksheet(_name(sheet.name, names)), sheet, formats)
    book.close()
    return stream.getvalue()


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    top = 0
    if sheet.title:
        page.write_string(0, 0, printable(sheet.title), formats["title"])
        top = 1
    if sheet.above:
        page.write_string(top, 0, printable(sheet.above))
        top += 1
    for column, word in enumerate(sheet.headers):
        page.write_string(top, column, printable(word), formats["head"])
    for line, row in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(row):
            _put(page, line, column, value, formats)
    for column, word in enumerate(sheet.headers):
        longest = max([_width(word), *(_width(_as_text(row[column])) for row in sheet.rows if column < len(row))])
        page.set_column(column, column, min(max(longest + 2, _NARROW), _WIDE))
    page.freeze_panes(top + 1, 0)
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _put(page: Any, line: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    if isinstance(value, bool) or value is None:
        page.write_string(line, column, _("是") if value else "", formats["text"])
    elif isinstance(value, int | float):
        page.write_number(line, column, value, formats["text"])
    elif isinstance(value, date):
        page.write_datetime(line, column, datetime.combine(value, time()), formats["day"])
    else:
        page.write_string(line, column, printable(value)[:_LONGEST_CELL], formats["text"])


def _as_text(value: Value) -> str:
    return "" if value is None else str(value)


def _width(text: str) -> int:
    """How wide a text is in signs of a column: a Chinese one counts two."""
    return max((sum(2 if ord(c) > 0xFF else 1 for c in line) for line in text.split("\n")), default=0)


def _name(wanted: str, taken: set[str]) -> str:
    plain = printable(wanted).translate(_SHEET_NAME).strip()[:_LONGEST_NAME] or _("表格")
    name, n = plain, 2
    while name.casefold() in taken:
        name, n = f"{plain[: _LONGEST_NAME - 3]} {n}", n + 1
    taken.add(name.casefold())
    return name
