"""A workbook of Excel 97 made by hand: one sheet of texts in BIFF8, in a compound file of one stream."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_workbook(sheet: str, rows: Sequence[Sequence[str]], locked: bool = False) -> bytes:
    """Return the bytes of an .xls with one sheet; a locked one says at its beginning that what follows is encrypted (RC4)."""
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x0042, struct.pack("<H", 1200))
    if locked:
        start += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    end = _record(0x000A, b"")
    bound = len(start) + 4 + 6 + len(name) + len(end)
    globals_ = start + _record(0x0085, struct.pack("<IBB", bound, 0, 0) + name) + end
    cells = b"".join(_record(0x0204, struct.pack("<HHHHB", y, x, 0, len(text), 1) + text.encode("utf-16-le"))
                     for y, row in enumerate(rows) for x, text in enumerate(row) if text)
    width = max(len(row) for row in rows)
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + size + cells + end
    return _compound(globals_ + body)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """Return a compound file whose one stream is called Workbook; it is filled up, as short streams lie elsewhere."""
    stream += bytes(max(4096 - len(stream), -len(stream) % _SECTOR))
    sectors = len(stream) // _SECTOR
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, sectors + 1, 0, 4096, _END, 0, _END, 0, 0)[:36]
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    chain = [_FAT, *range(2, sectors + 1), _END, _END] + [_FREE] * (_SECTOR // 4)
    fat = struct.pack(f"<{_SECTOR // 4}I", *chain[: _SECTOR // 4])
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 1, len(stream)) + _entry("", 0, _FREE, 0, 0) * 2
    return header + fat + stream + directory


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    said = name.encode("utf-16-le") + (b"\0\0" if name else b"")
    return (said.ljust(64, b"\0") + struct.pack("<HBB", len(said), kind, 1) + struct.pack("<III", _FREE, _FREE, child) + bytes(36)
            + struct.pack("<IQ", first, size))  # fmt: skip
