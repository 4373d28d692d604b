"""Faces as PDF fonts: one compact subset for a face and a document, one code for a character, exact text maps.

PDF widths are in 1/1000 em.
"""

import re
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from yishi.documents.chain import Chain
from yishi.documents.face import open_face

_UNNAMED = re.compile("[^A-Za-z0-9_-]+")  # what a PDF name would have to write in numbers

AddObject = Callable[[str], str]  # text of an object → its reference
AddStream = Callable[[bytes, dict[str, int]], str]  # data and extra entries → its reference


class Subset:
    """The characters one document takes from one face.

    Every character has its own code, so the way back to text is exact even where two characters share a glyph.
    """

    def __init__(self, path: Path, key: str) -> None:
        self.key = key
        self._face = open_face(path)
        self._codes: dict[str, int] = {}
        self._gids = [0]
        self._advances: list[float] = []

    def code(self, char: str, gid: int, advance: float) -> str:
        """Return the two-byte code of `char` in this document, in hexadecimal."""
        if char not in self._codes:
            self._codes[char] = len(self._gids)
            self._gids.append(gid)
            self._advances.append(advance)
        return f"{self._codes[char]:04X}"

    def _name(self) -> str:
        """Return subset tag and face, e.g. QKZMDF+NotoSerifSC-Regular; equal subsets have equal tags."""
        check, tag = crc32("".join(self._codes).encode()), ""
        for _ in range(6):
            check, digit = divmod(check, 26)
            tag += chr(65 + digit)
        return f"{tag}+{_UNNAMED.sub('', self._face.name) or 'Face'}"

    def _to_unicode(self) -> bytes:
        """Return the ToUnicode map; characters beyond U+FFFF as surrogate pairs."""
        rows = [f"<{code:04X}><{char.encode('utf-16-be').hex()}>" for char, code in self._codes.items()]
        blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
        body = "\n".join("{} beginbfchar\n{}\nendbfchar".format(len(block), "\n".join(block)) for block in blocks)
        return (
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
            "1 begincodespacerange<0000><FFFF>endcodespacerange\n"
            f"{body}\nendcmap CMapName currentdict/CMap defineresource pop end end"
        ).encode()

    def type0(self, add: AddObject, stream: AddStream) -> str:
        """Return the text of the Type0 font after adding the objects it refers to."""
        name, data, scale = self._name(), self._face.subset(self._gids), 1000 / self._face.upem
        box = " ".join(f"{value * scale:.0f}" for value in self._face.box)
        widths = " ".join(f"{i}[{round(1000 * w, 2):g}]" for i, w in enumerate(self._advances, 1) if w != 1)
        descriptor = add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {self._face.ascent * scale:.0f}/Descent {self._face.descent * scale:.0f}/CapHeight 733/StemV 80"
            f"/FontFile2 {stream(data, {'Length1': len(data)})}>>"
        )
        cid = add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/DW 1000/W[{widths}]"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}>>"
        )
        return (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{cid}]"
            f"/ToUnicode {stream(self._to_unicode(), {})}>>"
        )


class Embedding:
    """The faces one document uses; each gets one subset however many chains share it."""

    def __init__(self) -> None:
        self.subsets: dict[Path, Subset] = {}
        self._encoders: dict[str, _Encoder] = {}

    def subset(self, path: Path) -> Subset:
        """Return the subset of the face at `path`, made when it is asked for first."""
        if path not in self.subsets:
            self.subsets[path] = Subset(path, f"G{len(self.subsets)}")
        return self.subsets[path]

    def runs(self, chain: Chain, text: str) -> list[tuple[str, str]]:
        """Return [(subset key, two-byte codes in hexadecimal)] for consecutive characters of one face."""
        encoder = self._encoders.get(chain.name)
        if encoder is None:
            encoder = self._encoders[chain.name] = _Encoder(chain, self)
        found: list[tuple[str, str]] = []
        for number, part in enumerate(text.translate(encoder).split("|")):
            key, _, code = part.partition(" ") if number % 2 else (encoder.key, "", part)
            if code and found and found[-1][0] == key:
                found[-1] = key, found[-1][1] + code
            elif code:
                found.append((key, code))
        return found


class _Encoder(dict[int, str]):
    """Maps a character to its code within one document and chain: 0012, and |G2 0034| where not the first face has it.

    For `str.translate`: a line of text is one call, however long it is.
    """

    def __init__(self, chain: Chain, embedding: Embedding) -> None:
        super().__init__()
        self._chain, self._embedding, self.key = chain, embedding, ""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        path, gid, advance = self._chain[char]
        subset = self._embedding.subset(path)
        code = subset.code(char, gid, advance)
        if path is self._chain.faces[0]:
            self.key = subset.key
        else:
            code = f"|{subset.key} {code}|"
        self[code_point] = code
        return code
