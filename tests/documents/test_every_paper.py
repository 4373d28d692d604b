"""Every paper of the catalogue, made of the two worked meetings: what stands on it in which order, and what is left to write in."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.documents.paper_labels import ORDER
from tests.documents.worked_books import Books
from yishi.documents import paint
from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper, Rule, Text
from yishi.errors import Refusal


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    opened = Books(tmp_path_factory.mktemp("worked"))
    yield opened
    opened.close()


def answer(books: Books, name: str) -> Any:
    wanted = ORDER[name]
    return books.answer(documents()[name].needs, wanted.kind, wanted.ref, date.fromisoformat(wanted.day))


def read(paper: Paper, folder: Path) -> str:
    file = folder / "paper.pdf"
    paint.write(paper, file)
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_the_table_names_every_paper_there_is() -> None:
    assert set(documents()) == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_each_paper_reads_back_in_its_order(name: str, books: Books, tmp_path: Path) -> None:
    text = read(documents()[name].compose(answer(books, name)), tmp_path)
    at = 0
    for wanted in ORDER[name].words:
        found = text.find(wanted, at)
        assert found >= 0, (wanted, text[at : at + 200])
        at = found + len(wanted)


# ---- a field emptied


def _place(sheet: Any) -> Any:
    return replace(sheet, line=replace(sheet.line, place=""))


def _people(sheet: Any) -> Any:
    return replace(sheet, attendees=())


def _motions(sheet: Any) -> Any:
    return replace(sheet, motions=())


def _steps(sheet: Any) -> Any:
    return replace(sheet, procedure=tuple(replace(step, expected=None, present=None, votes_for=None, when="") for step in sheet.procedure))


def _topic(sheet: Any) -> Any:
    return replace(sheet, entry=replace(sheet.entry, title="", proposer=""))


def _owner(p: Any) -> Any:
    return replace(p, sheet=replace(p.sheet, line=replace(p.line, owner_unit="", owner="", supervisor="")))


def _done(p: Any) -> Any:
    return replace(p, sheet=replace(p.sheet, events=tuple(replace(e, text="") for e in p.sheet.events)))


def _named(p: Any) -> Any:
    return replace(p, meeting=replace(p.meeting, line=replace(p.meeting.line, title="")))


def _filed(p: Any) -> Any:
    return replace(p, sheet=replace(p.sheet, filed_on=date(2026, 6, 1), filed_with=""))


EMPTIED: dict[str, tuple[Callable[[Any], Any], str]] = {  # how, and what must not be read any more
    **dict.fromkeys(("notice", "blank-pack", "minutes", "record", "sign-in"), (_place, "东侧空地")),
    **dict.fromkeys(("sign-in-allowance", "poster", "posting"), (_place, "东侧空地")),
    "signatures": (_people, "陈立群"), "ballot": (_motions, "重新划线"), "tally": (_motions, "重新划线"), "four-two": (_steps, "应到30人"),
    "booklet": (lambda p: replace(p, meeting=_place(p.meeting)), "东侧空地"),
    "topic-form": (_topic, "爱心凳"), "proposal": (_topic, "爱心凳"), "reply-slip": (_topic, "爱心凳"),
    **dict.fromkeys(("opinion", "card", "site-visit", "urge", "supervision", "assignment", "redo", "suspension"), (_owner, "有限公司孙伟")),
    **dict.fromkeys(("extension", "completion", "inspection", "outcome", "survey"), (_done, "划线180米")),
    "escalation": (_done, "非社区职责"), "termination": (_done, "夜间清场"),
    "callback": (lambda p: replace(p, sheet=replace(p.sheet, evaluations=())), "92.9%"),
    "register": (lambda r: replace(r, rows=()), "孙伟"), "closing-statement": (lambda p: replace(p, owner=""), "卢思远"),
    "covenant": (_filed, "街道备案"), "archive-cover": (_named, "停车与充电"), "catalogue": (_named, "停车与充电"),
    "yearly-index": (lambda y: replace(y, rows=()), "TW-2026-03"), "handover": (lambda h: replace(h, leaver="", successor=""), "方志远"),
}  # fmt: skip
EMPTIED["statutory-posting"] = (lambda p: replace(p, text=""), "8盏")
COUNTED = {"quarter"}  # all its figures are counted: nobody writes one in


def test_every_paper_has_a_field_to_be_left_empty() -> None:
    assert set(EMPTIED) | COUNTED == set(documents())


@pytest.mark.parametrize("name", EMPTIED)
def test_an_emptied_field_leaves_a_place_to_write_and_no_gap(name: str, books: Books, tmp_path: Path) -> None:
    empty, gone = EMPTIED[name]
    whole = answer(books, name)
    full, less = (documents()[name].compose(each) for each in (whole, empty(whole)))
    assert gone not in read(less, tmp_path)

    def places(paper: Paper) -> int:
        """Rules to write on or boxes to write in, and lines within sentences."""
        rules = sum(isinstance(c, Rule) for page in paper.pages[:2] for c in page)
        return rules + sum(c.text.count("＿") for page in paper.pages for c in page if isinstance(c, Text))

    assert places(less) >= (places(full) if len(less.pages) == len(full.pages) else 1)


# ---- blank forms, and what cannot be


@pytest.mark.parametrize("name", ["topic-form", "proposal", "reply-slip", "handover"])
def test_a_form_about_nothing_yet_is_printed_to_be_filled_in_by_hand(name: str, books: Books, tmp_path: Path) -> None:
    paper = documents()[name].compose(books.answer(documents()[name].needs, "village", ""))
    text = read(paper, tmp_path)
    assert "桃湾村" in text and "■" not in text
    assert sum(isinstance(c, Rule) for c in paper.pages[0]) > 5


def test_four_steps_and_two_publications_are_a_matter_of_villages(books: Books) -> None:
    with pytest.raises(Refusal, match="村里的程序"):
        documents()["four-two"].compose(books.answer("MeetingSheet", "urban", "BD-2026-04"))
    paper = documents()["four-two"].compose(books.answer("MeetingSheet", "village", "TW-2026-03"))  # another form: to be filled in
    assert len(paper.pages) == 7


def test_a_paper_about_nothing_that_needs_something_says_so(books: Books) -> None:
    with pytest.raises(Refusal, match="没有写明"):
        books.answer("MeetingSheet", "urban", "")
    with pytest.raises(Refusal, match="看不出是哪一年"):
        books.answer("PrintedYear", "urban", "去年")
    with pytest.raises(Refusal, match="没有叫"):
        books.answer("HandoverSheet", "urban", "没有这个人")


def test_a_folder_of_one_resolution_holds_its_papers_alone(books: Books, tmp_path: Path) -> None:
    one = books.answer("PrintedFile", "urban", "翠议〔2026〕4-1")
    text = read(documents()["catalogue"].compose(one), tmp_path)
    assert "任务交办单" in text and "签到表" not in text and "翠议〔2026〕4-2" not in text
    assert "翠议〔2026〕4-1消防通道" in read(documents()["archive-cover"].compose(one), tmp_path)


def test_the_loose_leaves_show_no_resident_no_number_and_nothing_that_is_not_public(books: Books, tmp_path: Path) -> None:
    text = read(documents()["booklet"].compose(answer(books, "booklet")), tmp_path)
    assert not any(word in text for word in ("马骁", "苏敏", "秦守业", "林嘉怡", "丁晓峰", "1990000", "出差", "加班"))


def test_no_sample_is_taken_for_a_real_paper(books: Books, tmp_path: Path) -> None:
    for name in ("archive-cover", "catalogue", "booklet"):
        p = answer(books, name)
        sample = replace(p, meeting=replace(p.meeting, sample=True))
        assert "样例，不作凭证" in read(documents()[name].compose(sample), tmp_path), name
    for name in ("yearly-index", "handover", "proposal"):
        assert "样例，不作凭证" in read(documents()[name].compose(replace(answer(books, name), sample=True)), tmp_path), name
