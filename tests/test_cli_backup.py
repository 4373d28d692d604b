"""`backup`, `backups`, `restore` and what `verify` says of them: exit codes, JSON keys, nothing changed where refused."""

import json
import sqlite3
from pathlib import Path

from tests.test_cli import RECORD, ask, book, worked
from yishi import cli, paths
from yishi.store import backup_place
from yishi.store.backups import make
from yishi.store.book import Book

__all__ = ["book", "worked"]


def dump(capsys, book: Path) -> str:
    return ask(capsys, book, "dump", "--canonical")[1]


def flip(file: Path) -> None:
    broken = bytearray(file.read_bytes())
    broken[len(broken) // 2] ^= 1
    file.write_bytes(broken)


def own_folder() -> Path:
    return backup_place.default(paths.home())


def test_a_backup_is_listed_and_put_back(worked, tmp_path, capsys):
    before = dump(capsys, worked)
    code, out, err = ask(capsys, worked, "backup", str(tmp_path / "U盘"))
    [file] = (tmp_path / "U盘").iterdir()
    assert (code, err) == (0, "") and str(file) in out
    code, out, _ = ask(capsys, worked, "loop", "翠议〔2026〕4-1", "progress", "--by", "孙伟", "--text", "改动", today="2026-11-21")
    assert code != 0 or dump(capsys, worked) != before
    assert ask(capsys, worked, "sample")[0] == 3
    assert ask(capsys, worked, "roster", "import", str(roster(tmp_path)))[0] == 0
    assert dump(capsys, worked) != before
    code, out, _ = ask(capsys, worked, "restore", str(file))
    assert code == 0 and "-restore.yishi-backup" in out
    assert dump(capsys, worked) == before


def roster(folder: Path) -> Path:
    file = folder / "名册.csv"
    file.write_text("姓名,电话\n钱宝田,13900001234\n", encoding="utf-8")
    return file


def test_the_json_of_backups_has_its_keys_and_names_what_is_damaged(worked, capsys):
    assert ask(capsys, worked, "backup")[0] == 0
    code, out, _ = ask(capsys, worked, "backups", "--json")
    found = json.loads(out)
    assert code == 0 and [set(one) >= {"file", "taken", "verified", "records"} for one in found] == [True] * len(found)
    assert found[0]["verified"] and found[0]["records"] > 20 and len(found[0]["taken"]) == 19
    flip(Path(found[0]["file"]))
    code, out, _ = ask(capsys, worked, "backups", "--json")
    assert code == 0 and json.loads(out)[0] == found[0] | {"verified": False}
    assert "坏了" in ask(capsys, worked, "backups")[1]


def test_verify_names_a_damaged_backup_and_says_the_book_is_fine(worked, capsys):
    assert ask(capsys, worked, "backup")[0] == ask(capsys, worked, "verify")[0] == 0
    file = max(own_folder().glob("*.yishi-backup"))
    flip(file)
    code, _, err = ask(capsys, worked, "verify")
    assert code == 4 and "YS-B13" in err and file.name in err
    assert ask(capsys, worked, "restore", str(file))[0] == 4


def test_a_damaged_backup_and_a_file_that_is_not_there_change_nothing(worked, tmp_path, capsys):
    before = worked.read_bytes()
    for wrong in ("没有", str(RECORD)):
        code, _, err = ask(capsys, worked, "restore", wrong)
        assert code in (3, 4) and err.count("YS-B") == 1
    assert worked.read_bytes() == before


def test_before_an_import_the_book_is_backed_up_and_not_without_a_change(book, tmp_path, capsys):
    assert ask(capsys, book, "import", str(RECORD))[0] == 0
    [first] = own_folder().glob("*-import.yishi-backup")
    assert ask(capsys, book, "import", str(RECORD), "--dry-run")[0] == 0
    assert list(own_folder().iterdir()) == [first]
    assert ask(capsys, book, "roster", "import", str(roster(tmp_path)))[0] == 0
    assert len(list(own_folder().glob("*-import*.yishi-backup"))) == 2
    assert ask(capsys, book, "restore", str(first))[0] == 0
    assert "钱宝田" not in dump(capsys, book) and "孙伟" not in dump(capsys, book)


def test_a_backup_folder_that_takes_nothing_does_not_stop_an_import(book, capsys):
    own_folder().write_text("somebody's file")
    code, _, err = ask(capsys, book, "import", str(RECORD))
    assert code == 0 and "YS-B14" in err
    assert "孙伟" in dump(capsys, book)


def test_while_a_window_has_the_book_it_is_backed_up_and_not_restored(worked, tmp_path, capsys):
    with Book.open(worked, who="孟繁星"):
        assert ask(capsys, worked, "backup", str(tmp_path / "U盘"))[0] == 0
        [file] = (tmp_path / "U盘").iterdir()
        assert ask(capsys, worked, "restore", str(file))[0] == 5


def test_a_book_of_an_older_program_that_was_copied_is_taken_and_brought_up(tmp_path, capsys):
    for old in sorted((Path(__file__).parent / "books").glob("*.yishi")):
        target = tmp_path / old.name
        code, _, err = ask(capsys, target, "restore", str(old))
        assert (code, err) == (0, "")
        assert ask(capsys, target, "verify")[0] == 0
        assert not [left for left in tmp_path.iterdir() if ".restoring" in left.name]


def test_a_backup_of_a_newer_program_is_refused_with_seven(worked, tmp_path, capsys):
    ask(capsys, worked, "backup", str(tmp_path / "U盘"))
    newer = tmp_path / "新.yishi"
    newer.write_bytes(worked.read_bytes())
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    before = worked.read_bytes()
    assert ask(capsys, worked, "restore", str(newer))[0] == 7
    assert worked.read_bytes() == before


def test_a_hub_is_backed_up_elsewhere(capsys):
    code = cli.run(["--book", "postgresql://nobody@localhost/x", "backup"])
    assert code == 3 and "YS-B18" in capsys.readouterr().err


def test_a_clock_beyond_the_calendar_leaves_the_list_of_backups_readable(worked, capsys):
    make(worked, own_folder(), "manual", now=lambda: 10**17)
    code, out, _ = ask(capsys, worked, "backups", "--json")
    assert code == 0 and json.loads(out)[0]["taken"].startswith("9999-12-31")
