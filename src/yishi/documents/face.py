"""TrueType faces read in place and cut to the glyphs a document uses. Standard library only.

All lengths are font units, `Face.upem` to the em. ReportLab's own embedding makes one 256-glyph subset after another
and maps characters beyond U+FFFF to wrong text, so faces are cut here: one subset for a face and a document.
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import pack, unpack_from

_COPIED = ("cvt ", "fpgm", "head", "hhea", "maxp", "prep")


def _numbers(code: str, data: bytes) -> "array[int]":
    """Return big-endian `data` as an array of type `code`."""
    numbers = array(code, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


class Face:
    """One memory-mapped face with `glyf` outlines; tables are read when asked for."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        with path.open("rb") as file:
            self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
        (count,) = unpack_from(">H", self._data, 4)
        rows = (unpack_from(">4sLLL", self._data, 12 + 16 * i) for i in range(count))
        self._tables: dict[str, tuple[int, int]] = {tag.decode(): (start, size) for tag, _, start, size in rows}
        head, hhea = self._tables["head"][0], self._tables["hhea"][0]
        self.upem: int = unpack_from(">H", self._data, head + 18)[0]
        self.box: tuple[int, ...] = unpack_from(">4h", self._data, head + 36)
        self._long_loca: int = unpack_from(">h", self._data, head + 50)[0]
        self.ascent, self.descent = unpack_from(">2h", self._data, hhea + 4)
        self._long_metrics: int = unpack_from(">H", self._data, hhea + 34)[0]
        self._firsts, self._lasts, self._gids = self._groups()

    def _table(self, tag: str) -> bytes:
        start, size = self._tables[tag]
        return self._data[start : start + size]

    def _groups(self) -> tuple["array[int]", "array[int]", "array[int]"]:
        """Return the columns first, last and glyph of the format-12 character map."""
        start = self._tables["cmap"][0]
        for i in range(unpack_from(">H", self._data, start + 2)[0]):
            at = start + unpack_from(">L", self._data, start + 8 + 8 * i)[0]
            if unpack_from(">H", self._data, at)[0] == 12:
                (count,) = unpack_from(">L", self._data, at + 12)
                cells = _numbers("I", self._data[at + 16 : at + 16 + 12 * count])
                return cells[0::3], cells[1::3], cells[2::3]
        raise ValueError(f"{self.name}: no format-12 character map")

    def glyph(self, char: str) -> int:
        """Return the glyph number of `char`, 0 where the face has none."""
        code = ord(char)
        i = bisect_right(self._firsts, code) - 1
        return self._gids[i] + code - self._firsts[i] if i >= 0 and code <= self._lasts[i] else 0

    def metrics(self, gid: int) -> tuple[int, int]:
        """Return advance and left side bearing of a glyph."""
        start, last = self._tables["hmtx"][0], self._long_metrics - 1
        advance, bearing = unpack_from(">Hh", self._data, start + 4 * min(gid, last))
        if gid > last:
            (bearing,) = unpack_from(">h", self._data, start + 4 * (last + 1) + 2 * (gid - last - 1))
        return advance, bearing

    def _outline(self, gid: int) -> bytes:
        """Return the glyph's bytes in `glyf`, empty for a blank."""
        at = self._tables["loca"][0]
        if self._long_loca:
            first, end = unpack_from(">2L", self._data, at + 4 * gid)
        else:
            first, end = (2 * x for x in unpack_from(">2H", self._data, at + 2 * gid))
        glyf = self._tables["glyf"][0]
        return self._data[glyf + first : glyf + end]

    def subset(self, gids: Iterable[int]) -> bytes:
        """Return a font file whose glyph i is this face's glyph gids[i]; gids[0] is .notdef."""
        wanted = list(gids)
        outlines: list[bytes] = []
        while len(outlines) < len(wanted):  # a composite glyph appends its parts to `wanted`
            outlines.append(_renumbered(self._outline(wanted[len(outlines)]), wanted))
        loca, glyf = [0], bytearray()
        for outline in outlines:
            glyf += outline + bytes(-len(outline) % 4)
            loca.append(len(glyf))
        new = {tag: self._table(tag) for tag in _COPIED if tag in self._tables}
        new["glyf"] = bytes(glyf)
        new["loca"] = pack(f">{len(loca)}L", *loca)
        new["hmtx"] = b"".join(pack(">Hh", *self.metrics(gid)) for gid in wanted)
        new["maxp"] = new["maxp"][:4] + pack(">H", len(wanted)) + new["maxp"][6:]
        new["hhea"] = new["hhea"][:34] + pack(">H", len(wanted))
        new["head"] = new["head"][:8] + bytes(4) + new["head"][12:50] + pack(">hh", 1, 0)
        return _sfnt(new)


@cache
def open_face(path: Path) -> Face:
    """Return the face at `path`, opened once in a process."""
    return Face(path)


def _renumbered(outline: bytes, gids: list[int]) -> bytes:
    """Point a composite glyph's parts at their places in `gids`, adding what is missing."""
    if not outline or outline[0] < 0x80:
        return outline
    changed, at, flags = bytearray(outline), 10, 0x20
    while flags & 0x20:  # MORE_COMPONENTS
        flags, part = unpack_from(">2H", changed, at)
        if part not in gids:
            gids.append(part)
        changed[at + 2 : at + 4] = pack(">H", gids.index(part))
        at += 8 if flags & 1 else 6  # arguments are words or bytes
        at += 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0  # one, two or four scales
    return bytes(changed)


def _checksum(data: bytes) -> int:
    return sum(_numbers("I", data + bytes(-len(data) % 4))) & 0xFFFFFFFF


def _sfnt(tables: dict[str, bytes]) -> bytes:
    """Assemble tables into a TrueType file with right checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    head = pack(">L4H", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    at, total, fix = 12 + 16 * count, 0, 0
    body: list[bytes] = []
    for tag, data in sorted(tables.items()):
        check = _checksum(data)
        head += pack(">4sLLL", tag.encode(), check, at, len(data))
        if tag == "head":
            fix = at + 8
        body.append(data + bytes(-len(data) % 4))
        at += len(body[-1])
        total += check
    font = bytearray(head + b"".join(body))
    font[fix : fix + 4] = pack(">L", (0xB1B0AFBA - _checksum(head) - total) & 0xFFFFFFFF)
    return bytes(font)
