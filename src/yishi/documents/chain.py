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
        self.name = name
        self.faces = tuple(paths.resource("fonts", f"{file}.ttf") for file in files)

    def __missing__(self, char: str) -> Glyph:
        for path in self.faces:
            face = open_face(path)
            gid = face.glyph(char)
            if gid:
                found = Glyph(path, gid, face.metrics(gid)[0] / face.upem)
                break
        else:
            found = Glyph(self.faces[0], 0, 1.0)
        self[char] = found
        return found

    def width(self, text: str) -> float:
        """Return the width of `text` in em."""
        return sum(self[char].advance for char in text)

    def missing(self, text: str) -> set[str]:
        """Return the characters of `text` that no face has."""
        return {char for char in set(text) if not self[char].gid}


# What every chain falls back on: 宋 looks most like the others; 𰻝 is in 楷 and 黑 only.
_LAST = ("NotoSerifSC-Regular", "HanaMinB", "YishiKai-Regular", "NotoSansSC-Regular")

SONG = Chain("Song", *_LAST)  # 宋体
TITLE = Chain("Title", "NotoSerifSC-Bold", *_LAST)  # in place of 小标宋
HEI = Chain("Hei", "NotoSansSC-Regular", *_LAST)  # 黑体
KAI = Chain("Kai", "YishiKai-Regular", *_LAST)  # 楷体
FANG = Chain("Fang", "FandolFang-Regular", *_LAST)  # 仿宋
