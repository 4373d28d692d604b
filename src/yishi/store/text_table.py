"""A table that came as text (.csv, or what was pasted): its encoding, what parts its columns, its records, all of it bounded.

Loaded by the worker that reads files, and by whoever pastes a few lines; so it needs nothing of the rest of the program.
"""

import csv
import io
from collections.abc import Iterator

MOST_TEXT = 30_000_000  # bytes; a hundred thousand people with ten columns are 12 million
MOST_ROWS, MOST_COLUMNS = 100_000, 200
MOST_CELLS = 2_000_000  # that hold something
LONGEST_CELL = 2_000  # characters; what is longer is no field of a roster, so its end is not needed
_MOST_LINES = 800_000  # some cells have several
_LONGEST_LINE = 2_000_000  # characters
_MOST_TORN = 200  # records of a text; where more are, no quotation mark means anything
_FEW_NULS = 3


class TooMuch(ValueError):
    """This is no list of people: it has more of something than any."""


def decoded(data: bytes) -> str | None:
    """Return the text in whichever encoding spreadsheets here write (UTF-8, UTF-16, GB 18030), None for what is no text."""
    ways = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    if len(ways) > 1 and data[:200].count(0) > _FEW_NULS:  # UTF-16 without its mark: every second byte of ASCII is zero
        ways = ["utf-16-le" if data[1:200:2].count(0) >= data[:200:2].count(0) else "utf-16-be", *ways]
    for way in ways:
        try:
            text = data.decode(way)
        except UnicodeDecodeError:
            continue
        if not _unreadable(text[:4096]) and text.lstrip()[:1] != "<":
            return text
    return None


def records(text: str) -> Iterator[list[str]]:
    """Yield the lines as cells, empty ones at the end of a line left off. Raises TooMuch."""
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        raise TooMuch
    csv.field_size_limit(_LONGEST_LINE)
    rows = cells = 0
    for row in _records(text, _delimiter(text)):
        while row and not row[-1]:
            row.pop()
        row = [cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
        rows, cells = rows + 1, cells + len(row)
        if rows > MOST_ROWS or cells > MOST_CELLS:
            raise TooMuch
        yield row


def _records(text: str, mark: str) -> Iterator[list[str]]:
    """Yield the records; a quotation mark that is never closed is a sign like others: it swallows no line after its own."""
    lines = list(io.StringIO(text, newline=""))
    if max(map(len, lines), default=0) > _LONGEST_LINE:
        raise TooMuch
    if '"' not in text:
        yield from csv.reader(lines, delimiter=mark)
        return
    place = torn = 0
    while place < len(lines):
        here = map(lines.__getitem__, range(place, len(lines)))  # islice would count from the first line each time
        begun, reader = place, csv.reader(here, delimiter=mark)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:  # longer than anything that somebody has put between quotation marks
                row = None
            after = begun + reader.line_num
            several = after - place > 1
            if row is None or (several and torn > _MOST_TORN) or (
                    (several or after == len(lines)) and _is_torn(lines[place:after], mark)):
                torn += 1
                yield [cell.strip('"') for cell in next(csv.reader(lines[place : place + 1], delimiter=mark, quoting=csv.QUOTE_NONE))]
                place += 1
                break
            place = after
            yield row


def _is_torn(lines: list[str], mark: str) -> bool:
    """Return whether what was read as one record of several lines is none: its last quotation mark is missing, or stands elsewhere."""
    try:
        return not list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error:
        return True


def _unreadable(text: str) -> bool:
    """Return whether this is a picture or a program that happened to decode."""
    strange = sum((char < " " and char not in "\t\r\n") or char == "\ufffd" for char in text)
    return strange > _FEW_NULS and strange > len(text) / 50


def _delimiter(text: str) -> str:
    head = text[:20_000].splitlines()[:20]
    return max(",\t;，", key=lambda mark: sum(line.count(mark) for line in head))
