"""Reading a table that somebody hands us, .csv, .xlsx, .xls or a long text that was pasted, in a worker process of its own.

It is untrusted input: the worker (`sheet_worker`) has a time, a memory and an output limit, looks at the unpacked size before
it unpacks, and tells back rows of cells or one word of what is wrong. `Reading` lets a window go on meanwhile.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any, TypeGuard

import orjson

from yishi.domain import roster_columns
from yishi.domain.roster_cells import Cell
from yishi.domain.roster_lines import Lines
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.store.sheet_process import stand_by, stand_down, worker
from yishi.store.sheet_worker import LONGEST_CELL, MOST_ROWS, OLE, ZIP
from yishi.store.text_table import MOST_TEXT, TooMuch, records

__all__ = ["LONGEST_CELL", "MOST_ROWS", "OLE", "Reading", "Table", "long", "pasted", "read", "read_roster", "read_table",
           "stand_by", "stand_down"]  # fmt: skip

MOST_BYTES = 100_000_000  # of a workbook
LONG_PASTED = 300_000  # characters; what is longer is read by the worker

Rows = Sequence[Sequence[Cell]]
_SEARCH = 5.0  # seconds for sheets that may hold names
_CELLS = {str, int, float, bool, type(None)}


@dataclass(frozen=True)
class Table:
    """What a file or the clipboard holds: lines of cells; of a workbook also which sheet they are of, and all its sheets."""

    rows: Rows
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def read(file: Path, sheet: str = "") -> Rows:
    """Return the rows of a table file as `read_table` does."""
    return read_table(file, sheet).rows


def read_table(file: Path, sheet: str = "", stop: Event | None = None) -> Table:
    """Return a table file (`sheet`: this sheet of a workbook, else the first that holds anything); `stop` ends it early.

    Refused: YS-I14 gone or not readable, YS-I15 with a password, YS-I16 broken or no table, YS-I17 too much, YS-I18 empty.
    """
    try:
        if not file.is_file():  # a folder, a pipe, a device
            raise _refusal("gone", file)
        size = file.stat().st_size
        if not size:
            raise _refusal("empty", file)
        if size > (MOST_BYTES if _head(file).startswith((OLE, ZIP)) else MOST_TEXT):
            raise _refusal("big", file)
        found = _by_worker(os.fsencode(file.absolute()) + b"\0" + os.fsencode(sheet), file, sheet, stop)
    except OSError:
        raise _refusal("gone", file) from None
    if not any(cell not in (None, "") for row in found.rows for cell in row):
        raise _refusal("empty", file)
    return found


def read_roster(file: Path, sheet: str = "", stop: Event | None = None) -> Table:
    """Return the sheet that is asked for, else the first one in which a column of names is found, else the first that holds anything.

    Refused as `read_table` says.
    """
    first, began = read_table(file, sheet, stop), monotonic()
    if sheet or len(first.sheets) < 2 or _has_names(first):
        return first
    for other in first.sheets:
        if other != first.sheet and monotonic() - began < _SEARCH and not (stop and stop.is_set()):
            try:
                found = read_table(file, other, stop)
            except Refusal:  # this one is empty
                continue
            if _has_names(found):
                return found
    return first


def _has_names(table: Table) -> bool:
    """Return whether a header says so, or one column more; on a cover anything of two to four characters looks like a name."""
    found = roster_columns.find(table.rows)
    fields = {column.field for column in found.columns} - {"", "skip"}
    return "name" in fields and (found.header_row > 0 or len(fields) > 1)


def long(text: str) -> bool:
    """Return whether what was copied is so long that it should be read beside the window (`Reading`)."""
    return len(text) > LONG_PASTED


def pasted(text: str, stop: Event | None = None) -> Table:
    """Return what was copied in a spreadsheet: lines, cells parted by tabs. Refused: YS-I17 too much, YS-I18 nothing."""
    try:
        if len(text) > MOST_TEXT:
            raise TooMuch
        if long(text):
            found = _by_worker(b"\0" + text.encode("utf-8", "replace"), None, "", stop)
        else:
            found = Table([[*row] for row in records(text)])
    except TooMuch:
        raise _refusal("big", None) from None
    if not any(cell.strip() for row in found.rows for cell in row if isinstance(cell, str)):
        raise _refusal("empty", None)
    return found


class Reading(Thread):
    """A table file, or a long text that was pasted, being read while somebody may change their mind.

    `start`, ask `done`, take the `result` or `cancel`.
    """

    def __init__(self, file: Path | None, sheet: str = "", text: str = "", names: bool = False) -> None:
        super().__init__(name="reading a table", daemon=True)
        self.file, self.sheet, self._text, self._read = file, sheet, text, read_roster if names else read_table
        self._stop_it = Event()
        self._found: Table | BaseException | None = None

    def run(self) -> None:
        try:
            if self.file is None:
                self._found = pasted(self._text, self._stop_it)
            else:
                self._found = self._read(self.file, self.sheet, self._stop_it)
        except BaseException as error:  # told by `result`, in the thread that waits for it
            self._found = error

    @property
    def done(self) -> bool:
        """Whether there is a result."""
        return self._found is not None

    def result(self) -> Table:
        """Return the table, or raise what was wrong."""
        self.join()
        if isinstance(self._found, BaseException):
            raise self._found
        assert self._found is not None
        return self._found

    def cancel(self) -> None:
        """End it; what it would have found is of no interest any more."""
        self._stop_it.set()


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(8)


# --- the worker, from outside


def _by_worker(asked: bytes, file: Path | None, sheet: str, stop: Event | None) -> Table:
    about, columns = dict[str, Any](), list[list[Cell]]()
    try:
        for line in worker().ask(asked, stop):
            told = orjson.loads(line)
            if told is None:
                return Table(Lines(columns), about["sheet"], tuple(about["sheets"]))
            if isinstance(told, list):
                _append(columns, told)
            elif "refused" in told:
                raise _refusal(told["refused"], file, sheet, told.get("sheets", ()))
            else:
                about = told
    except (ValueError, TypeError, KeyError, IndexError):  # half a line, or nothing that our worker would say
        pass
    raise _refusal("big", file)  # it was stopped by one of its limits, or by us


def _append(columns: list[list[Cell]], parts: list[list[Cell]]) -> None:
    """Add more lines, column by column. Raises ValueError where these are not as many, or hold what is no cell."""
    before, more = len(columns[0]) if columns else 0, len(parts[0])
    columns += [[""] * before for _part in parts[len(columns) :]]  # a text may become wider on its way
    for n, column in enumerate(columns):
        part = parts[n] if n < len(parts) else []
        if not part:
            column += [""] * more
            continue
        kinds = set(map(type, part))
        if kinds - _CELLS or len(part) != more:
            raise ValueError(kinds)
        if str in kinds and max(map(len, filter(_is_text, part))) > LONGEST_CELL:
            part = [cell[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in part]
        column += part


def _is_text(cell: Cell) -> TypeGuard[str]:
    return isinstance(cell, str)


def _refusal(why: str, file: Path | None, sheet: str = "", sheets: "list[str] | tuple[str, ...]" = ()) -> Refusal:
    safe = _("一个人都没有导入，议事簿没有变。")
    if file is None and why == "empty":
        return Refusal("YS-I18", _("没有复制到名单。"), safe, _("请在表格里选中名单，按 Ctrl+C，再回来粘贴。"))
    if file is None:
        return Refusal("YS-I17", _("粘贴的内容太多，不像一份名册。"), safe,
                       _("名册最多{n}行；请只复制名单那几列。").format(n=MOST_ROWS))
    name = shown(file.name)
    match why:
        case "gone":
            return Refusal("YS-I14", _("“{file}”打不开。").format(file=name), safe, _("请看看它还在不在，是不是正开着，U盘插好没有。"))
        case "encrypted":
            return Refusal("YS-I15", _("“{file}”加了密码，读不了。").format(file=name), safe, _("请在表格软件里去掉密码，另存一份再导入。"))
        case "big":
            return Refusal("YS-I17", _("“{file}”太大，不像一份名册。").format(file=name), safe,
                           _("名册最多{n}行；请只把名单复制到一张新表里再导入。").format(n=MOST_ROWS))
        case "empty":
            return Refusal("YS-I18", _("“{file}”是空的。").format(file=name), safe, _("请打开表看看，名单是不是在别的文件里。"))
        case "sheet":
            return Refusal("YS-I18", _("“{file}”里没有工作表“{sheet}”。").format(file=name, sheet=shown(sheet)), safe,
                           _("文件里有：{sheets}。").format(sheets="、".join(shown(name) for name in sheets)))
    return Refusal("YS-I16", _("“{file}”不是完好的表格文件。").format(file=name), safe, _("请用表格软件打开它，另存为 .xlsx 再导入。"))
