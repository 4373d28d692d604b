"""`yishi print`: by name, for whom, on which paper; what cannot be printed says why and leaves no file."""

import io
import json
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from tests.test_cli import ask, book, worked
from yishi import paths

__all__ = ["book", "worked"]
DAY = "2026-06-03"


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(file.read_bytes()))
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_every_paper_of_part_4_is_listed(worked, capsys):
    _, out, _ = ask(capsys, worked, "print", "--list")
    wanted = "notice topic-form sign-in record minutes ballot tally posting outcome assignment urge supervision escalation"
    wanted += " completion survey callback register"
    loop = "opinion extension suspension redo inspection termination card site-visit reply-slip blank-pack"
    loop += " proposal booklet four-two handover archive-cover catalogue yearly-index quarter covenant poster"
    assert set(wanted.split()) | set(loop.split()) <= {line.split()[0] for line in out.splitlines()}


def test_every_paper_prints_of_real_records(worked, tmp_path, capsys):
    from yishi.documents.catalogue import documents

    for each in documents().values():
        ref = {"PrintedResolution": "翠议〔2026〕4-2", "MeetingSheet": "BD-2026-04", "PrintedRegister": "2026", "PrintedFile": "BD-2026-04",
               "PrintedYear": "2026", "HandoverSheet": "孙伟"}.get(each.needs)  # fmt: skip
        if ref is None or each.name == "four-two":  # an urban community has no 四议两公开
            continue
        file = tmp_path / f"{each.name}.pdf"
        code, _, err = ask(capsys, worked, "print", each.name, ref, "-o", str(file), today=DAY)
        assert code == 0, (each.name, err)
        assert len(text_of(file)) > 40
        text = file.with_suffix(".docx")
        assert ask(capsys, worked, "print", each.name, ref, "-o", str(text), today=DAY)[0] == 0
        assert len("".join(words.text or "" for words in docx.Document(str(text)).element.body.iter(qn("w:t")))) > 40


def test_a_posting_names_no_resident_and_no_number(worked, tmp_path, capsys):
    file = tmp_path / "p.pdf"
    code, _, _ = ask(capsys, worked, "print", "posting", "BD-2026-04", "--profile", "posting", "--paper", "A3", "-o", str(file), today=DAY)
    text = text_of(file)
    assert code == 0 and "4月27日至5月6日（7日，末日逢假顺延）" in text and "监督电话" in text
    assert not any(word in text for word in ("马骁", "苏敏", "秦守业", "林嘉怡", "丁晓峰", "1990000", "出差", "加班"))
    width, height = pypdfium2.PdfDocument(str(file))[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 420)


def test_a_posting_can_be_asked_for_by_its_resolution(worked, tmp_path, capsys):
    file = tmp_path / "p.pdf"
    assert ask(capsys, worked, "print", "posting", "翠议〔2026〕4-2", "-o", str(file), today=DAY)[0] == 0
    assert "协商结果的公示" in text_of(file)


def test_an_extension_reads_back_with_both_days(worked, tmp_path, capsys):
    file = tmp_path / "x.pdf"
    ask(capsys, worked, "print", "extension", "翠议〔2026〕4-2", "-o", str(file), today=DAY)
    text = text_of(file)
    assert "2026年6月3日" in text and "2026年6月17日" in text and "朱玉梅" in text


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("sign-in", "BD-2026-04", "--profile", "posting"), "YS-P24", "决议公示"),
    (("tally", "BD-2026-04", "--large"), "YS-P26", "大字"),
    (("assignment", "BD-2026-04"), "YS-R08", "翠议〔2026〕4-1"),
    (("assignment", "翠议〔2026〕9-9"), "YS-R02", "编号"),
    (("register", "去年"), "YS-P21", "2026"),
    (("four-two", "BD-2026-04"), "YS-P52", "村里的程序"),
    (("handover", "查无此人"), "YS-R05", "名字"),
    (("yearly-index", "去年"), "YS-P21", "2026"),
])  # fmt: skip
def test_what_cannot_be_printed_says_why_and_leaves_no_file(worked, tmp_path, capsys, arguments, code, words):
    file = tmp_path / "no.pdf"
    got, _, err = ask(capsys, worked, "print", *arguments, "-o", str(file), today=DAY)
    assert got == 3 and code in err and words in err and not file.exists()


def test_the_register_needs_no_number_and_a_year_picks_its_own(worked, tmp_path, capsys):
    file = tmp_path / "r.pdf"
    assert ask(capsys, worked, "print", "register", "-o", str(file), today=DAY)[0] == 0
    assert "共3项" in text_of(file)
    assert ask(capsys, worked, "print", "register", "2025", "-o", str(file), today=DAY)[0] == 0
    assert "共0项" in text_of(file)


def test_minutes_can_be_taken_along_as_text(worked, tmp_path, capsys):
    file = tmp_path / "m.docx"
    assert ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(file))[0] == 0
    assert "消防通道划线并设可倒伏隔离桩6根" in "".join(p.text for p in docx.Document(str(file)).paragraphs)


def test_what_was_reworded_in_the_window_is_printed_and_a_change_beneath_it_is_told(worked, tmp_path, capsys):
    from datetime import date

    from yishi.documents.catalogue import documents
    from yishi.domain.records import Speech
    from yishi.services import hand_edits, paper_for
    from yishi.services.living import one, rows
    from yishi.store.book import Book

    minutes, file = documents()["minutes"], tmp_path / "m.pdf"
    with Book.open(worked) as opened, opened.write("杜鹃", "hand_edit") as session:
        answer = paper_for.answer(session, minutes.needs, "BD-2026-04", date.fromisoformat(DAY))
        part = next(each for each in minutes.parts(answer) if each.name.startswith("heard:"))
        hand_edits.edit(session, "minutes", answer.line.id, part.name, "大家说消防通道要空出来。", part.words)
    code, _, err = ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(file), today=DAY)
    assert code == 0 and "大家说消防通道要空出来" in text_of(file) and "手工改过" not in err
    with Book.open(worked) as opened, opened.write("杜鹃", "edit") as session:
        for said in rows(session, Speech):
            one(session, Speech, said.id).text = "补充说明"
    code, _, err = ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(file), today=DAY)
    assert code == 0 and "大家说消防通道要空出来" in text_of(file) and "1段手工改过" in err


def test_a_covenant_and_the_statement_of_a_micro_project_print_by_name(worked, tmp_path, capsys):
    from datetime import date

    from yishi.services import covenants, loop_paper, micro_projects
    from yishi.store.book import Book

    with Book.open(worked) as opened, opened.write("杜鹃", "edit") as session:
        covenants.draft(session, "居民公约", ["爱护环境", "邻里互助"])
        micro_projects.set_up(session, loop_paper.find(session, "翠议〔2026〕4-2"), 800_000, "慈善")
        assert covenants.find(session, "居民公约", date.fromisoformat(DAY))
    for name, ref in (("covenant", "居民公约"), ("closing-statement", "翠议〔2026〕4-2")):
        file = tmp_path / f"{name}.pdf"
        assert ask(capsys, worked, "print", name, ref, "-o", str(file), today=DAY)[0] == 0
        assert file.stat().st_size > 1000
    missing = tmp_path / "none.pdf"
    assert ask(capsys, worked, "print", "covenant", "村规", "-o", str(missing), today=DAY)[0] != 0
    assert ask(capsys, worked, "print", "closing-statement", "翠议〔2026〕4-3", "-o", str(missing), today=DAY)[0] != 0
    assert not missing.exists()


def test_what_was_masked_on_a_posting_is_told_beside_the_answer(worked, tmp_path, capsys):
    file = tmp_path / "公示.pdf"
    code, out, err = ask(capsys, worked, "print", "posting", "BD-2026-04", "--profile", "posting", "-o", str(file), today=DAY)
    assert code == 0 and "已存到" in out and err == ""
    record = paths.resource("sample", "urban.json").read_text(encoding="utf-8")
    told = json.loads(record.replace("BD-2026-04", "BD-2026-05").replace("2026〕4", "2026〕5"))
    told["meetings"][0]["resolutions"][0]["text"] += "，找秦守业13812345678"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    assert ask(capsys, worked, "import", str(other), today=DAY)[0] == 0
    code, out, err = ask(capsys, worked, "print", "posting", "BD-2026-05", "-o", str(file), today=DAY)
    assert code == 0 and "2处像个人信息" in err and "其中2处还没有人看过" in err and "13812345678" not in out + err
    assert "13812345678" not in text_of(file) and "秦守业" not in text_of(file)
    _, _, err = ask(capsys, worked, "print", "minutes", "BD-2026-05", "-o", str(file), today=DAY)
    assert err == ""


@pytest.mark.parametrize("name", ["proposal", "topic-form", "reply-slip", "handover", "yearly-index"])
def test_a_form_can_be_printed_about_nothing_yet(worked, tmp_path, capsys, name):
    file = tmp_path / "blank.pdf"
    assert ask(capsys, worked, "print", name, "-o", str(file), today=DAY)[0] == 0
    assert "翠屏社区" in text_of(file)
