"""Words that somebody changed by hand: they stay when the paper is made again, and are never taken away without being asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.documents.worked_books import TODAY, Books
from yishi.documents.catalogue import documents
from yishi.documents.layout import Text
from yishi.domain.records import Meeting, Resolution, Speech
from yishi.errors import Refusal
from yishi.services import hand_edits, leaks, paper_for
from yishi.services.living import one, rows
from yishi.store.book import Book

REF = {"minutes": "BD-2026-04", "posting": "BD-2026-04", "notice": "BD-2026-04", "outcome": "翠议〔2026〕4-1"}
HAND = "手写的这一句，念起来顺口。"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    books = Books(tmp_path)
    yield books._books["urban"]
    books.close()


def answer(session: Any, name: str) -> Any:
    return paper_for.answer(session, documents()[name].needs, REF[name], TODAY)


def words(session: Any, name: str) -> str:
    found = hand_edits.applied(session, name, answer(session, name))
    if documents()[name].public:
        found = leaks.guarded(session, name, found, TODAY)
    paper = documents()[name].compose(found)
    return "".join(c.text for page in paper.pages for c in page if isinstance(c, Text))


def reworded(session: Any, name: str, part: Any, text: str = HAND) -> str:
    about = answer(session, name).line.id
    hand_edits.edit(session, name, about, part.name, text, part.words)
    return str(about)


@pytest.mark.parametrize("name", REF)
def test_every_part_can_be_reworded_and_goes_back_to_what_the_program_writes(name: str, book: Book) -> None:
    with book.write("杜鹃", "hand") as session:
        before = words(session, name)
        for part in documents()[name].parts(answer(session, name)):
            about = reworded(session, name, part)
            assert HAND in words(session, name), part.label
            hand_edits.take_back(session, name, about, part.name)
            assert words(session, name) == before


@pytest.mark.parametrize("name", REF)
def test_what_the_program_says_it_writes_stands_on_the_paper(name: str, book: Book) -> None:
    with book.read() as session:
        paper = words(session, name).replace("\n", "")
        for part in documents()[name].parts(answer(session, name)):
            assert part.words[:12] in paper and part.label


def test_an_edit_survives_and_the_change_beneath_it_is_told(book: Book) -> None:
    with book.write("杜鹃", "hand") as session:
        part = next(each for each in documents()["minutes"].parts(answer(session, "minutes")) if each.name.startswith("heard:"))
        about = reworded(session, "minutes", part)
    with book.write("杜鹃", "edit") as session:
        own = [(each.name, each.words) for each in documents()["minutes"].parts(answer(session, "minutes"))]
        assert hand_edits.stale(hand_edits.held(session, "minutes", about), own) == ()
        said = next(s for s in rows(session, Speech) if s.text and s.text[:8] in part.words)
        one(session, Speech, said.id).text = "后来又补充了一段说明"
        own = [(each.name, each.words) for each in documents()["minutes"].parts(answer(session, "minutes"))]
        assert hand_edits.stale(hand_edits.held(session, "minutes", about), own) == (part.name,)
        assert HAND in words(session, "minutes") and "后来又补充了" not in words(session, "minutes")
        hand_edits.keep(session, "minutes", about, part.name, dict(own)[part.name])
        assert hand_edits.stale(hand_edits.held(session, "minutes", about), own) == () and HAND in words(session, "minutes")
        hand_edits.take_back(session, "minutes", about, part.name)
        assert "后来又补充了" in words(session, "minutes") and HAND not in words(session, "minutes")


def test_writing_what_the_program_writes_takes_the_edit_back(book: Book) -> None:
    with book.write("杜鹃", "hand") as session:
        part = documents()["minutes"].parts(answer(session, "minutes"))[0]
        about = reworded(session, "minutes", part)
        reworded(session, "minutes", part, part.words)
        assert not hand_edits.held(session, "minutes", about)
        reworded(session, "minutes", part, "又改了一遍")
        assert hand_edits.held(session, "minutes", about)["opening"].text == "又改了一遍"


def test_nothing_is_no_wording_and_too_much_is_refused(book: Book) -> None:
    with book.write("杜鹃", "hand") as session:
        part = documents()["minutes"].parts(answer(session, "minutes"))[0]
        for text, why in (("  \n", "空着"), ("长" * 3001, "太长"), ("看不见\x07", "控制字符")):
            with pytest.raises(Refusal, match=why):
                reworded(session, "minutes", part, text)
        assert not hand_edits.held(session, "minutes", answer(session, "minutes").line.id)


def test_final_minutes_are_not_reworded_any_more_but_what_was_stays(book: Book) -> None:
    with book.write("杜鹃", "hand") as session:
        part = documents()["minutes"].parts(answer(session, "minutes"))[0]
        about = reworded(session, "minutes", part)
        one(session, Meeting, about).state = "final"
        for act in (lambda: reworded(session, "minutes", part, "再改"), lambda: hand_edits.take_back(session, "minutes", about, part.name),
                    lambda: hand_edits.keep(session, "minutes", about, part.name, "")):  # fmt: skip
            with pytest.raises(Refusal, match="已经定稿"):
                act()
        assert HAND in words(session, "minutes")
        notice = documents()["notice"].parts(answer(session, "notice"))[0]
        reworded(session, "notice", notice)  # only minutes are bound by it
        assert HAND in words(session, "notice")


def test_words_of_the_hand_are_cleaned_for_the_wall_and_for_reports_like_all_others(book: Book) -> None:
    leaky = "由秦守业看桩，电话13812345678，住12幢3单元502室。"
    with book.write("杜鹃", "hand") as session:
        for name in ("posting", "outcome"):
            part = next(each for each in documents()[name].parts(answer(session, name)) if each.name.startswith("item:"))
            reworded(session, name, part, leaky)
            told = words(session, name)
            assert not any(word in told for word in ("秦守业", "13812345678", "502室")) and "看桩" in told
        opening = documents()["minutes"].parts(answer(session, "minutes"))[0]
        reworded(session, "minutes", opening, leaky)
        from yishi.documents.manner import Manner

        report = documents()["minutes"].compose(hand_edits.applied(session, "minutes", answer(session, "minutes")), Manner("report"))
        flat = "".join(c.text for page in report.pages for c in page if isinstance(c, Text))
        assert "13812345678" not in flat and "看桩" in flat


def test_an_edit_of_one_paper_is_not_one_of_another(book: Book) -> None:
    with book.write("杜鹃", "hand") as session:
        part = documents()["posting"].parts(answer(session, "posting"))[0]
        reworded(session, "posting", part)
        assert HAND in words(session, "posting")
        assert HAND not in words(session, "outcome") and HAND not in words(session, "minutes")
        assert all(HAND not in r.text for r in rows(session, Resolution))
