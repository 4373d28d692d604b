"""Faces of GB/T 9704 that this PC has (仿宋_GB2312, 黑体, 楷体_GB2312, 方正小标宋): not ours to ship, but used where they are.

Only TrueType outlines (`glyf`) in files of one face, which their maker lets be put into documents. Characters that such a face lacks
come from the shipped ones as before.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from struct import error as struct_error
from struct import unpack, unpack_from

from yishi.documents import chain
from yishi.documents.face import Face

# For each chain: how the standard calls its face, and by what names and files it may be there, the best first.
WANTED: dict[str, tuple[str, ...]] = {
    "Fang": ("仿宋_GB2312", "FangSong_GB2312", "simfang_gb2312", "仿宋", "FangSong", "simfang"),
    "Hei": ("黑体", "SimHei"),
    "Kai": ("楷体_GB2312", "KaiTi_GB2312", "simkai_gb2312", "楷体", "KaiTi", "simkai"),
    "Title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FZXBSJW", "FZXBSK"),
}
_CHAINS = {each.name: each for each in (chain.FANG, chain.HEI, chain.KAI, chain.TITLE)}
_RESTRICTED = 0x0002  # OS/2 fsType: may not be embedded
_NAMES = (1, 4, 6, 16)  # family, full, PostScript and typographic family name
_MOST = 5000  # files looked at


def called(name: str) -> str:
    """Return how the standard calls the face of a chain."""
    return WANTED[name][0]


def find(folders: Iterable[Path]) -> dict[str, Path]:
    """Return for each chain the best face of the folders that can be used; a file that is no such font is passed by."""
    places = {word.casefold(): (chain_, place) for chain_, words in WANTED.items() for place, word in enumerate(words)}
    found: dict[str, tuple[int, Path]] = {}
    for file in _files(folders):
        named = [places[word] for word in names(file) if word in places]
        for chain_, place in named:
            if (chain_ not in found or place < found[chain_][0]) and usable(file):
                found[chain_] = place, file
    return {chain_: file for chain_, (_place, file) in found.items()}


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    seen = 0
    for folder in dict.fromkeys(folders):
        try:
            inside = sorted(file for file in folder.rglob("*") if file.suffix.lower() == ".ttf")
        except OSError:
            continue
        for file in inside[: max(_MOST - seen, 0)]:
            seen += 1
            yield file


def names(file: Path) -> set[str]:
    """Return by what names a font goes, small letters: those in its table of names, and that of its file."""
    told = {file.stem.casefold()}
    try:
        with file.open("rb") as font:
            head = font.read(12)
            (count,) = unpack_from(">H", head, 4)
            rows = font.read(16 * min(count, 64))
            for n in range(len(rows) // 16):
                tag, _check, at, size = unpack(">4sLLL", rows[16 * n : 16 * n + 16])
                if tag == b"name":
                    font.seek(at)
                    told |= set(_read(font.read(min(size, 1 << 16))))
    except (OSError, struct_error):
        pass
    return told


def _read(table: bytes) -> Iterable[str]:
    _format, count, strings = unpack_from(">HHH", table)
    for n in range(count):
        platform, encoding, _language, kind, size, at = unpack_from(">6H", table, 6 + 12 * n)
        if kind in _NAMES and platform in (0, 1, 3):
            data = table[strings + at : strings + at + size]
            code = "gbk" if (platform, encoding) in ((3, 3), (1, 25)) else "latin-1" if platform == 1 else "utf-16-be"
            yield data.replace(b"\0", b"").decode(code, "ignore").casefold() if code == "gbk" else data.decode(code, "ignore").casefold()


def usable(file: Path) -> bool:
    """Return whether a font can be put into our papers: outlines of TrueType, a map of Unicode, no word of its maker against it."""
    try:
        face = Face(file)
        rights = face.rights
        return face.outlined and rights & 0xF != _RESTRICTED and bool(face.glyph("一")) and bool(face.subset((0, face.glyph("一"))))
    except (OSError, ValueError, KeyError, IndexError, struct_error):
        return False


def wear(faces: Mapping[str, Path]) -> None:
    """Let the chains begin with these faces (of `find`), the others with what is shipped."""
    for name, each in _CHAINS.items():
        own = (faces[name],) if name in faces else ()
        if each.faces != (*own, *each.shipped):
            each.begin_with(*own)
