"""A workbook read in a process of its own: `yishi _read-sheet FILE [--sheet NAME]`, which may be stopped at any time.

Loaded alone, without the rest of the program. What it tells on standard output is {"rows": …, "sheet": the one that was
read, "sheets": all of them} or {"refused": why}. Formulas are never run; text stays text.
"""

import gc
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

SECONDS = 10
MEMORY = 500_000_000  # bytes the worker may ask for
MOST_UNPACKED = 500_000_000  # bytes of a workbook by its own table of contents
MOST_ROWS, MOST_COLUMNS = 100_000, 200
LONGEST_CELL = 2_000  # characters; what is longer is no field of a roster, so its end is not needed
MOST_OUTPUT = 60_000_000  # bytes the worker may tell back
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def main(arguments: Sequence[str]) -> int:
    """Read the workbook that the arguments name (FILE, then perhaps --sheet NAME) and tell it."""
    gc.disable()  # many small things, none of which makes a cycle, and then the end
    sheet = arguments[2] if arguments[1:2] == ["--sheet"] else ""
    sys.stdout.buffer.write(tell(Path(arguments[0]), sheet))
    return 0


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
            names = [about.name for about in book.sheets_metadata if about.typ == calamine.SheetTypeEnum.WorkSheet]
            if sheet and sheet not in names:
                return orjson.dumps({"refused": "sheet", "sheets": names})
            for name in [sheet] if sheet else names:
                rows = _rows(book.get_sheet_by_name(name))
                if rows is None:
                    return b'{"refused":"big"}'
                if rows:
                    told = orjson.dumps({"rows": rows, "sheet": name, "sheets": names}, default=str)
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
    with file.open("rb") as stream:
        old = stream.read(8).startswith(OLE)
    if old:
        return "encrypted" if _ENCRYPTED in file.read_bytes() else ""
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
    found = [[cell if type(cell) is not str or len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
             for row in rows]
    for (first, near), (last, far) in sheet.merged_cell_ranges or ():
        if first < len(found) and near < len(found[first]):
            value = found[first][near]
            for row in found[first : last + 1]:
                row[near : far + 1] = [value] * len(row[near : far + 1])
    return found
