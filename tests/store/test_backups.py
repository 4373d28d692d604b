"""A backup counts only when every byte of it was looked at; any bit that changes later is found."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.copies import CLERK, DAY, START, book_at, content, fill, person, put
from tests.store.sticks import mounted
from tests.store.test_book import child, speak
from yishi import paths
from yishi.domain.records import Person
from yishi.domain.thinning import NEWEST
from yishi.errors import Exit, Refusal
from yishi.store import backup_place
from yishi.store.attachments import folder_of, redrawn
from yishi.store.attachments import keep as keep_picture
from yishi.store.backups import FILES, Made, faulty_pictures, listed, make
from yishi.store.book import Book
from yishi.store.lock import BookLock


@pytest.fixture
def book(tmp_path: Path) -> Path:
    with book_at(tmp_path, "村") as opened, opened.write(CLERK, "init") as session:
        fill(session)
    return tmp_path / "村.yishi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "U盘" / "备份"


def say(book: Path, text: str) -> None:
    with Book.open(book, home=book.parent / "home", now=lambda: START, who=CLERK) as opened, opened.write(CLERK, "speech") as session:
        speak(session, text)


def back_up(book: Path, folder: Path, at: int = START, why: str = "manual") -> Made:
    return make(book, folder, why, home=book.parent / "home", now=lambda: at)


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# --- what is made


def test_a_backup_is_the_whole_book_and_says_what_it_is(book: Path, folder: Path) -> None:
    made = back_up(book, folder, why="close")
    assert made.fresh and files(folder) == [made.file.name]
    assert made.file.name.startswith("村-2026") and made.file.name.endswith("-close.yishi-backup")
    assert (made.about.place, made.about.meetings, made.about.resolutions, made.about.people) == ("桃湾村", 1, 1, 1)
    assert made.about.records == 5
    copied = Path(shutil.copy(made.file, book.parent / "拷回.yishi"))
    with Book.open(copied, home=book.parent) as opened, book_at(book.parent, "村") as mine:
        assert content(opened) == content(mine)


def test_nothing_changed_nothing_made_and_the_last_one_is_looked_at_again(book: Path, folder: Path) -> None:
    first = back_up(book, folder)
    assert back_up(book, folder, START + DAY) == first._replace(fresh=False)
    broken = bytearray(first.file.read_bytes())
    broken[5000] ^= 1
    first.file.write_bytes(broken)
    assert back_up(book, folder, START + DAY).fresh


def test_two_in_one_second_and_a_clock_set_back_keep_their_order(book: Path, folder: Path) -> None:
    made = []
    for number, at in enumerate((START, START, START - 9000 * DAY, START + 20_000 * DAY, START)):
        say(book, f"第{number}句")
        made.append(back_up(book, folder, at).file)
    assert len(set(made)) == 5
    assert [backup.file for backup in listed(folder, book)] == made[::-1]


def test_the_oldest_are_thinned_and_nobody_elses(book: Path, folder: Path, tmp_path: Path) -> None:
    with book_at(tmp_path, "别村") as other, other.write(CLERK, "init") as session:
        fill(session)
    others = back_up(tmp_path / "别村.yishi", folder).file
    stranger = folder / "村-20200101-000000-manual.yishi-backup"
    stranger.write_bytes(b"what somebody put here")
    with Book.open(book, home=tmp_path / "home", now=lambda: START, who=CLERK) as opened:
        for number in range(NEWEST + 6):
            with opened.write(CLERK, "speech") as session:
                speak(session, f"第{number}句")
            last = back_up(book, folder).file
    whole = [backup.file for backup in listed(folder, book) if backup.whole]
    assert len(whole) == NEWEST and whole[0] == last
    assert others.exists() and stranger.exists()
    assert listed(folder, tmp_path / "别村.yishi")[0].file == others


def test_a_backup_is_made_while_somebody_writes(book: Path, folder: Path) -> None:
    talker = child(
        """
        import time
        with Book.open(Path(sys.argv[1]), home=Path(sys.argv[2]), who="x") as book:
            for number in range(100_000):
                with book.write("x", "speech") as session:
                    speak(session, f"第{number}句")
                if number == 3: print("go")
                time.sleep(0.01)  # a hundred sentences a second: who never draws breath may keep any reader out
        """,
        book,
        book.parent / "talker",
    )
    assert talker.stdout is not None and talker.stdout.readline() == "go\n"
    try:
        made = [back_up(book, folder, START + n) for n in range(3)]
    finally:
        talker.kill()
        talker.wait()
    assert all(m.fresh for m in made) and all(backup.whole for backup in listed(folder, book))


def test_pictures_are_copied_once_and_what_is_no_longer_whole_is_said(book: Path, folder: Path) -> None:
    from PIL import Image

    shades = [redrawn(Image.new("RGB", (40, 40), (shade, 9, 9))) for shade in (10, 200)]
    for picture in shades:
        keep_picture(book, picture)
    (folder_of(book) / f"{shades[1].digest}.jpg").write_bytes(b"something else")
    assert back_up(book, folder).lacking == 1
    assert files(folder / FILES) == [f"{shades[0].digest}.jpg"]
    kept = folder / FILES / f"{shades[0].digest}.jpg"
    before = kept.stat().st_mtime_ns
    say(book, "再来")
    back_up(book, folder)
    assert kept.stat().st_mtime_ns == before and faulty_pictures(folder) == []
    kept.write_bytes(b"rotten")
    assert faulty_pictures(folder) == [kept]
    back_up(book, folder)  # asked for by hand, it is read again and put right
    assert faulty_pictures(folder) == []


# --- what is found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with book_at(folder, "村") as opened, opened.write(CLERK, "init") as session:
        fill(session)
        session.add_all([person(id=f"p{number}", name=f"名{number}") for number in range(20)])
    return back_up(folder / "村.yishi", folder / "备份").file


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_is_found(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    bytes_ = bytearray(whole.read_bytes())
    near_the_end = data.draw(st.booleans())
    place = data.draw(st.integers(len(bytes_) - 900 if near_the_end else 0, len(bytes_) - 1))
    bytes_[place] ^= 1 << data.draw(st.integers(0, 7))
    broken = tmp_path / "村-坏.yishi-backup"
    broken.write_bytes(bytes_)
    assert [backup.whole for backup in listed(tmp_path)] == [False]


@pytest.mark.parametrize("left", [0, 1, 60, 4096, -1, -4000])
def test_a_backup_cut_short_is_named_and_never_hidden(left: int, whole: Path, tmp_path: Path) -> None:
    cut = tmp_path / "村-短.yishi-backup"
    cut.write_bytes(whole.read_bytes()[:left])
    assert [(backup.file, backup.whole) for backup in listed(tmp_path, tmp_path / "村.yishi")] == [(cut, False)]


def test_a_damaged_book_makes_no_backup_that_counts(book: Path, folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(book)
    connection.execute("UPDATE person SET unit='别处'")
    connection.commit()
    connection.close()
    with pytest.raises(Refusal) as refused:
        back_up(book, folder)
    assert refused.value.exit_code == Exit.DAMAGED
    assert files(folder) == []


# --- where nothing can be written


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes; skipped where we may not mount one."""
    yield from mounted(tmp_path / "stick", 2)


def test_a_full_stick_is_said_and_leaves_nothing_half(book: Path, stick: Path) -> None:
    (stick / "占").write_bytes(b"x" * 1_900_000)
    with pytest.raises(Refusal, match="YS-B14") as refused:
        back_up(book, stick / "备份")
    assert refused.value.exit_code == Exit.NO_SPACE
    assert files(stick / "备份") == []
    (stick / "占").unlink()
    assert back_up(book, stick / "备份").fresh


def test_a_read_only_stick_is_said(book: Path, stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    with pytest.raises(Refusal, match="YS-B14"):
        back_up(book, stick / "备份")


def test_a_backup_that_would_be_cut_short_does_not_count(book: Path, folder: Path) -> None:
    room, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (book.stat().st_size + 10, most))
    try:
        with pytest.raises(Refusal, match="YS-B14"):
            back_up(book, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    assert files(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killed_at_any_file_operation_what_is_listed_is_whole(book: Path, folder: Path) -> None:
    for step in range(1, 100):
        mine = folder / str(step)
        child = os.fork()
        if child == 0:
            die_at(step)
            back_up(book, mine)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert all(backup.whole for backup in listed(mine))
        back_up(book, mine)
        assert {file.suffix for file in mine.iterdir()} == {".yishi-backup"} and listed(mine)[0].whole
        if ended == 0:
            break
    assert ended == 0 and step > 8


def die_at(step: int) -> None:
    """End this process, without a word, at its `step`-th operation on a file."""
    left = step

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in ("os.rename", "os.remove", "os.mkdir", "os.truncate", "sqlite3.connect", "shutil.copyfile", "os.chmod") or (
            event == "open" and "村" in str(arguments[0])
        ):
            left -= 1
            if left == 0:
                os._exit(9)

    sys.addaudithook(hook)


def test_one_backup_of_a_book_at_a_time(book: Path, folder: Path) -> None:
    back_up(book, folder)
    [lock] = (book.parent / "home").glob("backup-*.lock")
    held = BookLock.take(lock.with_suffix(""), "", START)
    try:
        with pytest.raises(Refusal, match="YS-B05"):
            back_up(book, folder)
    finally:
        held.release()


# --- where they go


def test_backups_go_to_the_chosen_folder_and_to_this_pc_while_that_is_away(tmp_path: Path) -> None:
    home, drive = tmp_path / "home", tmp_path / "U盘" / "备份"
    home.mkdir()
    assert backup_place.place_of(home) == backup_place.Place(home / "备份", None)
    assert backup_place.choose(home, drive) == backup_place.Place(drive, drive) and drive.is_dir()
    os.rename(tmp_path / "U盘", tmp_path / "拔了")
    place = backup_place.place_of(home)
    assert place.away and place.folder == home / "备份" and not drive.exists()
    os.rename(tmp_path / "拔了", tmp_path / "U盘")
    assert not backup_place.place_of(home).away
    assert backup_place.choose(home, None) == backup_place.Place(home / "备份", None)


def test_who_was_erased_is_noted_on_this_pc_without_a_name(tmp_path: Path) -> None:
    from yishi.store.erased import ErasedNote
    from yishi.store.writing import erase

    with book_at(tmp_path, "村") as opened:
        with opened.write(CLERK, "init") as session:
            fill(session)
        with opened.write(CLERK, "erase") as session:
            erase(session, session.get_one(Person, "p"))
        put(opened, Person, "p", deleted=True)
    assert ErasedNote(tmp_path / "村").ids() == {"p"}
    assert "王五".encode() not in (tmp_path / "村" / "erased").read_bytes()
    assert paths.home() != tmp_path / "村"


@pytest.mark.skipif(os.name == "nt", reason="no pipes in a folder there")
def test_a_pipe_a_link_or_a_folder_named_like_a_backup_stops_nobody(book: Path, folder: Path) -> None:
    made = back_up(book, folder)
    os.mkfifo(folder / "村-1.yishi-backup")
    (folder / "村-2.yishi-backup").symlink_to(made.file)
    (folder / "村-3.yishi-backup").symlink_to("/dev/zero")
    (folder / "村-4.yishi-backup").mkdir()
    assert [found.file for found in listed(folder, book)] == [made.file]
    assert not back_up(book, folder).fresh
