"""The book as a file: opened, locked, written, killed, on a full disk and on a read-only medium."""

import os
import resource
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.store.copies import CLERK, START, book_at, conflicts, content, fault, fill, look, person, put
from tests.store.sticks import mounted
from yishi.domain.records import Actor, Person, Speech
from yishi.errors import Exit, Refusal
from yishi.store.book import Book
from yishi.store.clock import local_time
from yishi.store.journal import heads_of, journal


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with book_at(tmp_path, "村") as book:
        with book.write(CLERK, "init") as session:
            fill(session)
        yield book


def speak(session: Session, text: str) -> None:
    last = session.scalar(select(func.max(Speech.position)).where(Speech.meeting_id == "m")) or 0
    session.add(Speech(meeting_id="m", agenda_item_id="a", position=last + 1, speaker="周德厚", text=text))


def spoken(book: Book) -> list[str | None]:
    with book.read() as session:
        return list(session.scalars(select(Speech.text).where(~Speech.deleted).order_by(Speech.position)))


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python on a script that has Book, fill, speak and START at hand."""
    head = "import sys\nfrom tests.store.copies import *\nfrom tests.store.test_book import *\n"
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", head + textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


# --- opening


def test_a_missing_book_is_refused_and_not_made(tmp_path: Path) -> None:
    for write in (True, False):
        with pytest.raises(Refusal, match="YS-B01"):
            Book.open(tmp_path / "无.yishi", home=tmp_path, write=write)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bytes_", [b"", b"hello", b"SQLite format 3\0" + bytes(5000), b"PK\3\4" + bytes(99999)])
def test_a_file_that_is_no_book_is_refused_untouched(bytes_: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.yishi"
    file.write_bytes(bytes_)
    for write in (True, False):
        with pytest.raises(Refusal) as refused:
            Book.open(file, home=tmp_path, write=write, create=write)
        assert refused.value.exit_code == Exit.DAMAGED
    assert file.read_bytes() == bytes_


def test_a_truncated_book_is_refused_as_damaged(book: Book) -> None:
    file = Path(book.location)
    book.close()
    file.write_bytes(file.read_bytes()[:-5000])
    with pytest.raises(Refusal) as refused:
        Book.open(file, write=False)
    assert refused.value.exit_code == Exit.DAMAGED


def test_a_book_with_strange_characters_in_its_path_opens(tmp_path: Path) -> None:
    with book_at(tmp_path, "桃 100% #1?a=b&mode=memory") as book, book.write(CLERK, "init") as session:
        fill(session)
    assert (tmp_path / "桃 100% #1?a=b&mode=memory.yishi").stat().st_size > 0


def test_a_book_at_rest_is_one_file_without_leftovers(book: Book) -> None:
    folder = Path(book.location).parent
    book.close()
    sizes = {file.name: file.stat().st_size for file in folder.iterdir() if file.is_file()}
    assert sizes.pop("村.yishi") > 0
    assert sizes == {"村.yishi.lock": 0}


# --- writing


def test_an_action_that_raises_leaves_nothing_behind(book: Book) -> None:
    before = content(book)
    with pytest.raises(ZeroDivisionError), book.write(CLERK, "speech") as session:
        speak(session, "半句")
        session.flush()
        _ = 1 / 0
    assert content(book) == before
    with book.write(CLERK, "speech") as session:
        speak(session, "整句")
    assert spoken(book) == ["整句"]
    assert fault(book) is None


def test_a_rehearsal_shows_the_outcome_and_saves_nothing(book: Book) -> None:
    before = content(book)
    with book.rehearse(CLERK, "import") as session:
        speak(session, "试一试")
        assert session.scalar(select(func.count()).select_from(Speech)) == 1
    assert content(book) == before
    assert book.last_saved == local_time(START)


def test_a_save_that_fails_at_the_very_end_is_taken_back_at_once(book: Book) -> None:
    with pytest.raises(IntegrityError), book.write(CLERK, "speech") as session:
        session.add(Speech(meeting_id="m", agenda_item_id="nowhere", position=1, text="悬空"))
    assert spoken(book) == []
    with Book.open(book.location, write=False) as reader:
        assert spoken(reader) == []
    put(book, Person, "p", phone="2")
    assert fault(book) is None


def test_a_live_action_takes_six_statements(book: Book) -> None:
    said: list[str] = []
    event.listen(book.engine.pool, "checkout", lambda raw, *_: raw.set_trace_callback(said.append))
    for number in range(3):
        said.clear()
        with book.write(CLERK, "speech") as session:
            speak(session, f"第{number}句")
        assert [line.split()[0] for line in said] == ["BEGIN", "SELECT", "INSERT", "INSERT", "UPDATE", "COMMIT"]


def test_the_acknowledgement_names_the_time_of_the_last_save(book: Book) -> None:
    book.now = lambda: START + 61_000
    with book.write(CLERK, "nothing"):
        pass
    assert book.last_saved == local_time(START)
    put(book, Person, "p", phone="2")
    assert book.last_saved == local_time(START + 61_000)


def test_the_journal_names_people_by_id_only(book: Book) -> None:
    put(book, Person, "p", phone="2")
    put(book, Person, "p", phone="3")
    with book.read() as session:
        [actor] = session.scalars(select(Actor))
        assert set(session.scalars(select(journal.c.actor))) == {actor.id}
    assert actor.name == CLERK


@pytest.mark.parametrize("text", ["一\0二", "半\ud83d个"])
def test_text_that_no_other_copy_could_store_is_refused(text: str, book: Book) -> None:
    before = content(book)
    for value, reason in ((text, None), ("好", text)):
        with pytest.raises(Refusal, match="YS-J01"):
            put(book, Person, "p", reason=reason, name=value)
    assert content(book) == before


def test_records_are_never_removed(book: Book) -> None:
    with pytest.raises(RuntimeError, match="never removed"), book.write(CLERK, "drop") as session:
        session.delete(session.get_one(Person, "p"))
    assert look(book, Person, "p").name == "王五"


def test_a_deleted_record_must_be_restored_before_it_is_edited(book: Book) -> None:
    put(book, Person, "p", deleted=True)
    with pytest.raises(Refusal, match="YS-J02"):
        put(book, Person, "p", phone="2")
    put(book, Person, "p", deleted=False, phone="2")
    assert look(book, Person, "p").phone == "2"


def test_an_action_inside_an_action_is_our_fault(book: Book) -> None:
    with pytest.raises(RuntimeError, match="inside"), book.write(CLERK, "outer"), book.write(CLERK, "inner"):
        pass
    put(book, Person, "p", phone="2")
    assert fault(book) is None


# --- the lock


def test_the_second_to_open_a_book_is_told_who_has_it_and_can_read(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        Book.open(book.location, home=tmp_path / "other", now=lambda: START)
    assert refused.value.exit_code == Exit.BUSY
    assert (
        refused.value.message == f"这本议事簿正由许晓芸（{local_time(START, '%H:%M')}起）打开着。现在只能看，不能记。"
    )
    with Book.open(book.location, home=tmp_path / "other", write=False) as reader:
        put(book, Person, "p", phone="2")
        assert look(reader, Person, "p").phone == "2"
        with pytest.raises(Refusal) as refused:
            put(reader, Person, "p", phone="3")
        assert refused.value.exit_code == Exit.NO_SPACE


def test_a_lock_file_that_lies_about_means_nothing(book: Book) -> None:
    book.close()
    lock = Path(f"{book.location}.lock")
    lock.write_text("周德厚\n1795000000000")
    with Book.open(book.location, home=lock.parent) as again:
        assert again.writable


def test_another_process_holds_the_lock_until_it_is_killed(tmp_path: Path) -> None:
    book_at(tmp_path, "村").close()
    holder = child("book = book_at(Path(sys.argv[1]), '村')\nprint('open')\nsys.stdin.read()", tmp_path)
    assert holder.stdout is not None and holder.stdout.readline() == "open\n"
    with pytest.raises(Refusal) as refused:
        book_at(tmp_path, "村")
    assert refused.value.exit_code == Exit.BUSY and CLERK in refused.value.message
    holder.kill()
    holder.wait()
    with book_at(tmp_path, "村") as book:
        assert book.writable


# --- killed, full, read-only


def test_whatever_was_acknowledged_before_a_kill_is_there(tmp_path: Path) -> None:
    with book_at(tmp_path, "村") as book, book.write(CLERK, "init") as session:
        fill(session)
    talk = """
        with book_at(Path(sys.argv[1]), "村") as book:
            for number in range(int(sys.argv[2]), 100_000):
                with book.write(CLERK, "speech") as session:
                    speak(session, f"第{number}句")
                print(number)
    """
    acknowledged = -1
    for turn in range(4):
        talker = child(talk, tmp_path, acknowledged + 1)
        assert talker.stdout is not None
        for _line in range(5 + turn * 13):
            acknowledged = int(talker.stdout.readline())
        talker.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, talker.stdout.read().split())])
        talker.wait()
        with Book.open(tmp_path / "村.yishi", home=tmp_path, write=False) as book:
            assert fault(book) is None
            kept = spoken(book)
        assert {f"第{number}句" for number in range(acknowledged + 1)} <= set(kept)
        acknowledged = len(set(kept)) - 1


def test_a_reader_takes_back_what_a_killed_writer_left_undone(book: Book, tmp_path: Path) -> None:
    file, before = Path(book.location), content(book)
    book.close()
    half = child(
        """
        with book_at(Path(sys.argv[1]), "村") as book, book.write(CLERK, "import") as session:
            session.connection().exec_driver_sql("PRAGMA cache_spill=1")
            session.connection().exec_driver_sql("PRAGMA cache_size=1")
            session.add_all([person(name=f"名{number}") for number in range(3000)])
            session.flush()
            print("half")
            sys.stdin.read()
        """,
        tmp_path,
    )
    assert half.stdout is not None and half.stdout.readline() == "half\n"
    half.kill()
    half.wait()
    assert Path(f"{file}-journal").stat().st_size > 0
    with Book.open(file, home=tmp_path, write=False) as reader:
        assert content(reader) == before
        assert fault(reader) is None


def test_no_room_for_a_save_is_said_and_the_book_goes_on_as_soon_as_there_is(book: Book) -> None:
    put(book, Person, "p", phone="2")
    before, saved = content(book), book.last_saved
    room, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(book.location).stat().st_size, most))
    try:
        with pytest.raises(Refusal) as refused, book.write(CLERK, "import") as session:
            session.add_all([person(name=f"名{number}" * 50) for number in range(300)])
        assert refused.value.exit_code == Exit.NO_SPACE
        assert content(book) == before
        assert book.last_saved == saved
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    put(book, Person, "p", phone="3")
    assert fault(book) is None
    assert conflicts(book) == []


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; skipped where we may not mount one."""
    yield from mounted(tmp_path / "stick", 1)


def test_on_a_full_disk_nothing_acknowledged_is_lost_and_all_can_be_read(stick: Path) -> None:
    kept: list[str] = []
    with book_at(stick, "村") as book:
        with book.write(CLERK, "init") as session:
            fill(session)
        with pytest.raises(Refusal) as refused:
            while len(kept) < 10_000:
                with book.write(CLERK, "speech") as session:
                    speak(session, text := f"第{len(kept)}句" + "话" * 900)
                kept.append(text)
        assert refused.value.exit_code == Exit.NO_SPACE
        assert spoken(book) == kept
        assert fault(book) is None
    with Book.open(stick / "村.yishi", home=stick) as again:
        assert spoken(again) == kept


def test_a_book_on_a_read_only_medium_is_read_and_not_written(stick: Path) -> None:
    with book_at(stick, "村") as book, book.write(CLERK, "init") as session:
        fill(session)
    before = sha256((stick / "村.yishi").read_bytes()).digest()
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    with Book.open(stick / "村.yishi", home=stick / "村") as book:
        assert not book.writable
        assert look(book, Person, "p").name == "王五"
        with pytest.raises(Refusal) as refused:
            put(book, Person, "p", phone="2")
        assert refused.value.exit_code == Exit.NO_SPACE
    assert sha256((stick / "村.yishi").read_bytes()).digest() == before


def test_the_device_keeps_one_chain_over_many_openings(tmp_path: Path) -> None:
    for number in range(3):
        with book_at(tmp_path, "村") as book, book.write(CLERK, "init" if not number else "speech") as session:
            if number:
                speak(session, f"第{number}句")
            else:
                fill(session)
    with book_at(tmp_path, "村") as book, book.read() as session:
        assert list(heads_of(session)) == [book.device]
