"""Paper finds its way back: printed, signed, scanned askew, it is attached to the page that it is; what cannot be read waits."""

import os
import random
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.services import loop_books, scans
from tests.services.conftest import ACTOR, TODAY, content
from yishi.documents import corner
from yishi.documents.catalogue import documents
from yishi.domain import form_code
from yishi.domain.records import AgendaItem
from yishi.errors import Refusal
from yishi.services import (
    loop_paper,
    meetings,
    paper,
    posting_marks,
    printed_pages,
    reminders,
    resolutions,
    scan_reading,
    way_back,
)
from yishi.services.scan_reading import ScannedSheet
from yishi.services.way_back import Taken
from yishi.store.book import Book

COMES = date(2026, 11, 25)


@pytest.fixture
def book(new_book: Callable[..., Book]) -> Book:
    return new_book("urban", worked=True)


@pytest.fixture
def meeting_id(book: Book) -> str:
    with book.read() as session:
        return meetings.find(session, "BD-2026-04")


def printed(book: Book, name: str, about_id: str, target: Path) -> Path:
    with book.read() as session:
        made = paper.sheet if documents()[name].needs == "MeetingSheet" else loop_paper.sheet
        answer = made(session, about_id, TODAY)
    return scans.print_paper(book, ACTOR, name, answer, target, TODAY)


def pages_of(file: Path) -> int:
    return len(pypdfium2.PdfDocument(str(file)))


def come_in(book: Book, *sheets: ScannedSheet) -> tuple[Taken, ...]:
    with book.write(ACTOR, "scan_in") as session:
        return way_back.take_in(session, sheets, COMES)


def dropped(book: Book, image: bytes, name: str = "IMG_0001.jpg") -> tuple[Taken, ...]:
    return come_in(book, *scan_reading.read(image, name))


def forms(book: Book) -> Iterator[tuple[str, str]]:
    """Every paper of the book that can be made, with its record."""
    with book.read() as session:
        held = [m.id for m in meetings.lines(session)]
        agreed = [r.id for r in resolutions.lines(session, TODAY)]
    for document in documents().values():
        if document.coded and document.needs in ("MeetingSheet", "PrintedResolution"):
            for about_id in held if document.needs == "MeetingSheet" else agreed:
                yield document.name, about_id


def round_trip(book: Book, folder: Path, wanted: int) -> int:
    """Print, scan and take in pages until `wanted` have been; each must come back to its own record, paper and page."""
    dice, done, seen = random.Random(2026), 0, set[str]()
    files: list[tuple[str, str, Path, int]] = []
    for name, about_id in forms(book):
        file = folder / f"{len(files)}.pdf"
        try:
            printed(book, name, about_id, file)
        except Refusal:
            continue  # cannot exist for this record
        files += [(name, about_id, file, page) for page in range(len(pypdfium2.PdfDocument(str(file))))]
    dice.shuffle(files)
    for n, (name, about_id, file, page) in enumerate(cycle(files)):
        if done == wanted:
            break
        turn = dice.choice((7, -7, 97, 187, 277, 3.5, 173))
        picture = scans.scan(file, page, turn, noise=24, seed=n)
        (taken,) = dropped(book, scans.jpeg(picture), f"{n}.jpg")
        assert (taken.document, taken.about.id if taken.about else "", taken.page) == (name, about_id, page + 1), (name, page, turn, taken)
        assert taken.verdict == ("again" if taken.code in seen else "back")
        seen.add(taken.code)
        done += 1
    return done


def test_scans_turned_and_noisy_are_attached_to_their_own_pages(book: Book, tmp_path: Path) -> None:
    assert round_trip(book, tmp_path, 5) == 5


@pytest.mark.long
def test_a_hundred_of_a_hundred_scans_find_their_pages(book: Book, tmp_path: Path) -> None:
    assert round_trip(book, tmp_path, 100) == 100


def test_a_page_speaks_for_itself_only(book: Book, meeting_id: str, tmp_path: Path) -> None:
    minutes = printed(book, "minutes", meeting_id, tmp_path / "m.pdf")
    signatures = printed(book, "signatures", meeting_id, tmp_path / "s.pdf")
    (first,) = dropped(book, scans.jpeg(scans.scan(signatures)))
    with book.read() as session:
        found = {p.document: p for p in way_back.papers_back(session, meeting_id)}
    assert first.document == "signatures" and not found["minutes"].back and not found["minutes"].whole
    pages = pages_of(minutes)
    assert pages > 1
    ticks = [dropped(book, scans.jpeg(scans.scan(minutes, n)))[0].tick for n in range(pages)]
    assert ticks == [""] * (pages - 1) + ["纪要已签"]
    with book.read() as session:
        whole = {p.document: p.whole for p in way_back.papers_back(session, meeting_id)}
    assert whole == {"minutes": True, "signatures": pages_of(signatures) == 1}


def test_several_pages_on_one_photo_are_each_claimed(book: Book, meeting_id: str, tmp_path: Path) -> None:
    minutes = printed(book, "minutes", meeting_id, tmp_path / "m.pdf")
    sign_in = printed(book, "sign-in", meeting_id, tmp_path / "s.pdf")
    found = dropped(book, scans.jpeg(scans.scan(minutes, 0, 4), scans.scan(sign_in, 0, -95), scans.scan(minutes, 1, 2)))
    assert {(t.document, t.page) for t in found} == {("minutes", 1), ("sign-in", 1), ("minutes", 2)}
    assert {t.verdict for t in found} == {"back"}


def test_a_pdf_of_a_scanner_is_read_page_by_page(book: Book, meeting_id: str, tmp_path: Path) -> None:
    minutes = printed(book, "minutes", meeting_id, tmp_path / "m.pdf")
    found = dropped(book, scans.as_pdf(scans.scan(minutes, 0), scans.scan(minutes, 1, 187)), "扫描.pdf")
    assert [(t.document, t.page, t.file_name) for t in found] == [("minutes", 1, "扫描.pdf　第1页"), ("minutes", 2, "扫描.pdf　第2页")]


def test_the_same_file_twice_changes_nothing(book: Book, meeting_id: str, tmp_path: Path) -> None:
    image = scans.jpeg(scans.scan(printed(book, "sign-in", meeting_id, tmp_path / "s.pdf")))
    blank = scans.jpeg(Image.new("L", (900, 1200), 255))
    dropped(book, image)
    dropped(book, blank)
    before = content(book)
    assert [t.verdict for t in (*dropped(book, image), *dropped(book, blank))] == ["known", "known"]
    assert content(book) == before


def test_what_cannot_be_read_waits_and_is_claimed_by_hand_or_by_its_code(book: Book, meeting_id: str, tmp_path: Path) -> None:
    file = printed(book, "sign-in", meeting_id, tmp_path / "s.pdf")
    torn = scans.scan(file, turn=0)
    torn.paste(255, (0, torn.height - 200, 300, torn.height))  # the corner is torn off
    other = Image.new("L", (900, 1200), 200)
    (one,), (two,) = dropped(book, scans.jpeg(torn), "撕角.jpg"), dropped(book, scans.jpeg(other), "晚霞.jpg")
    assert one.waits and two.waits and one.verdict == "unread"
    with book.read() as session:
        assert [w.file_name for w in way_back.unclaimed(session)] == ["撕角.jpg", "晚霞.jpg"]
    with book.write(ACTOR, "scan_claim") as session:
        way_back.claim(session, one.returned_id, "sign-in", meeting_id)
    with book.write(ACTOR, "scan_out") as session:
        way_back.strike(session, two.returned_id)
    with book.read() as session:
        assert way_back.unclaimed(session) == ()
        (back,) = way_back.papers_back(session, meeting_id)
    assert back.by_hand == 1 and back.whole == (back.pages == 1)


def test_a_code_typed_by_hand_names_the_page_and_a_slip_is_noticed(book: Book, meeting_id: str, tmp_path: Path) -> None:
    file = printed(book, "sign-in", meeting_id, tmp_path / "s.pdf")
    (code,) = scan_reading.codes_on(scans.scan(file))[:1]
    (taken,) = dropped(book, scans.jpeg(Image.new("L", (900, 1200), 90)))
    with book.write(ACTOR, "scan_claim") as session:
        with pytest.raises(Refusal, match="抄错"):
            way_back.claim_code(session, taken.returned_id, code[1] + code[0] + code[2:] if code[0] != code[1] else code[:9])
        with pytest.raises(Refusal, match="没有印过"):
            way_back.claim_code(session, taken.returned_id, form_code.make(b"of another book"))
        found = way_back.claim_code(session, taken.returned_id, form_code.shown(code).lower())
    assert found is not None and found.id == meeting_id
    with book.read() as session:
        assert way_back.papers_back(session, meeting_id)[0].back == (1,)


def test_paper_of_another_book_waits(book: Book, new_book: Callable[..., Book], tmp_path: Path) -> None:
    other = new_book("village", worked=True)
    with other.read() as session:
        theirs = meetings.find(session, "TW-2026-03")
    (taken,) = dropped(book, scans.jpeg(scans.scan(printed(other, "sign-in", theirs, tmp_path / "t.pdf"))))
    assert taken.verdict == "foreign" and taken.waits and taken.about is None and form_code.valid(taken.code)
    with book.read() as session:
        assert len(way_back.unclaimed(session)) == 1


def _pdf_of_the_printer(book: Book, meeting_id: str, folder: Path) -> bytes:
    return printed(book, "sign-in", meeting_id, folder / "p.pdf").read_bytes()


def test_what_is_no_scan_is_refused_with_its_reason_and_changes_nothing(book: Book, meeting_id: str, tmp_path: Path) -> None:
    huge = BytesIO()
    Image.new("1", (8000, 6000)).save(huge, "PNG")
    whole = scans.jpeg(Image.new("L", (900, 1200), 90))
    bad = {
        "YS-A06": huge.getvalue(), "YS-A07": b"just words", "YS-A08": _pdf_of_the_printer(book, meeting_id, tmp_path),
        "YS-A09": b"%PDF-1.7 nothing else",
    }
    before = content(book)
    for code, image in bad.items():
        with pytest.raises(Refusal) as refused:
            dropped(book, image, "坏.jpg")
        assert refused.value.code == code and refused.value.next_step and "坏.jpg" in refused.value.message
    for image in (whole[: len(whole) // 2], b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(Refusal, match="打不开"):
            dropped(book, image, "坏.jpg")
    assert content(book) == before


def _drawn(content: bytes, wide: int, high: int, box: str) -> bytes:
    """Return a PDF of one page that draws one picture of so many white dots as `content` says."""
    dots = zlib.compress(b"\xff" * ((wide + 7) // 8 * high), 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode/Length %d>>"
        b"stream\n%s\nendstream" % (wide, high, len(dots), dots),
    ]  # fmt: skip
    out = b"%PDF-1.5\n"
    places = []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(out))


@pytest.mark.parametrize("bomb", [
    _drawn(b"q 595 0 0 842 0 0 cm /I Do Q " * 20_000, 100, 100, "595 842"),  # painted twenty thousand times
    _drawn(b"q 595 0 0 842 0 0 cm /I Do Q", 30_000, 30_000, "595 842"),  # 900 million dots in 100 kB
])  # fmt: skip
def test_a_pdf_that_would_take_minutes_to_paint_is_refused_before_it_is(book: Book, bomb: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        dropped(book, bomb, "炸.pdf")
    assert refused.value.code == "YS-A06" and "炸.pdf" in refused.value.message


def test_a_picture_of_too_many_dots_is_too_large_and_not_broken() -> None:
    huge = BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    with pytest.raises(Refusal) as refused:
        scan_reading.read(huge.getvalue(), "大.png")
    assert refused.value.code == "YS-A06"


def test_a_page_as_long_as_a_road_is_read_all_the_same() -> None:
    (sheet,) = scan_reading.read(_drawn(b"q 1 0 0 14400 0 0 cm /I Do Q", 8, 8, "1 14400"), "长.pdf")
    assert not sheet.codes and sheet.picture.content


def test_a_scan_whose_name_is_in_another_encoding_is_taken_in(book: Book) -> None:
    (taken,) = dropped(book, scans.jpeg(Image.new("L", (900, 1200), 90)), os.fsdecode(b"\xc9\xa8.jpg"))
    assert taken.verdict == "unread" and taken.file_name.endswith(".jpg")


def test_a_square_that_is_not_ours_says_nothing(book: Book) -> None:
    import zxingcpp

    made = zxingcpp.create_barcode("https://example.org/YS:ABCDE", zxingcpp.BarcodeFormat.QRCode).to_image(scale=8)
    square = Image.frombytes("L", tuple(reversed(memoryview(made).shape)), bytes(memoryview(made).cast("B")))  # type: ignore[arg-type]
    page = Image.new("L", (1000, 1400), 255)
    page.paste(square, (100, 100))
    (taken,) = dropped(book, scans.jpeg(page))
    assert taken.verdict == "unread" and not taken.code


def test_printing_again_unchanged_gives_the_same_page_and_a_change_another(book: Book, meeting_id: str, tmp_path: Path) -> None:
    first = printed(book, "minutes", meeting_id, tmp_path / "a.pdf").read_bytes()
    noted = content(book)
    second = printed(book, "minutes", meeting_id, tmp_path / "b.pdf")
    assert content(book) == noted
    codes = [scan_reading.codes_on(scans.scan(file)) for file in (tmp_path / "a.pdf", second)]
    assert codes[0] == codes[1] and first
    with book.write(ACTOR, "agenda") as session:
        item = session.get(AgendaItem, meetings.sheet(session, meeting_id, TODAY).agenda[0].id)
        assert item is not None
        item.title = "消防通道怎么划"
    third = printed(book, "minutes", meeting_id, tmp_path / "c.pdf")
    assert scan_reading.codes_on(scans.scan(third)) != codes[0]


def test_a_photo_of_the_posting_is_the_photo_that_was_missing(book: Book, meeting_id: str, tmp_path: Path) -> None:
    with book.read() as session:
        before = [s for s in posting_marks.states(session, TODAY) if s.meeting_id == meeting_id and s.kind == "decision"]
    posting = printed(book, "posting", meeting_id, tmp_path / "p.pdf")
    found = [dropped(book, scans.jpeg(scans.scan(posting, n)))[0] for n in range(len(pypdfium2.PdfDocument(str(posting))))]
    with book.read() as session:
        after = [s for s in posting_marks.states(session, TODAY) if s.meeting_id == meeting_id and s.kind == "decision"]
    assert before and "贴出照片" in before[0].missing and "贴出照片" not in after[0].missing
    assert found[-1].tick == "公示照片已存"


def test_what_went_out_to_be_signed_is_missed_until_it_is_back(book: Book, meeting_id: str, tmp_path: Path) -> None:
    file = printed(book, "sign-in", meeting_id, tmp_path / "s.pdf")
    with book.read() as session:
        told = {r.code: r for r in reminders.of_day(session, TODAY, (), None)}
        assert way_back.awaited(session, TODAY) == (("sign-in", meeting_id),)
    assert told["papers_back"].place == "scans"
    for n in range(len(pypdfium2.PdfDocument(str(file)))):
        dropped(book, scans.jpeg(scans.scan(file, n)))
    with book.read() as session:
        assert way_back.awaited(session, TODAY) == ()
        assert "papers_back" not in {r.code for r in reminders.of_day(session, TODAY, (), None)}


def test_printing_is_not_what_undo_takes_back(book: Book, meeting_id: str, tmp_path: Path) -> None:
    from yishi.store import undo

    printed(book, "sign-in", meeting_id, tmp_path / "s.pdf")
    with book.read() as session:
        last = undo.last_undoable(session, ACTOR)
    assert last is not None and last.verb == "import"


def test_a_preview_shows_the_codes_that_the_print_will_have_and_writes_nothing(book: Book, meeting_id: str) -> None:
    minutes, before = documents()["minutes"], content(book)
    with book.read() as session:
        answer = paper.sheet(session, meeting_id, TODAY)
        assert minutes.about(answer) == meeting_id
        prints = corner.prints(minutes.compose(answer))
        foretold = printed_pages.foretold(session, "minutes", meeting_id)(prints)
    assert content(book) == before and len(set(foretold)) == len(prints)
    with book.write(ACTOR, printed_pages.VERB) as session:
        assert printed_pages.register(session, "minutes", meeting_id, prints, TODAY) == foretold


def test_a_paper_of_the_whole_book_comes_back_to_the_community(book: Book, tmp_path: Path) -> None:
    with book.read() as session:
        answer = loop_paper.register(session, None, TODAY)
    file = scans.print_paper(book, ACTOR, "register", answer, tmp_path / "r.pdf", TODAY)
    (taken,) = dropped(book, scans.jpeg(scans.scan(file)))
    assert taken.document == "register" and taken.about is not None and taken.about.kind == "book"


def test_nobody_learns_from_a_ballot_whose_it_was(book: Book, meeting_id: str, tmp_path: Path) -> None:
    before = content(book)
    file = printed(book, "ballot", meeting_id, tmp_path / "b.pdf")
    assert content(book) == before and scan_reading.codes_on(scans.scan(file, turn=0, noise=0)) == ()


def test_a_signed_record_of_the_inspection_that_came_back_ticks_the_signature_and_the_photos(
    new_book: Callable[..., Book], tmp_path: Path
) -> None:
    book = loop_books.adopted(new_book)
    loop_books.to_evaluation(book)
    of = loop_books.only(book)
    assert loop_books.line(book).missing == ("办结后的照片",)  # nothing was printed: nobody says that a signature is lacking
    file = scans.print_paper(book, ACTOR, "inspection", _of(book, of), tmp_path / "inspection.pdf", loop_books.DAY)
    assert loop_books.line(book).missing == ("办结后的照片", "督查人签字")
    taken = dropped(book, scans.jpeg(scans.scan(file)))
    assert [each.verdict for each in taken] == ["back"]
    assert loop_books.line(book, COMES).missing == ()
    assert "督查人签字" in loop_books.line(book).missing  # as of a day before it came


def _of(book: Book, resolution_id: str) -> object:
    with book.read() as session:
        return loop_paper.sheet(session, resolution_id, loop_books.DAY)
