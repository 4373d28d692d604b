"""TrueType faces read in place and cut to the glyphs a document uses. Standard library only.

All lengths are font units, `Face.upem` to the em. ReportLab's own embedding makes one 256-glyph subset after another
and maps characters beyond U+FFFF to wrong text, so faces are cut here: one subset for a face and a document.
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
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
        self._known: dict[int, tuple[bytes, bytes]] = {}

    @property
    def outlined(self) -> bool:
        """Whether its glyphs are TrueType outlines."""
        return {"glyf", "loca", "hmtx", "maxp"} <= self._tables.keys()

    @property
    def rights(self) -> int:
        """What its maker lets be done with it (fsType of OS/2), 0 where nothing is said."""
        return int(unpack_from(">H", self._data, self._tables["OS/2"][0] + 8)[0]) if "OS/2" in self._tables else 0

    def _table(self, tag: str) -> bytes:
        start, size = self._tables[tag]
        return self._data[start : start + size]

    def _groups(self) -> tuple["array[int]", "array[int]", "array[int]"]:
        """Return the columns first, last and glyph of the character map; one of format 12 goes before one of format 4."""
        start, older = self._tables["cmap"][0], 0
        for i in range(unpack_from(">H", self._data, start + 2)[0]):
            platform, encoding, offset = unpack_from(">HHL", self._data, start + 4 + 8 * i)
            (format_,) = unpack_from(">H", self._data, at := start + offset)
            if format_ == 12:
                (count,) = unpack_from(">L", self._data, at + 12)
                cells = _numbers("I", self._data[at + 16 : at + 16 + 12 * count])
                return cells[0::3], cells[1::3], cells[2::3]
            if format_ == 4 and (platform == 0 or (platform, encoding) == (3, 1)):
                older = at
        if not older:
            raise ValueError(f"{self.name}: no character map of Unicode")
        return self._segments(older)

    def _segments(self, at: int) -> tuple["array[int]", "array[int]", "array[int]"]:
        """Return the same columns of the format-4 map at `at`, as faces of Windows have it."""
        double = unpack_from(">H", self._data, at + 6)[0]  # twice the number of segments
        ends, starts, deltas, ranges = (
            _numbers("H", self._data[at + skip : at + skip + double]) for skip in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
        )
        firsts, lasts, gids = array("I"), array("I"), array("I")
        for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
            for code in range(first, min(last, 0xFFFE) + 1):
                gid = code
                if ranges[n]:
                    place = at + 16 + 3 * double + 2 * n + ranges[n] + 2 * (code - first)
                    (gid,) = unpack_from(">H", self._data, place)
                gid = (gid + deltas[n]) & 0xFFFF if gid or not ranges[n] else 0
                if gids and lasts[-1] == code - 1 and gids[-1] + code - firsts[-1] == gid:
                    lasts[-1] = code
                elif gid:
                    firsts.append(code)
                    lasts.append(code)
                    gids.append(gid)
        return firsts, lasts, gids

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

    def _drawn(self, gid: int) -> tuple[bytes, bytes]:
        """Return the glyph's bytes in `glyf` (empty for a blank) and in `hmtx`; kept, as most papers use the same characters."""
        if (known := self._known.get(gid)) is None:
            outline = self._outline(gid)
            known = self._known[gid] = outline + bytes(-len(outline) % 4), pack(">Hh", *self.metrics(gid))
        return known

    def _outline(self, gid: int) -> bytes:
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
        advances: list[bytes] = []
        while len(outlines) < len(wanted):  # a composite glyph appends its parts to `wanted`
            outline, advance = self._drawn(wanted[len(outlines)])
            outlines.append(_renumbered(outline, wanted) if outline and outline[0] >= 0x80 else outline)
            advances.append(advance)
        loca = [0, *accumulate(map(len, outlines))]
        new = {tag: self._table(tag) for tag in _COPIED if tag in self._tables}
        new["glyf"] = b"".join(outlines)
        new["loca"] = pack(f">{len(loca)}L", *loca)
        new["hmtx"] = b"".join(advances)
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
