"""Reading a table that somebody hands us: .csv as text, .xlsx and .xls in a worker process of its own.

A workbook is untrusted input: the worker has a time, a memory and an output limit, looks at the unpacked size before it
unpacks, and tells back rows of cells or one word of what is wrong. Formulas are never run; text stays text.
"""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from yishi.domain.roster_cells import Cell
from yishi.errors import Refusal, shown
from yishi.i18n import _

SECONDS = 10
MEMORY = 500_000_000  # bytes the worker may ask for
MOST_BYTES = 100_000_000  # of the file
MOST_UNPACKED = 500_000_000  # bytes of a workbook by its own table of contents
MOST_ROWS, MOST_COLUMNS = 100_000, 200
LONGEST_CELL = 2_000  # characters; what is longer is no field of a roster, so its end is not needed
MOST_OUTPUT = 60_000_000  # bytes the worker may tell back
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Rows = list[list[Cell]]


def read(file: Path, sheet: str = "") -> Rows:
    """Return the rows of a table file (`sheet`: of this sheet of a workbook, else of the first that holds anything).

    Refused: YS-I14 gone or not readable, YS-I15 with a password, YS-I16 broken or no table, YS-I17 too much, YS-I18 empty.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _refusal("big", file)
        head, size = _head(file), file.stat().st_size
        if not size:
            raise _refusal("empty", file)
        rows = _by_worker(file, sheet) if head.startswith((_OLE, _ZIP)) else _of_text(file)
    except OSError:
        raise _refusal("gone", file) from None
    if not any(cell not in (None, "") for row in rows for cell in row):
        raise _refusal("empty", file)
    return rows


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(8)


# --- text


def _of_text(file: Path) -> Rows:
    text = _decoded(file.read_bytes())
    if text is None or text.lstrip()[:1] == "<" or _unreadable(text[:4096]):
        raise _refusal("broken", file)
    rows: Rows = []
    csv.field_size_limit(MOST_OUTPUT)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        rows.append([cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]])
        if len(rows) > MOST_ROWS:
            raise _refusal("big", file)
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


def _by_worker(file: Path, sheet: str) -> Rows:
    try:
        done = subprocess.run(
            [*_program(), "_read-sheet", str(file.absolute()), *(["--sheet", sheet] if sheet else [])],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
            cwd=Path(__file__).parents[2], creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _refusal("big", file) from None
    try:
        told = orjson.loads(done.stdout)
    except orjson.JSONDecodeError:  # the worker was stopped by one of its limits
        raise _refusal("big", file) from None
    if "refused" in told:
        raise _refusal(told["refused"], file, sheet)
    rows: Rows = told["rows"]
    return rows


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "yishi"]


def _refusal(why: str, file: Path, sheet: str = "") -> Refusal:
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
                           _("请照文件里的写法填工作表的名称。"))
    return Refusal("YS-I16", _("“{file}”不是完好的表格文件。").format(file=name), safe, _("请用表格软件打开它，另存为 .xlsx 再导入。"))


# --- workbooks, inside the worker


def tell(file: Path, sheet: str = "") -> bytes:
    """In the worker: take on the limits, read the workbook, return {"rows": …} or {"refused": why} as JSON."""
    _limit()
    try:
        return _told(file, sheet)
    except (MemoryError, RecursionError):
        return b'{"refused":"big"}'


def _limit() -> None:
    if sys.platform != "win32":  # there the clock alone watches
        import resource

        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
            __, hard = resource.getrlimit(kind)
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(kind, (allowed, hard))
            except (ValueError, OSError):  # macOS knows no limit of this kind
                continue


def _told(file: Path, sheet: str) -> bytes:
    why = _before(file)
    if why:
        return orjson.dumps({"refused": why})
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(str(file)) as book:
            if sheet and sheet not in book.sheet_names:
                return b'{"refused":"sheet"}'
            for name in [sheet] if sheet else book.sheet_names:
                rows = _rows(book.get_sheet_by_name(name))
                if rows is None:
                    return b'{"refused":"big"}'
                if rows:
                    told = orjson.dumps({"rows": rows}, default=str)
                    return told if len(told) <= MOST_OUTPUT else b'{"refused":"big"}'
    except calamine.PasswordError:
        return b'{"refused":"encrypted"}'
    except MemoryError:
        raise
    except BaseException:  # a panic of the reader is none of our exceptions
        return b'{"refused":"broken"}'
    return b'{"refused":"empty"}'


def _before(file: Path) -> str:
    """Return what is wrong with a workbook before anything of it is unpacked, or nothing."""
    if _head(file).startswith(_OLE):
        data = file.read_bytes()
        return "encrypted" if _ENCRYPTED in data else ""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "broken"
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 10_000:
        return "big"
    return "encrypted" if any(part.flag_bits & 1 for part in parts) else ""


def _rows(sheet: Any) -> list[list[Any]] | None:
    """Return the rows from line 1 on, merged cells filled, or None for more of them than a roster has."""
    if sheet.start is None:
        return []
    left = sheet.start[1]
    bottom, right = sheet.end
    if bottom >= MOST_ROWS or right - left >= MOST_COLUMNS * 10:
        return None
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    cut: Callable[[Any], Any] = lambda cell: cell[:LONGEST_CELL] if isinstance(cell, str) else cell  # noqa: E731
    found = [[cut(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    for (first, near), (last, far) in sheet.merged_cell_ranges or ():
        if first < len(found) and near < len(found[first]):
            value = found[first][near]
            for row in found[first : last + 1]:
                row[near : far + 1] = [value] * len(row[near : far + 1])
    return found
