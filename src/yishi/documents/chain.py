"""Chains of faces that cover rare characters: character → face, glyph, advance.

Advances are in em (1.0 = the font size). A face is opened when the first character asks for it.
"""

from pathlib import Path
from typing import NamedTuple

from yishi import paths
from yishi.documents.face import open_face


class Glyph(NamedTuple):
    """Where a character is drawn from; `gid` 0 means that no face has it."""

    face: Path
    gid: int
    advance: float  # em


class Chain(dict[str, Glyph]):
    """Maps a character to its glyph in the first face that has it."""

    def __init__(self, name: str, *files: str) -> None:
        super().__init__()
        self.name, self.advances = name, _Advances(self)
        self.shipped = tuple(paths.resource("fonts", f"{file}.ttf") for file in files)
        self.faces, self._own = self.shipped, frozenset[Path]()

    def __missing__(self, char: str) -> Glyph:
        for path in self.faces:
            face = open_face(path)
            gid = face.glyph(char)
            if gid and not (path in self._own and self._unknown(char)):
                found = Glyph(path, gid, face.metrics(gid)[0] / face.upem)
                break
        else:
            found = Glyph(self.faces[0], 0, 1.0)
        self[char] = found
        return found

    def _unknown(self, char: str) -> bool:
        """Whether no shipped face has a character: then no face has it, so that every PC refuses the same (YS-P01)."""
        return not any(open_face(path).glyph(char) for path in self.shipped)

    def begin_with(self, *own: Path) -> None:
        """Let faces of this PC go before the shipped ones, none: only those."""
        self._own, self.faces = frozenset(own), (*own, *self.shipped)
        self.clear()
        self.advances.clear()

    def width(self, text: str) -> float:
        """Return the width of `text` in em."""
        return sum(map(self.advances.__getitem__, text))

    def missing(self, text: str) -> set[str]:
        """Return the characters of `text` that no face has."""
        return {char for char in set(text) if not self[char].gid}


class _Advances(dict[str, float]):
    """Maps a character to its advance in em: every line asks for those of all its characters."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, char: str) -> float:
        self[char] = advance = self._chain[char].advance
        return advance


# What every chain falls back on: 宋 looks most like the others; 𰻝 is in 楷 and 黑 only.
_LAST = ("NotoSerifSC-Regular", "HanaMinB", "YishiKai-Regular", "NotoSansSC-Regular")

SONG = Chain("Song", *_LAST)  # 宋体
TITLE = Chain("Title", "NotoSerifSC-Bold", *_LAST)  # in place of 小标宋
HEI = Chain("Hei", "NotoSansSC-Regular", *_LAST)  # 黑体
KAI = Chain("Kai", "YishiKai-Regular", *_LAST)  # 楷体
FANG = Chain("Fang", "FandolFang-Regular", *_LAST)  # 仿宋
