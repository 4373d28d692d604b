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


def test_the_forms_are_listed_as_this_book_has_them_and_also_without_a_book(worked, tmp_path, capsys):
    for place in (worked, tmp_path / "none.yishi"):
        rows = json.loads(ask(capsys, place, "list", "forms", "--json")[1])
        assert len({row["form"] for row in rows}) == len(rows) >= 22
        assert [(row["form"], row["name"]) for row in rows if row["example"]] == [("five_party", "五方七步会商")]
        assert {row["legal_status"] for row in rows} == {"consultative", "statutory"} and not any(row["changed"] for row in rows)


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
    assert "导入" in out and "结果公开" in out and "消防通道划线并设可倒伏隔离桩6根" in out and "import" not in out


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
    code, told = child.wait(60), child.stderr.read().decode()
    child.stderr.close()
    assert (code, told) == (0, "")


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


def test_an_export_or_a_print_never_lands_on_the_book(worked, tmp_path, capsys):
    before, pdf = worked.read_bytes(), tmp_path / "簿.pdf"
    pdf.symlink_to(worked)
    for arguments in (["export", "BD-2026-04", "-o", str(worked)], ["print", "minutes", "BD-2026-04", "-o", str(pdf)]):
        code, _, err = ask(capsys, worked, *arguments)
        assert code == 3 and "YS-B10" in err
    assert worked.read_bytes() == before


def test_a_book_that_could_not_be_begun_leaves_no_file(tmp_path, capsys):
    file = tmp_path / "空" / "村.yishi"
    for today, arguments in (("2026-05-18", ["init", "--kind", "village", "--community", "  "]), ("0001-01-01", ["sample"]),
                             ("9999-12-31", ["sample"])):
        code, _, err = ask(capsys, file, *arguments, today=today)
        assert code == 3 and err.startswith("YS-") and not list(file.parent.glob("*"))
    assert ask(capsys, file, "init", "--kind", "village", "--community", "桃湾村")[0] == 0


def test_half_a_character_is_refused_wherever_it_stands(worked, capsys, monkeypatch):
    for arguments in (["show", "\ud800"], ["--actor", "\ud800", "undo"], ["--book", "\ud800", "attention"]):
        assert ask(capsys, worked, *arguments)[::2] == (3, ask(capsys, worked, "show", "\ud800")[2])
    monkeypatch.setenv("YISHI_ACTOR", "\udcff")
    assert cli.run(["--book", str(worked), "undo"]) == 3


def test_json_that_goes_too_deep_is_wrong_usage(worked, capsys):
    deep = '{"a": ' * 100_000
    code, _, err = ask(capsys, worked, "loop", "翠议〔2026〕4-1", "progress", "--data", deep)
    assert code == 2 and err.startswith("YS-U01") and len(err) < 200


def test_a_mark_of_byte_order_does_not_matter(book, capsys, monkeypatch):
    line = '{"do": "open_meeting", "form": "bench", "title": "堆物", "place": "楼下", "start": "2026-05-18T19:00"}'
    monkeypatch.setattr("sys.stdin", io.StringIO("\ufeff" + line + "\n"))
    assert ask(capsys, book, "record")[:1] == (0,)
    assert cli._object('\ufeff{"a": 1}') == {"a": 1}


def test_closed_streams_are_no_fault(book):
    child = f'"{sys.executable}" -m yishi --book "{book}"'
    assert subprocess.run(f"{child} record <&- >&- 2>&-", shell=True).returncode == 0
    assert subprocess.run(f"{child} list meetings >&- 2>&-", shell=True).returncode == 0
    assert subprocess.run(f"{child} nonsense 2>&-", shell=True).returncode == 2


def test_only_a_file_or_a_town_server_is_a_book(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for place in ("sqlite:///a.yishi", "http://a/b", "://", "postgresql://a:x/b", "postgresql+nothing://a/b", "mysql://a/b"):
        for command in (["attention"], ["init", "--kind", "village", "--community", "桃湾村"]):
            code = cli.run(["--book", place, *command])
            assert code == 3 and "YS-B11" in capsys.readouterr().err, place
    assert list(tmp_path.iterdir()) == []


def test_noting_a_fault_of_ours_never_fails(capsys, monkeypatch):
    monkeypatch.setattr(cli, "day", lambda text: 1 // 0)
    monkeypatch.setattr(paths, "home", lambda: 1 // 0)
    assert cli.run(["--book", "x", "--today", "heute", "list", "forms"]) == 70
    assert "YS-Z01" in capsys.readouterr().err


def test_the_last_day_of_the_calendar_can_be_looked_at(worked, capsys):
    for command in (["list", "resolutions"], ["list", "postings"], ["attention"], ["show", "翠议〔2026〕4-1"]):
        for today in ("9999-12-31", "0001-01-01"):
            assert ask(capsys, worked, *command, today=today)[0] == 0


def test_the_history_of_a_resolution_tells_its_steps_in_words(worked, capsys):
    ask(capsys, worked, "loop", "翠议〔2026〕4-1", "publish_outcome", "--by", "杜鹃", "--on", "2026-05-28", today="2026-11-20")
    _, out, _ = ask(capsys, worked, "history", "翠议〔2026〕4-1")
    last = out.splitlines()[-2:]
    assert "结果公开　经过　决议：翠议〔2026〕4-1；哪一天：2026-05-28" in last[0] and "公示" in last[1] and "会议：BD-2026-04" in last[1]
    assert "评价" in out and "None" not in out and not [word for word in out.split() if "True" in word or "_" in word]
    assert len(out.splitlines()) == len(json.loads(ask(capsys, worked, "history", "翠议〔2026〕4-1", "--json")[1]))


def test_undo_says_in_words_what_it_did_and_what_it_left(book, capsys):
    assert ask(capsys, book, "import", str(RECORD))[0] == 0
    cli.run(["--book", str(book), "--actor", "孟繁星", "loop", "翠议〔2026〕4-1", "progress", "--by", "秦守业", "--text", "看过"])
    _, out, _ = ask(capsys, book, "undo")
    assert out.startswith("已撤销：导入\n") and not [word for word in ("import", "deleted", "resolution") if word in out]


def test_wrong_usage_is_told_in_chinese_and_long_words_are_cut(worked, capsys):
    for arguments in (["workday"], ["workday", "add"], ["export", "x"], ["list", "x"], ["workday", "add", "2026-01-01", "x"],
                      ["attention", "x"], ["attention", "--x"], ["x"], ["export", "x", "-o"], ["workday", "add", "x" * 999, "1"]):
        code, _, err = ask(capsys, worked, *arguments)
        assert code == 2 and len(err) < 150 and not [w for w in ("issing", "nvalid", "such", "Got", "requires") if w in err]
    for arguments in (["show", "长" * 999], ["history", "长" * 999]):
        assert len(ask(capsys, worked, *arguments)[2]) < 150


def test_damage_is_told_without_a_programmers_word(worked, capsys):
    with sqlite3.connect(worked) as connection:
        connection.execute("update resolution set text = '别的'")
    connection.close()
    _, _, err = ask(capsys, worked, "verify")
    assert "一条决议不是原样" in err and "record" not in err


def test_what_could_not_be_read_is_not_told_as_not_saved(worked, capsys, monkeypatch):
    def no_right(self: Path, *_how: object) -> None:
        raise PermissionError(13, "", str(self))

    monkeypatch.setattr(Path, "open", no_right)
    code, _, err = ask(capsys, worked, "attention")
    assert code == 6 and "读不了" in err and "没有存上" not in err


def test_a_paper_saved_over_an_older_one_never_truncates_it(tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    from yishi.gui import printing

    made, target, other = tmp_path / "made.pdf", tmp_path / "taken.pdf", tmp_path / "same.pdf"
    made.write_bytes(b"%PDF-new")
    target.write_bytes(b"%PDF-old")
    os.link(target, other)  # whoever has the old one open keeps it whole
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    printing.save_as(None, printing.Printed("纪要", made))
    assert (target.read_bytes(), other.read_bytes()) == (b"%PDF-new", b"%PDF-old")


def test_places_are_listed_in_the_words_of_people(worked, capsys):
    _, out, _ = ask(capsys, worked, "list", "areas")
    told = json.loads(ask(capsys, worked, "list", "areas", "--json")[1])
    assert told and {"unit_type", "id"} <= set(told[0])
    assert "楼栋　" in out and "人" in out and not any(area["id"] in out or area["unit_type"] in out for area in told)
