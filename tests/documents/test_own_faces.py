"""Faces of this PC go before the shipped ones; what they lack, and what nobody may embed, comes from ours."""

import ctypes
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import pack_into, unpack_from

import pypdfium2
import pytest

from yishi import paths
from yishi.documents import chain, own_faces, paint
from yishi.documents.catalogue import documents
from yishi.documents.face import Face
from yishi.documents.layout import Paper
from yishi.documents.text import missing
from yishi.services.answers import MeetingSheet


@pytest.fixture(autouse=True)
def as_shipped() -> Iterator[None]:
    yield
    own_faces.wear({})


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A folder with a face of ours under the name that 仿宋 has on Windows."""
    folder = tmp_path / "Fonts"
    folder.mkdir()
    shutil.copy(paths.resource("fonts", "NotoSansSC-Regular.ttf"), folder / "simfang.ttf")
    return folder


def test_a_face_of_this_pc_is_found_and_printed_with(fonts: Path, meeting: MeetingSheet, words: Callable[[Paper], str]) -> None:
    found = own_faces.find([fonts])
    assert found == {"Fang": fonts / "simfang.ttf"}
    before = documents()["minutes"].compose(meeting)
    assert "simfang" not in _faces(paint.pdf(before))
    own_faces.wear(found)
    after = documents()["minutes"].compose(meeting)
    content = paint.pdf(after)
    assert "simfang" in _faces(content) and "FandolFang-Regular" not in _faces(content)
    assert words(after) == words(before)
    own_faces.wear({})
    assert paint.pdf(documents()["minutes"].compose(meeting)) == paint.pdf(before)


def _faces(content: bytes) -> set[str]:
    found = set()
    document = pypdfium2.PdfDocument(content)
    for page in document:
        for each in page.get_objects(filter=[1]):  # text
            font = pypdfium2.raw.FPDFTextObj_GetFont(each.raw)
            size = pypdfium2.raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pypdfium2.raw.FPDFFont_GetBaseFontName(font, buffer, size)
            found.add(buffer.value.decode().rpartition("+")[2])
    return found


def test_what_the_face_lacks_comes_from_the_shipped_ones_and_nothing_more_is_printable(fonts: Path) -> None:
    before = missing("𠮷\ue123仿")
    own_faces.wear(own_faces.find([fonts]))
    assert chain.FANG["仿"].face.name == "simfang.ttf"
    assert chain.FANG["𠮷"].gid and chain.FANG["𠮷"].face.name != "simfang.ttf"
    assert chain.FANG["\ue123"].gid == 0 and missing("𠮷\ue123仿") == before


def test_a_drawn_character_of_this_pcs_own_face_is_still_refused(tmp_path: Path) -> None:
    file = tmp_path / "simfang.ttf"
    shutil.copy(paths.resource("fonts", "NotoSansSC-Regular.ttf"), file)
    own_faces.wear({"Fang": file})
    known = next(chr(code) for code in range(0x20, 0x30000) if Face(file).glyph(chr(code)))
    assert chain.FANG[known].face == file
    chain.FANG.shipped, kept = (paths.resource("fonts", "FandolFang-Regular.ttf"),), chain.FANG.shipped
    try:
        chain.FANG.begin_with(file)
        lacking = next(chr(c) for c in range(0x4E00, 0x9FFF) if Face(file).glyph(chr(c)) and not Face(chain.FANG.shipped[0]).glyph(chr(c)))
        assert chain.FANG[lacking].gid == 0
    finally:
        chain.FANG.shipped = kept


def test_files_that_are_no_such_font_are_passed_by(fonts: Path) -> None:
    (fonts / "SimHei.ttf").write_bytes(b"no font at all")
    (fonts / "simkai.ttf").write_bytes((fonts / "simfang.ttf").read_bytes()[:5000])
    forbidden = bytearray((fonts / "simfang.ttf").read_bytes())
    count = unpack_from(">H", forbidden, 4)[0]
    table = next(12 + 16 * n for n in range(count) if forbidden[12 + 16 * n : 16 + 16 * n] == b"OS/2")
    pack_into(">H", forbidden, unpack_from(">L", forbidden, table + 8)[0] + 8, 2)
    (fonts / "方正小标宋简体.ttf").write_bytes(forbidden)
    assert own_faces.find([fonts, fonts / "gone"]) == {"Fang": fonts / "simfang.ttf"}


def test_a_face_with_an_older_map_is_read_alike(tmp_path: Path) -> None:
    """Faces of Windows have a map of format 4 only: the map of format 12 is struck from one that has both."""
    data = bytearray(paths.resource("fonts", "NotoSansSC-Regular.ttf").read_bytes())
    count = unpack_from(">H", data, 4)[0]
    row = next(12 + 16 * n for n in range(count) if data[12 + 16 * n : 16 + 16 * n] == b"cmap")
    start = unpack_from(">L", data, row + 8)[0]
    tables = unpack_from(">H", data, start + 2)[0]
    formats = {unpack_from(">H", data, start + unpack_from(">L", data, start + 8 + 8 * n)[0])[0] for n in range(tables)}
    if 4 not in formats:
        pytest.skip("the shipped face has no older map")
    for n in range(tables):
        at = start + unpack_from(">L", data, start + 8 + 8 * n)[0]
        if unpack_from(">H", data, at)[0] == 12:
            pack_into(">H", data, at, 99)
    (tmp_path / "old.ttf").write_bytes(data)
    old, new = Face(tmp_path / "old.ttf"), Face(paths.resource("fonts", "NotoSansSC-Regular.ttf"))
    text = "一仿宋龥，。“”Aa1％㐂" + "".join(map(chr, range(0x4E00, 0x9FA6, 37)))
    assert [old.glyph(char) for char in text] == [new.glyph(char) for char in text]
