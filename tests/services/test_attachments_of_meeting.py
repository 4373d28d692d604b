"""Photos, notes and recordings of a meeting."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from yishi.errors import Refusal
from yishi.services import attachments_of_meeting, communities, meetings, photos, room
from yishi.store import attachments, undo
from yishi.store.book import Book

M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + b"voice" * 40
RECORDINGS = {
    ".m4a": M4A, ".mp3": b"ID3\x03\x00" + bytes(40), ".amr": b"#!AMR\n" + bytes(40), ".wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20),
    ".aac": b"\xff\xf1\x50\x80" + bytes(40),
}  # fmt: skip


def jpeg(colour: str = "red", size: tuple[int, int] = (60, 40), exif: bool = False) -> bytes:
    out, picture = BytesIO(), Image.new("RGB", size, colour)
    told = Image.Exif()
    if exif:
        told[0x010E] = "19900000201 secret place"
    picture.save(out, "JPEG", exif=told)
    return out.getvalue()


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = Book.open(tmp_path / "村.yishi", home=tmp_path / "home", create=True)
    with made.write("杜鹃", "init") as session:
        communities.found(session, "village", "桃湾村", "桃")
    return made


def held(session: Session) -> tuple[str, str, str]:
    meeting = room.open_meeting(session, "bench", "小板凳会商", "长廊", "2026-05-18T19:00")
    first, second = (room.add_agenda(session, meeting, title) for title in ("停车", "充电"))
    return meeting, first, second


def test_a_picture_is_named_with_its_item_and_its_time(book: Book) -> None:
    with book.write("杜鹃", "open_meeting") as session:
        meeting, _first, second = held(session)
        attachments_of_meeting.attach(session, meeting, "a" * 64, agenda_item_id=second, at="19:05", caption="东门")
        attachments_of_meeting.attach(session, meeting, "b" * 64, "note")
    with book.read() as session:
        lines = meetings.sheet(session, meeting).attachments
    told = [(a.kind, a.agenda, a.at, a.caption, a.photo_consent) for a in lines]
    assert told == [("photo", 2, "19:05", "东门", None), ("note", 0, "", "", None)]
    assert list(attachments_of_meeting.labels(lines).values()) == ["图1", "图2"]


def test_pictures_and_recordings_are_counted_each_for_themselves(book: Book) -> None:
    with book.write("杜鹃", "open_meeting") as session:
        meeting, *_items = held(session)
        for digest, kind in (("a", "photo"), ("b", "recording"), ("c", "note"), ("d", "recording")):
            attachments_of_meeting.attach(session, meeting, digest * 64, kind)
    with book.read() as session:
        lines = meetings.sheet(session, meeting).attachments
    assert list(attachments_of_meeting.labels(lines).values()) == ["图1", "录音1", "图2", "录音2"]


def test_the_same_file_is_attached_once_and_again_after_it_was_struck(book: Book) -> None:
    with book.write("杜鹃", "open_meeting") as session:
        meeting, *_items = held(session)
        made = attachments_of_meeting.attach(session, meeting, "a" * 64)
    with pytest.raises(Refusal) as refused, book.write("杜鹃", "attachment") as session:
        attachments_of_meeting.attach(session, meeting, "a" * 64)
    assert refused.value.code == "YS-A05"
    with book.write("杜鹃", "attachment") as session:
        attachments_of_meeting.strike(session, made)
    with book.write("杜鹃", "attachment") as session:
        assert attachments_of_meeting.attach(session, meeting, "a" * 64) == made
    with book.read() as session:
        assert photos.digests(session) == ["a" * 64]


def test_consent_and_kind_are_noted_and_taken_back_with_undo(book: Book) -> None:
    with book.write("杜鹃", "open_meeting") as session:
        meeting, *_items = held(session)
        made = attachments_of_meeting.attach(session, meeting, "a" * 64)
    with book.write("杜鹃", "attachment") as session:
        attachments_of_meeting.set_consent(session, made, True)
        attachments_of_meeting.set_kind(session, made, "note")
        attachments_of_meeting.set_caption(session, made, "<b>手写稿</b>")
    with book.read() as session:
        (line,) = meetings.sheet(session, meeting).attachments
    assert (line.photo_consent, line.kind, line.caption) == (True, "note", "<b>手写稿</b>")
    with book.write("杜鹃", "undo") as session:
        undo.undo_last(session, "杜鹃")
    with book.read() as session:
        (line,) = meetings.sheet(session, meeting).attachments
    assert (line.photo_consent, line.kind) == (None, "photo")


def test_an_unknown_kind_and_a_foreign_item_are_refused(book: Book) -> None:
    with book.write("杜鹃", "open_meeting") as session:
        _meeting, first, _second = held(session)
        other = room.open_meeting(session, "bench", "另一场", "长廊", "2026-05-19T19:00")
    for code, told in (("YS-A03", {"kind": "film"}), ("YS-A04", {"agenda_item_id": first})):
        with pytest.raises(Refusal) as refused, book.write("杜鹃", "attachment") as session:
            attachments_of_meeting.attach(session, other, "a" * 64, **told)
        assert refused.value.code == code and refused.value.next_step


@pytest.mark.parametrize("suffix", RECORDINGS)
def test_a_recording_is_known_by_its_bytes_and_kept_as_it_is(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / "  ..录音 <b>\n.txt"
    file.write_bytes(RECORDINGS[suffix])
    taken = attachments.taken_in(file)
    assert (taken.suffix, taken.content, taken.is_recording) == (suffix, RECORDINGS[suffix], True)
    book = tmp_path / "村.yishi"
    attachments.keep(book, taken)
    kept = attachments.file_of(book, taken.digest)
    assert kept is not None and kept.name == taken.digest + suffix and attachments.faulty(book, [taken.digest]) == []
    kept.write_bytes(b"other")
    assert attachments.faulty(book, [taken.digest, "f" * 64]) == [taken.digest, "f" * 64]


def test_a_picture_is_drawn_anew_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "../村 & 图.exe".replace("../", "")
    file.write_bytes(jpeg(exif=True))
    taken = attachments.taken_in(file)
    assert taken.suffix == ".jpg" and not taken.is_recording
    with Image.open(BytesIO(taken.content)) as drawn:
        assert not drawn.getexif() and drawn.size == (60, 40)
    assert b"secret place" not in taken.content


def test_pasted_bytes_become_a_picture_of_at_most_400_kb() -> None:
    out = BytesIO()
    Image.effect_noise((3000, 2400), 90).convert("RGB").save(out, "PNG")
    taken = attachments.drawn(out.getvalue(), "粘贴的图")
    assert len(taken.content) <= 400_000


WRONG = (b"", b"MZ\x90\x00 program", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", jpeg()[:40], b"RIFF1234AVI ")


@pytest.mark.parametrize("content", WRONG)
def test_what_is_neither_is_refused_with_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "照片.jpg"
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        attachments.taken_in(file)
    assert refused.value.code == "YS-A01" and "照片.jpg" in refused.value.message and refused.value.next_step


def test_a_folder_and_a_file_that_is_gone_are_refused(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "没有.jpg", tmp_path / "a\0b"):
        with pytest.raises(Refusal):
            attachments.taken_in(file)


def test_a_recording_that_is_too_big_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "长.m4a"
    file.write_bytes(M4A + bytes(attachments.LARGEST_RECORDING))
    with pytest.raises(Refusal) as refused:
        attachments.taken_in(file)
    assert refused.value.code == "YS-A02"
