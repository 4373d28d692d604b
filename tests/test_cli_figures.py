"""`stats` and `register` on the command line: keys that never change, workbooks and papers, and what cannot be written."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from yishi import cli, paths


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    file = tmp_path / "翠屏.yishi"
    assert cli.run(["--book", str(file), "init", "--community", "翠屏社区", "--kind", "urban", "--abbr", "翠"]) == 0
    assert cli.run(["--book", str(file), "import", str(paths.resource("sample", "urban.json"))]) == 0
    return file


def ask(capsys: pytest.CaptureFixture[str], book: Path, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.run(["--book", str(book), "--today", "2026-12-31", "--actor", "杜鹃", *arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def words(file: Path) -> str:
    with zipfile.ZipFile(file) as book:
        return "\n".join(re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode("utf-8")))


def test_the_keys_of_stats_never_change(worked, capsys):
    code, out, _ = ask(capsys, worked, "stats", "2026", "--json")
    told = json.loads(out)
    wanted = {"meetings", "attendances", "topics", "resolutions", "closed", "reopened", "overdue", "on_time_rate", "response_rate",
              "resolve_rate", "satisfaction_rate", "tiers"}
    assert code == 0 and wanted <= set(told) and set(told["tiers"]) == {"grid", "community", "town", "department"}
    assert (told["meetings"], told["closed"], told["reopened"]) == (1, 3, 1)
    assert told["mean_rounds"] == pytest.approx(4 / 3) and told["satisfaction_rate"] == pytest.approx(105 / 116)


def test_money_is_told_in_yuan_as_everywhere_in_json(worked, capsys):
    _code, out, _ = ask(capsys, worked, "stats", "2026", "--json")
    told = json.loads(out)["fund_money"]
    spent = 0
    for each in json.loads(ask(capsys, worked, "list", "resolutions", "--json")[1]):
        fund = json.loads(ask(capsys, worked, "show", each["number"], "--json")[1])["fund"]
        spent += fund["spent"] if fund["source"] else 0
    assert sum(told.values()) == pytest.approx(spent) and spent > 0


def test_stats_and_register_become_workbooks(worked, tmp_path, capsys):
    assert ask(capsys, worked, "stats", "2026", "-o", str(tmp_path / "总表.xlsx"))[0] == 0
    assert ask(capsys, worked, "register", "-o", str(tmp_path / "台账.xlsx"))[0] == 0
    assert "满意率" in words(tmp_path / "总表.xlsx") and "绿安物业" in words(tmp_path / "总表.xlsx")
    assert "翠议〔2026〕4-1" in words(tmp_path / "台账.xlsx")


def test_the_quarter_is_one_sheet_of_paper(worked, tmp_path, capsys):
    import pypdfium2

    file = tmp_path / "总表.pdf"
    assert ask(capsys, worked, "print", "quarter", "2026Q2", "-o", str(file))[0] == 0
    document = pypdfium2.PdfDocument(str(file))
    text = "".join(document[0].get_textpage().get_text_range().split())
    assert len(document) == 1
    assert "2026年第2季度" in text and "对照7:2:1" in text and "逾期清单（1件）" in text
    document.close()


@pytest.mark.parametrize(("arguments", "code"), [(["register", "-o", "a.csv"], "YS-N03"), (["stats", "2026", "-o", "a.txt"], "YS-N03"),
                                                 (["register", "春天", "-o", "a.xlsx"], "YS-T07")])  # fmt: skip
def test_another_ending_or_an_unreadable_period_is_refused_and_nothing_is_written(worked, tmp_path, capsys, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    before = {file.name for file in tmp_path.iterdir()}
    got, _out, err = ask(capsys, worked, *arguments)
    assert got == 3 and code in err
    assert {file.name for file in tmp_path.iterdir()} == before


def test_a_book_is_never_overwritten_by_a_table(worked, capsys, tmp_path):
    victim = tmp_path / "别的.xlsx"
    victim.write_bytes(worked.read_bytes())
    assert ask(capsys, worked, "register", "-o", str(victim))[0] == 3
    assert victim.read_bytes() == worked.read_bytes()


def test_a_year_and_days_together_are_refused_instead_of_the_days_being_passed_over(worked, capsys):
    code, out, err = ask(capsys, worked, "stats", "2026", "--from", "2026-03-01")
    assert (code, out) == (2, "") and err.startswith("YS-U01") and "只能写一样" in err


@pytest.mark.parametrize("size", ["0", "-3", "9999999", "许多"])
def test_a_size_that_no_list_can_have_is_refused_with_the_sizes_that_can_be(worked, capsys, size):
    code, out, err = ask(capsys, worked, "sample-callback", "翠议〔2026〕1-1", "--size", size)
    assert (code, out) == (2, "") and "“--size”要写1到100000之间的整数" in err


def test_a_first_day_to_come_is_not_answered_with_turning_two_days_round(worked, capsys):
    code, _out, err = ask(capsys, worked, "stats", "--from", "2027-02-01")
    assert code == 3 and "YS-T08" in err and "对调" not in err and "2027-02-01还没有到" in err
    code, _out, err = ask(capsys, worked, "stats", "--from", "2026-05-01", "--to", "2026-04-01")
    assert code == 3 and "对调" in err


def test_a_workbook_and_json_may_be_asked_for_together(worked, tmp_path, capsys):
    file = tmp_path / "总表.xlsx"
    code, out, _ = ask(capsys, worked, "stats", "2026", "--json", "-o", str(file))
    assert code == 0 and json.loads(out)["closed"] == 3 and "满意率" in words(file)
