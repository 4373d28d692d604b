"""A table read in a process of its own: `yishi _read-sheet`, which may be stopped at any time.

Loaded alone, without the rest of the program (`sheet_process` starts it and asks). Formulas are never run; text stays text.
What it may take is bounded by the system (`own_limits`) and, wherever that is not so, by what it looks at before and while it
reads: a workbook's parts are as big as its table of contents says or the reader stops there, so those sizes are looked at first.
"""

import gc
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import orjson

from yishi.store import own_limits, text_table
from yishi.store.text_table import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT

SECONDS = 10
MEMORY = 350_000_000  # bytes the worker may ask for; whoever asks needs some too
MOST_UNPACKED = 200_000_000  # bytes of a workbook
MOST_STRINGS = 40_000_000  # bytes of the texts that its sheets share
MOST_RATIO, FROM = 100, 10_000_000  # a part that is so many times what it was packed, from so many bytes on
MOST_MERGED = 100_000  # merged places
MOST_OUTPUT = 60_000_000  # bytes the worker may tell back
AT_ONCE = 2_000  # rows
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

__all__ = ["AT_ONCE", "LONGEST_CELL", "MEMORY", "MOST_COLUMNS", "MOST_OUTPUT", "MOST_ROWS", "OLE", "SECONDS", "ZIP", "main", "tell"]


def main() -> int:
    """Take on the limits, wait for FILE and the name of a sheet (or none), NUL between them, and tell it; no FILE: text follows."""
    gc.disable()  # many small things, none of which makes a cycle, and then the end
    own_limits.take_on(MEMORY, SECONDS)
    import python_calamine  # noqa: F401 (so that nothing is left to do but to read)

    try:
        asked = sys.stdin.buffer.read()  # ends with whoever asks
        if asked:
            name, _nul, more = asked.partition(b"\0")
            del asked
            for line in tell(Path(os.fsdecode(name)), os.fsdecode(more)) if name else tell_text(more):
                sys.stdout.buffer.write(line + b"\n")
                sys.stdout.buffer.flush()
    except MemoryError:
        sys.stdout.buffer.write(b'{"refused":"big"}\n')
        sys.stdout.buffer.flush()
    return 0


def tell(file: Path, sheet: str = "") -> Iterator[bytes]:
    """Yield a table as JSON: {"sheet", "sheets"}, then a list of columns again and again, then null; or {"refused": why}.

    A column that is told as [] holds nothing as far as the others of its list go.
    """
    with file.open("rb") as stream:
        workbook = stream.read(8).startswith((OLE, ZIP))
    return _bounded(_told(file, sheet) if workbook else _of_file(file))


def tell_text(data: bytes) -> Iterator[bytes]:
    """Yield a table that is text, as `tell` does."""
    return _bounded(_of_text(data))


def _bounded(lines: Iterator[bytes]) -> Iterator[bytes]:
    try:
        left = MOST_OUTPUT
        for line in lines:
            left -= len(line)
            if left < 0:
                yield b'{"refused":"big"}'
                return
            yield line
    except (MemoryError, RecursionError):
        yield b'{"refused":"big"}'


def _of_file(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        data = stream.read(MOST_TEXT + 1)
    return _of_text(data)


def _of_text(data: bytes) -> Iterator[bytes]:
    if len(data) > MOST_TEXT:
        yield b'{"refused":"big"}'
        return
    text = text_table.decoded(data)
    del data
    if text is None:
        yield b'{"refused":"broken"}'
        return
    yield b'{"sheet":"","sheets":[]}'
    try:
        rows, width = text_table.records(text), 0
        while part := list(islice(rows, AT_ONCE)):
            width = max(width, *map(len, part), 1)
            part[0] += [""] * (width - len(part[0]))
            yield orjson.dumps(_columns(zip_longest(*part, fillvalue="")))
        yield b"null"
    except text_table.TooMuch:
        yield b'{"refused":"big"}'


def _columns(columns: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Return columns as they are told: the first one whole, of the others none that are empty."""
    first, *others = columns
    return [first, *(column if any(column) or set(column) - {"", None} else () for column in others)]


def _told(file: Path, sheet: str) -> Iterator[bytes]:
    why = _before(file)
    if why:
        yield orjson.dumps({"refused": why})
        return
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(str(file)) as book:
            names = [about.name for about in book.sheets_metadata if about.typ == calamine.SheetTypeEnum.WorkSheet]
            if sheet and sheet not in names:
                yield orjson.dumps({"refused": "sheet", "sheets": names})
                return
            for name in [sheet] if sheet else names:
                found = book.get_sheet_by_name(name)
                if found.start is None or found.end is None:
                    continue
                if _too_wide(found):
                    yield b'{"refused":"big"}'
                    return
                yield orjson.dumps({"sheet": name, "sheets": names})
                for part in _parts(found):
                    yield orjson.dumps(part, default=str)
                yield b"null"
                return
    except calamine.PasswordError:
        yield b'{"refused":"encrypted"}'
        return
    except text_table.TooMuch:
        yield b'{"refused":"big"}'
        return
    except MemoryError:
        raise
    except BaseException:  # a panic of the reader is none of our exceptions
        yield b'{"refused":"broken"}'
        return
    yield b'{"refused":"empty"}'


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
    if any(part.file_size > FROM and part.file_size > MOST_RATIO * part.compress_size for part in parts):
        return "big"
    if any(part.file_size > MOST_STRINGS and part.filename.lower().endswith(("sharedstrings.xml", "sharedstrings.bin")) for part in parts):
        return "big"
    return "encrypted" if any(part.flag_bits & 1 for part in parts) else ""


def _too_wide(sheet: Any) -> bool:
    """Return whether a sheet reaches farther than any list, or fills more cells by merging than a list has."""
    (_top, left), (bottom, right) = sheet.start, sheet.end
    if bottom >= MOST_ROWS or right - left >= MOST_COLUMNS * 10:
        return True
    merged, filled = sheet.merged_cell_ranges or (), 0
    if len(merged) > MOST_MERGED:
        return True
    for (first, near), (last, far) in merged:
        filled += max(0, min(last, bottom) - first + 1) * max(0, min(far, right, MOST_COLUMNS) - near + 1)
    return bool(filled > MOST_CELLS)


def _parts(sheet: Any) -> Iterator[list[Sequence[Any]]]:
    """Yield what the columns hold from line 1 on, many lines at a time so that who listens can begin; merged cells are filled."""
    left, rows = sheet.start[1], sheet.iter_rows()
    merged = [((first, near), (last, far), [None]) for (first, near), (last, far) in sheet.merged_cell_ranges or ()]
    begin = filled = 0
    counted = (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_CELLS  # else there is no need to
    while part := list(islice(rows, AT_ONCE)):
        if left:
            part = [[""] * left + row for row in part]
        part = [row[:MOST_COLUMNS] for row in part] if len(part[0]) > MOST_COLUMNS else part
        if counted:
            filled += sum(len(row) - row.count("") for row in part)
            if filled > MOST_CELLS:
                raise text_table.TooMuch
        for (first, near), (last, far), value in merged:
            if begin <= first < begin + len(part) and near < len(part[0]):
                value[0] = part[first - begin][near]
            if first < begin + len(part) and last >= begin and near < len(part[0]):
                for row in part[max(first - begin, 0) : last + 1 - begin]:
                    row[near : far + 1] = value * len(row[near : far + 1])
        yield _columns(zip(*part, strict=True))
        begin += len(part)
