"""A backup is put back whole or not at all: killed anywhere there is the old book or the new one, and both are somewhere."""

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.store.copies import CLERK, DAY, START, book_at, community, content, fault, look
from tests.store.test_backups import back_up, book, die_at, folder, say, stick
from tests.store.test_book import spoken
from yishi.domain.records import Community, Person
from yishi.errors import Exit, Refusal
from yishi.store.attachments import folder_of, redrawn
from yishi.store.attachments import keep as keep_picture
from yishi.store.backups import listed
from yishi.store.book import Book
from yishi.store.restoring import Restored, restore

__all__ = ["book", "folder", "stick"]


def nothing(_session: Session, _present: Session | None, _erased: frozenset[str]) -> int:
    return 0


def put_back(file: Path, book: Path) -> Restored:
    return restore(file, book, nothing, "erase_person", who=CLERK, home=book.parent / "home", now=lambda: START + DAY)


def opened(book: Path) -> Book:
    return Book.open(book, home=book.parent / "home", now=lambda: START, who=CLERK)


def said(book: Path) -> list[str | None]:
    with opened(book) as read:
        assert fault(read) is None
        return spoken(read)


def own_backups(book: Path) -> Path:
    return book.parent / "home" / "备份"


def beside(book: Path) -> set[str]:
    return {file.name for file in book.parent.iterdir() if file.is_file()} - {f"{book.name}.lock"}


def test_a_backup_is_put_back_and_the_book_of_before_is_kept(book: Path, folder: Path) -> None:
    say(book, "旧话")
    old = back_up(book, folder).file
    say(book, "新话")
    with opened(book) as read:
        device = read.device
    done = put_back(old, book)
    assert said(book) == ["旧话"] and beside(book) == {book.name}
    assert done.before is not None and done.before.name.endswith("-restore.yishi-backup") and not done.was_damaged
    with opened(book) as read:
        assert read.device != device
    put_back(done.before, book)
    assert said(book) == ["旧话", "新话"]


def test_a_damaged_backup_changes_nothing(book: Path, folder: Path) -> None:
    old = back_up(book, folder).file
    say(book, "新话")
    before = book.read_bytes()
    whole = old.read_bytes()
    for place in (24, 100, len(whole) // 2, len(whole) - 300, len(whole) - 1):
        broken = bytearray(whole)
        broken[place] ^= 1
        old.write_bytes(broken)
        with pytest.raises(Refusal) as refused:
            put_back(old, book)
        assert refused.value.exit_code == Exit.DAMAGED and refused.value.next_step
    assert book.read_bytes() == before and beside(book) == {book.name}
    assert listed(own_backups(book)) == ()


@pytest.mark.parametrize("bytes_", [b"", b"hello", b"SQLite format 3\0" + bytes(5000), b"PK\3\4" + bytes(9999)])
def test_what_is_no_backup_is_refused(bytes_: bytes, book: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes_)
    before = book.read_bytes()
    with pytest.raises(Refusal) as refused:
        put_back(tmp_path / "x", book)
    assert refused.value.exit_code == Exit.DAMAGED
    assert book.read_bytes() == before


def test_a_book_that_was_copied_by_hand_is_taken_too(book: Path, tmp_path: Path) -> None:
    by_hand = Path(shutil.copy(book, tmp_path / "拷的.yishi"))
    say(book, "新话")
    assert put_back(by_hand, book).about is None
    assert said(book) == []


def test_a_backup_of_another_community_never_takes_the_books_place(book: Path, folder: Path, tmp_path: Path) -> None:
    with book_at(tmp_path, "别村") as other, other.write(CLERK, "init") as session:
        session.add(Community(id=Community.id_for("village", "梅溪村", "梅"), kind="village", name="梅溪村", abbr="梅"))
    theirs = back_up(tmp_path / "别村.yishi", folder).file
    before = book.read_bytes()
    with pytest.raises(Refusal, match=r"YS-B16.*梅溪村"):
        put_back(theirs, book)
    assert book.read_bytes() == before
    put_back(theirs, tmp_path / "另一本.yishi")
    with opened(tmp_path / "另一本.yishi") as read, opened(book) as mine:
        assert "梅溪村" in content(read) and "桃湾村" in content(mine)


def test_the_same_communitys_backup_of_another_pc_is_taken(book: Path, folder: Path, tmp_path: Path) -> None:
    old = back_up(book, folder).file
    with book_at(tmp_path, "新机") as fresh, fresh.write(CLERK, "init") as session:
        session.add(community())
    put_back(old, tmp_path / "新机.yishi")
    with opened(tmp_path / "新机.yishi") as read:
        assert look(read, Person, "p").name == "王五"


def test_while_somebody_has_the_book_it_is_not_replaced(book: Path, folder: Path) -> None:
    old = back_up(book, folder).file
    with opened(book), pytest.raises(Refusal) as refused:
        put_back(old, book)
    assert refused.value.exit_code == Exit.BUSY


@pytest.mark.parametrize("hurt", ["row", "middle", "head", "short"])
def test_a_damaged_book_is_set_aside_as_it_is(hurt: str, book: Path, folder: Path) -> None:
    old = back_up(book, folder).file
    say(book, "新话")
    if hurt == "row":
        connection = sqlite3.connect(book)
        connection.execute("UPDATE person SET unit='别处'")
        connection.commit()
        connection.close()
    bytes_ = bytearray(book.read_bytes())
    if hurt == "middle":
        bytes_[4096:40960] = bytes(36864)
    if hurt == "head":
        bytes_[:100] = bytes(100)
    book.write_bytes(bytes_[: 10_000 if hurt == "short" else None])
    broken = book.read_bytes()
    done = put_back(old, book)
    assert done.was_damaged and done.before is not None and done.before.read_bytes() == broken
    assert said(book) == []


def test_a_half_written_action_is_taken_back_before(book: Path, folder: Path) -> None:
    old = back_up(book, folder).file
    say(book, "新话")
    shutil.copy(book, book.with_name("那时"))
    connection = sqlite3.connect(book, isolation_level=None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE journal SET at=1")
    connection.execute("UPDATE person SET unit='半'")
    shutil.copy(book, book.with_name("断电.yishi"))
    shutil.copy(f"{book}-journal", book.with_name("断电.yishi-journal"))
    connection.close()
    off = book.with_name("断电.yishi")
    assert (off.parent / f"{off.name}-journal").stat().st_size > 0
    done = put_back(old, off)
    assert said(off) == [] and not done.was_damaged and done.before is not None
    put_back(done.before, off)
    assert said(off) == ["新话"]


def test_what_another_program_left_in_a_wal_is_not_rolled_into_the_new_book(book: Path, folder: Path) -> None:
    old = back_up(book, folder).file
    connection = sqlite3.connect(book)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE strange (x)")
    connection.commit()
    for ending in ("", "-wal", "-shm"):
        shutil.copy(f"{book}{ending}", f"{book}.kept{ending}")
    connection.close()
    for ending in ("", "-wal", "-shm"):
        os.replace(f"{book}.kept{ending}", f"{book}{ending}")
    put_back(old, book)
    connection = sqlite3.connect(book)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name='strange'").fetchone() == (0,)
    connection.close()
    assert said(book) == []


def test_pictures_come_back_too(book: Path, folder: Path) -> None:
    from PIL import Image

    picture = redrawn(Image.new("RGB", (40, 40), (10, 9, 9)))
    keep_picture(book, picture)
    old = back_up(book, folder).file
    shutil.rmtree(folder_of(book))
    assert put_back(old, book).lacking == 0
    assert (folder_of(book) / f"{picture.digest}.jpg").read_bytes() == picture.content


def test_no_room_beside_the_book_changes_nothing(book: Path, stick: Path) -> None:
    onstick = stick / "村.yishi"
    shutil.copy(book, onstick)
    old = back_up(book, book.parent / "备份").file
    say(onstick, "新话")
    shutil.rmtree(stick / "home", ignore_errors=True)
    (stick / "占").write_bytes(b"x" * (2_000_000 - onstick.stat().st_size - 200_000))
    before = onstick.read_bytes()
    with pytest.raises(Refusal, match="YS-B17") as refused:
        restore(old, onstick, nothing, "x", who=CLERK, home=book.parent / "home", now=lambda: START)
    assert refused.value.exit_code == Exit.NO_SPACE
    assert onstick.read_bytes() == before and not list(stick.glob("*.restoring*"))


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killed_at_any_file_operation_there_is_the_old_book_or_the_new_one(book: Path, folder: Path) -> None:
    say(book, "旧话")
    old = back_up(book, folder).file
    say(book, "新话")
    outcomes = []
    for step in range(1, 200):
        place = book.parent / f"第{step}次"
        place.mkdir()
        mine = Path(shutil.copy(book, place / book.name))
        child = os.fork()
        if child == 0:
            die_at(step)
            put_back(old, mine)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        outcomes.append(said(mine))
        assert outcomes[-1] in (["旧话", "新话"], ["旧话"])
        if outcomes[-1] == ["旧话"]:
            kept = [b for b in listed(own_backups(mine)) if b.whole]
            assert len(kept) == 1, "the book of before is nowhere"
        put_back(old, mine)  # and it can be done again
        assert said(mine) == ["旧话"] and beside(mine) == {mine.name}
        shutil.rmtree(place)
        if ended == 0:
            break
    assert ended == 0 and len(outcomes) > 20
    assert outcomes[0] == ["旧话", "新话"] and ["旧话"] in outcomes[:-1], "never killed after the last step"


def test_what_a_killed_restore_left_goes_when_the_book_is_opened(book: Path) -> None:
    left = book.with_name(f"{book.name}.restoring")
    for file in (left, left.with_name(f"{left.name}-journal")):
        file.write_bytes(b"somebody who was erased since")
    said(book)
    say(book, "新话")
    assert beside(book) == {book.name}
