"""Reading a table that somebody hands us: .csv and what was pasted as text, .xlsx and .xls in a worker process of its own.

A workbook is untrusted input: the worker (`sheet_worker`) has a time, a memory and an output limit, looks at the unpacked
size before it unpacks, and tells back rows of cells or one word of what is wrong. `Reading` lets a window go on meanwhile.
"""

import csv
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import orjson

from yishi.domain.roster_cells import Cell
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.store.sheet_worker import LONGEST_CELL, MOST_COLUMNS, MOST_OUTPUT, MOST_ROWS, OLE, SECONDS, ZIP

MOST_BYTES = 100_000_000  # of the file
MOST_PASTED = 20_000_000  # characters of what is pasted

Rows = list[list[Cell]]


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
        if file.stat().st_size > MOST_BYTES:
            raise _refusal("big", file)
        head, size = _head(file), file.stat().st_size
        if not size:
            raise _refusal("empty", file)
        found = _by_worker(file, sheet, stop) if head.startswith((OLE, ZIP)) else Table(_of_text(file))
    except OSError:
        raise _refusal("gone", file) from None
    if not any(cell not in (None, "") for row in found.rows for cell in row):
        raise _refusal("empty", file)
    return found


def pasted(text: str) -> Table:
    """Return what was copied in a spreadsheet: lines, cells parted by tabs. Refused: YS-I17 too much, YS-I18 nothing."""
    rows = None if len(text) > MOST_PASTED else _rows_of(text)
    if rows is None:
        raise Refusal("YS-I17", _("粘贴的内容太多，不像一份名册。"), _("一个人都没有导入，议事簿没有变。"),
                      _("名册最多{n}行；请只复制名单那几列。").format(n=MOST_ROWS))
    if not any(cell.strip() for row in rows for cell in row if isinstance(cell, str)):
        raise Refusal("YS-I18", _("没有复制到名单。"), _("一个人都没有导入，议事簿没有变。"),
                      _("请在表格里选中名单，按 Ctrl+C，再回来粘贴。"))
    return Table(rows)


class Reading(Thread):
    """A table file being read while somebody may change their mind: `start`, ask `done`, take the `result` or `cancel`."""

    def __init__(self, file: Path, sheet: str = "") -> None:
        super().__init__(name="reading a table", daemon=True)
        self.file, self.sheet = file, sheet
        self._stop_it = Event()
        self._found: Table | BaseException | None = None

    def run(self) -> None:
        try:
            self._found = read_table(self.file, self.sheet, self._stop_it)
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


# --- text


def _of_text(file: Path) -> Rows:
    text = _decoded(file.read_bytes())
    if text is None or text.lstrip()[:1] == "<" or _unreadable(text[:4096]):
        raise _refusal("broken", file)
    rows = _rows_of(text)
    if rows is None:
        raise _refusal("big", file)
    return rows


def _rows_of(text: str) -> Rows | None:
    """Return the lines of a text as cells, None for more of them than a roster has."""
    rows: Rows = []
    csv.field_size_limit(MOST_OUTPUT)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        rows.append([cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]])
        if len(rows) > MOST_ROWS:
            return None
    return rows


def _decoded(data: bytes) -> str | None:
    """Return the text in whichever encoding spreadsheets here write: UTF-8, UTF-16, GB 18030."""
    ways = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    if len(ways) > 1 and b"\0" in data[:200]:  # UTF-16 without its mark: every second byte of ASCII is zero
        ways = ["utf-16-le" if data[1:200:2].count(0) >= data[:200:2].count(0) else "utf-16-be"]
    for way in ways:
        try:
            return data.decode(way)
        except UnicodeDecodeError:
            continue
    return None


def _unreadable(text: str) -> bool:
    """Return whether this is a picture or a program that happened to decode."""
    strange = sum((char < " " and char not in "\t\r\n") or char == "\ufffd" for char in text)
    return strange > 3 and strange > len(text) / 50


def _delimiter(text: str) -> str:
    head = text[:20_000].splitlines()[:20]
    return max(",\t;，", key=lambda mark: sum(line.count(mark) for line in head))


# --- workbooks, from outside


def _by_worker(file: Path, sheet: str, stop: Event | None) -> Table:
    command = [*_program(), "_read-sheet", str(file.absolute()), *(["--sheet", sheet] if sheet else [])]
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              cwd=Path(__file__).parents[2], creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
    with worker:
        out = _waited(worker, stop)
    if out is None:
        raise _refusal("big", file)
    try:
        told = orjson.loads(out)
    except orjson.JSONDecodeError:  # the worker was stopped by one of its limits
        raise _refusal("big", file) from None
    if "refused" in told:
        raise _refusal(told["refused"], file, sheet, told.get("sheets", ()))
    return Table(told["rows"], told["sheet"], tuple(told["sheets"]))


def _waited(worker: "subprocess.Popen[bytes]", stop: Event | None) -> bytes | None:
    """Return what the worker tells; None where its time is over or nobody wants it any more, and it has been ended."""
    step = SECONDS if stop is None else 0.1
    for _turn in range(round(SECONDS / step)):
        try:
            return worker.communicate(timeout=step)[0]
        except subprocess.TimeoutExpired:
            if stop is not None and stop.is_set():
                break
    worker.kill()
    worker.communicate()
    return None


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "yishi"]


def _refusal(why: str, file: Path, sheet: str = "", sheets: "list[str] | tuple[str, ...]" = ()) -> Refusal:
    name, safe = shown(file.name), _("一个人都没有导入，议事簿没有变。")
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
