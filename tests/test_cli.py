"""The command line keeps its contract: exit codes, JSON keys, one paragraph for what went wrong."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from yishi import cli, paths
from yishi.store.book import Book

RECORD = paths.resource("sample", "urban.json")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "翠屏.yishi"
    assert cli.run(["--book", str(file), "init", "--community", "翠屏社区", "--kind", "urban", "--abbr", "翠"]) == 0
    return file


@pytest.fixture
def worked(book: Path) -> Path:
    assert cli.run(["--book", str(book), "import", str(RECORD)]) == 0
    return book


def ask(capsys: pytest.CaptureFixture[str], book: Path, *arguments: str, today: str = "2026-05-18") -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.run(["--book", str(book), "--today", today, "--actor", "杜鹃", *arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_lists_have_the_keys_that_never_change(worked, capsys):
    wanted = {"number", "text", "meeting", "state", "stage", "light", "days_left", "due", "owner_unit", "owner", "supervisor", "round",
              "legal_status", "next"}
    for command in (["list", "resolutions"], ["attention"]):
        code, out, _ = ask(capsys, worked, *command, "--json")
        rows = json.loads(out)
        assert code == 0 and rows and all(wanted <= set(row) for row in rows)
    assert {row["stage"] for row in rows} <= {"决议", "跟进", "督查", "评价", "公开归档"}


def test_showing_a_resolution_tells_events_money_and_postings(worked, capsys):
    _, out, _ = ask(capsys, worked, "show", "翠议〔2026〕4-1", "--json", today="2026-11-21")
    shown = json.loads(out)
    assert [e["event"] for e in shown["events"]][:2] == ["assign", "accept"] and shown["fund"]["balance"] == 480
    assert shown["postings"][0]["end"] == "2026-05-06" and shown["postings"][0]["objections"][0]["reply"]


def test_what_happened_after_the_day_asked_about_is_not_counted(worked, capsys):
    _, out, _ = ask(capsys, worked, "list", "resolutions", "--json", today="2026-05-07")
    assert {row["number"][-3:]: row["state"] for row in json.loads(out)} == {"4-1": "IN_PROGRESS", "4-2": "IN_PROGRESS", "4-3": "ASSIGNED"}


def test_every_list_prints_for_people_too(worked, capsys):
    for what in ("meetings", "topics", "resolutions", "people", "postings", "forms"):
        code, out, err = ask(capsys, worked, "list", what)
        assert code == 0 and out.strip() and not err
    assert "流动小板凳" in ask(capsys, worked, "list", "forms")[1]


def test_wrong_usage_ends_with_2_and_one_paragraph(book, capsys):
    for arguments in (["nonsense"], ["workday", "add", "2026-02-30", "1"], ["loop", "翠议〔2026〕4-1"]):
        code, _, err = ask(capsys, book, *arguments)
        assert code == 2 and err.startswith("YS-") and len(err.strip().splitlines()) == 1


def test_a_missing_book_and_a_file_that_is_none_are_told_apart(tmp_path, capsys):
    (tmp_path / "信.yishi").write_text("不是议事簿", encoding="utf-8")
    assert ask(capsys, tmp_path / "没有.yishi", "list", "meetings")[0] == 3
    assert ask(capsys, tmp_path / "信.yishi", "list", "meetings")[0] == 4


def test_a_book_of_a_newer_program_is_refused_untouched(worked, capsys):
    with sqlite3.connect(worked) as connection:
        connection.execute("pragma user_version = 999")
    connection.close()
    before = worked.read_bytes()
    for command in (["list", "meetings"], ["undo"], ["import", str(RECORD)]):
        assert ask(capsys, worked, *command)[0] == 7
    assert worked.read_bytes() == before


def test_while_somebody_has_the_book_reading_works_and_writing_ends_with_5(worked, capsys):
    with Book.open(worked, who="孟繁星"):
        assert ask(capsys, worked, "list", "meetings")[0] == 0
        code, _, err = ask(capsys, worked, "undo")
    assert code == 5 and "孟繁星" in err


def test_a_refused_line_does_not_end_live_entry(book, capsys, monkeypatch):
    lines = ['{"do": "open_meeting", "form": "bench", "title": "堆物", "place": "楼下", "start": "2026-05-18T19:00"}', "{", '{"do": "fly"}',
             '{"do": "sign_in", "name": "秦守业"}', '{"do": "agenda", "title": "堆物"}',
             '{"do": "speech", "agenda": 1, "speaker": "外人", "text": "我不在"}',
             '{"do": "vote", "agenda": 1, "motion": "清", "rule": "FOR_GT_AGAINST", "method": "举手", "for": 9, "against": 0,'
             ' "abstain": 0}',
             '{"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "<b>=1+1&</b>"}']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    code, out, _ = ask(capsys, book, "record")
    told = [line.split()[0] for line in out.splitlines()]
    assert code == 3 and told == ["ok", "refused", "refused", "ok", "ok", "refused", "refused", "ok"]
    assert "<b>=1+1&</b>" in ask(capsys, book, "dump", "--canonical")[1]


def test_trying_an_import_changes_nothing(book, capsys):
    before = book.read_bytes()
    code, out, _ = ask(capsys, book, "import", "--dry-run", str(RECORD))
    assert code == 0 and "1" in out and ask(capsys, book, "list", "meetings", "--json")[1].strip() == "[]"
    assert ask(capsys, book, "dump", "--canonical")[1].count("\n") == 1 and len(book.read_bytes()) >= len(before) > 0


def test_undo_takes_back_an_import_whole(worked, capsys):
    code, out, _ = ask(capsys, worked, "undo")
    assert code == 3 and not out  # somebody else imported it
    cli.run(["--book", str(worked), "undo"])
    assert json.loads(ask(capsys, worked, "list", "meetings", "--json")[1]) == []


def test_history_says_who_changed_what_and_why(worked, capsys):
    ask(capsys, worked, "loop", "翠议〔2026〕4-1", "publish_outcome", "--by", "杜鹃", "--on", "2026-05-28", today="2026-11-20")
    _, out, _ = ask(capsys, worked, "history", "翠议〔2026〕4-1")
    assert "import" in out and "消防通道划线并设可倒伏隔离桩6根" in out


def test_a_byte_changed_in_the_file_is_found(worked, capsys):
    with sqlite3.connect(worked) as connection:
        connection.execute("update speech set text = replace(text, '11分钟', '1分钟')")
    connection.close()
    code, _, err = ask(capsys, worked, "verify")
    assert code == 4 and "YS-B08" in err


def test_a_reader_that_goes_away_is_no_fault(worked):
    command = [sys.executable, "-m", "yishi", "--book", str(worked), "dump", "--canonical"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})
    assert child.stdout is not None and child.stderr is not None
    child.stdout.close()
    assert child.wait(60) == 0 and b"Traceback" not in child.stderr.read()
    child.stderr.close()


def test_a_sample_book_has_every_light(tmp_path, capsys):
    for kind in ("village", "urban"):
        file = tmp_path / f"{kind}.yishi"
        for today in ("2026-11-22", "2026-02-20", "2026-10-08"):
            file.unlink(missing_ok=True)
            assert ask(capsys, file, "sample", "--kind", kind, today=today)[0] == 0
            rows = json.loads(ask(capsys, file, "list", "resolutions", "--json", today=today)[1])
            assert {"red", "yellow", "green"} <= {row["light"] for row in rows}
        assert ask(capsys, file, "sample")[0] == 3  # never over a book that is there


def test_a_photo_is_kept_beside_the_book_without_its_hidden_data_and_missed_when_gone(worked, tmp_path, capsys):
    from PIL import Image

    picture, told = tmp_path / "灯.jpg", Image.Exif()
    told[0x010E] = "19900000101 老李家门口"
    Image.new("RGB", (3000, 2000), "green").save(picture, exif=told)
    step = ["loop", "翠议〔2026〕4-1", "publish_outcome", "--by", "杜鹃", "--on", "2026-05-28"]
    assert ask(capsys, worked, *step, "--photo", str(picture), today="2026-11-20")[0] == 0
    kept = list((tmp_path / "翠屏.yishi-files").iterdir())
    assert len(kept) == 1 and kept[0].stat().st_size <= 400_000 and b"19900000101" not in kept[0].read_bytes()
    assert ask(capsys, worked, "verify")[0] == 0
    kept[0].unlink()
    code, _, err = ask(capsys, worked, "verify")
    assert code == 4 and kept[0].name[:12] in err


def test_what_is_no_photo_is_refused_and_nothing_is_noted(worked, tmp_path, capsys):
    (tmp_path / "灯.jpg").write_text("<svg/>", encoding="utf-8")
    before = ask(capsys, worked, "dump", "--canonical")[1]
    step = ["loop", "翠议〔2026〕4-1", "publish_outcome", "--by", "杜鹃", "--on", "2026-05-28", "--photo", str(tmp_path / "灯.jpg")]
    code, _, err = ask(capsys, worked, *step, today="2026-11-20")
    assert code == 3 and "YS-P07" in err and ask(capsys, worked, "dump", "--canonical")[1] == before
