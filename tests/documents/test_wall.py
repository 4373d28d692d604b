"""Every paper for the wall is made from an allow-list view alone, and of a thousand invented people nothing stands on any of them."""

import random
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from tests.documents.identities import Identity, filled, identity, leaks, person
from tests.documents.test_loop_papers import of_sheet
from yishi.documents import leaks as looked_at
from yishi.documents import paint
from yishi.documents.catalogue import Document, documents
from yishi.documents.layout import Paper, Text
from yishi.documents.manner import POSTING, PROFILES, Manner
from yishi.domain.leaks import Guard, Named
from yishi.services.answers import AttendeeLine, DissentLine, MeetingSheet, PostingLine
from yishi.services.covenants import CovenantPaper, CovenantSheet
from yishi.services.printed_file import PrintedFile
from yishi.services.statutory_notice import Decided, StatutoryNotice

PUBLIC = [document for document in documents().values() if document.public]
WALL = Manner(POSTING)
# what a person has that no wall may show; a view has no field of such a name
PRIVATE_FIELDS = {
    "phone", "id_number", "account", "unit", "reason", "illness", "attendees", "speeches", "named", "calls", "role",
    "owner_phone", "proposer",
    "speaker", "proxy", "birth_year", "age", "alias", "household", "seats", "events", "sheet", "meeting_sheet", "guard",
}  # fmt: skip


def answer_for(document: Document, meeting: MeetingSheet, words: str = "", guard: Guard | None = None) -> Any:
    """Return a worked answer for a paper, with `words` in whatever people write."""
    one = of_sheet(meeting)
    posted = PostingLine("p", "decision", date(2026, 4, 27), date(2026, 5, 6), 7, date(2026, 5, 3), (), ())
    sheet = filled(replace(one.meeting, dissents=(DissentLine("居民", ""),), posting=posted), words)
    sheet = replace(sheet, guard=guard)
    one = replace(filled(replace(one, meeting=one.meeting), words), meeting=sheet)
    if document.needs == "CovenantPaper":
        covenant = CovenantSheet("c", "居民公约", 1, ("楼道不堆物。", "相互帮助。"), "", "", date(2026, 1, 5), None, None, date(2026, 2, 1),
                                 "柳桥街道", "", True, ())  # fmt: skip
        return CovenantPaper(filled(covenant, words), "翠屏社区", "", False, guard)
    if document.needs == "StatutoryNotice":
        on, last, about = date(2026, 5, 6), date(2026, 5, 12), Decided("r", "翠议〔2026〕4-1")
        return StatutoryNotice("翠屏社区", False, "翠屏社区居民委员会", False, about, words or "停车", words or "划线", "居民代表会议",
                               on, 30, 26, "过半数", 20, 2, 4, on, last, 7, "", "", guard)  # fmt: skip
    file = PrintedFile(sheet, (one,), (), date(2026, 6, 1))
    return {"MeetingSheet": sheet, "PrintedResolution": one, "PrintedFile": file}[document.needs]


def words_of(paper: Paper) -> str:
    """Return every word on a paper and in its metadata."""
    return "\n".join([paper.title, *(c.text for page in paper.pages for c in page if isinstance(c, Text))])


def types_in(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """Yield the frozen values that a view can hold, however deep."""
    for part in (kind, *get_args(kind)):
        if part is not kind:
            yield from types_in(part, seen)
        elif is_dataclass(part) and part not in seen:
            seen.add(part)
            yield part
            for hint in get_type_hints(part).values():
                yield from types_in(hint, seen)


@pytest.mark.parametrize("document", PUBLIC, ids=lambda d: d.name)
def test_a_paper_for_the_wall_is_made_from_a_view_that_cannot_carry_what_is_private(document: Document, meeting: MeetingSheet) -> None:
    module = import_module(f"yishi.documents.{document.module}")
    view = get_type_hints(module.view)["return"]
    assert next(iter(get_type_hints(module.of_view).values())) is view
    for kind in types_in(view, set()):
        assert kind.__module__.startswith("yishi.documents."), kind
        assert not {f.name for f in fields(kind)} & PRIVATE_FIELDS, kind


@pytest.mark.parametrize("document", PUBLIC, ids=lambda d: d.name)
def test_what_is_printed_for_the_wall_is_what_the_view_holds(document: Document, meeting: MeetingSheet) -> None:
    answer = answer_for(document, meeting, "张三丰13812345678", Guard((Named("张三丰"),)))
    text = words_of(document.compose(answer, WALL))
    assert "张三丰" not in text and "13812345678" not in text
    found = looked_at.hits(document.name, answer)
    assert found and {hit.sort for hit in found} >= {"name", "phone"} and looked_at.masked(found) == looked_at.undecided(found)


@pytest.mark.parametrize("document", PUBLIC, ids=lambda d: d.name)
def test_a_text_to_edit_is_as_clean_as_the_paper(document: Document, meeting: MeetingSheet, tmp_path: Path) -> None:
    answer = answer_for(document, meeting, "张三丰13812345678", Guard((Named("张三丰"),)))
    document.write(answer, tmp_path / "a.docx", WALL)
    parts = zipfile.ZipFile(tmp_path / "a.docx")
    text = "".join(re.sub("<[^>]+>", "", parts.read(name).decode()) for name in parts.namelist() if name.endswith((".xml", ".rels")))
    assert "张三丰" not in text and "13812345678" not in text and "python-docx" not in text
    core = parts.read("docProps/core.xml").decode()
    assert re.search("<dc:creator></dc:creator>|<dc:creator/>", core) or "creator" not in core


def test_ballots_are_word_for_word_but_for_the_wall(meeting: MeetingSheet) -> None:
    answer = answer_for(documents()["ballot"], meeting, "推选张三丰", Guard((Named("张三丰"),)))
    assert "推选张三丰" in words_of(documents()["ballot"].compose(answer))
    assert "张三丰" not in words_of(documents()["ballot"].compose(answer, WALL))


@pytest.mark.parametrize("profile", ["", *PROFILES])
@pytest.mark.parametrize("document", [each for each in PUBLIC if each.name != "ballot"], ids=lambda d: d.name)
def test_what_hangs_is_clean_whatever_it_was_asked_for(document: Document, profile: str, meeting: MeetingSheet) -> None:
    answer = answer_for(document, meeting, "由张三丰监督", Guard((Named("张三丰"),)))
    assert "张三丰" not in words_of(document.compose(answer, Manner(profile))) and document.cleaned(Manner(profile))


def test_every_way_to_a_printed_paper_brings_its_guard() -> None:
    """Whoever composes what the catalogue lists must have asked services.leaks, but for papers that never hang."""
    source = Path(import_module("yishi").__file__ or "").parent
    never_hang = {"gui/pages/topic_papers.py", "gui/pages/figures.py", "cli_figures.py"}  # reply slips, the register, statistics
    for file in (*source.glob("cli*.py"), *source.joinpath("gui").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if re.search(r"(?:document|known\[\w+\]|documents\(\)\[[^]]+\])\.(?:compose|write)\(", text):
            assert "leaks.guarded(" in text or file.relative_to(source).as_posix() in never_hang, file


def test_what_was_kept_is_printed_as_it_is(meeting: MeetingSheet) -> None:
    guard = Guard((Named("张三丰"),))
    answer = answer_for(documents()["posting"], meeting, "张三丰捐树", guard)
    keys = frozenset(hit.key for hit in looked_at.hits("posting", answer))
    answer = replace(answer, guard=replace(guard, kept=keys))
    assert "张三丰捐树" in words_of(documents()["posting"].compose(answer, WALL)).replace("\n", "")
    assert looked_at.masked(looked_at.hits("posting", answer)) == 0


def _read(file: Path) -> str:
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    return text + subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout


def _leaking(meeting: MeetingSheet, count: int, folder: Path, seed: int = 20261122) -> list[tuple[str, str, list[str]]]:
    """Return which papers show what of `count` people; every tenth time the PDF itself is read back, metadata too."""
    lot, found = random.Random(seed), []
    for n in range(count):
        who: Identity = identity(lot)
        words = who.told(lot)
        for document in PUBLIC:
            answer = answer_for(document, meeting, words, Guard((person(who),)))
            if n % 2 and document.needs == "MeetingSheet":  # known from the meeting, not from the roster
                there = AttendeeLine("z", "z", 11, "present", who.name, role="居民", unit=who.door, phone=who.phone, reason=who.need)
                answer = replace(answer, guard=Guard((replace(person(who), name=who.alias),)), attendees=(*answer.attendees, there))
            paper = document.compose(answer, WALL)
            text = words_of(paper)
            if n % 10 == 0:
                paint.write(paper, folder / "p.pdf")
                text += _read(folder / "p.pdf")
            shown = leaks(text, who)
            found += [(document.name, words, shown)] if shown else []
    return found


def test_nothing_of_twenty_people_stands_on_any_wall(meeting: MeetingSheet, tmp_path: Path) -> None:
    assert _leaking(meeting, 20, tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_nothing_of_a_thousand_people_stands_on_any_wall(part: int, meeting: MeetingSheet, tmp_path: Path) -> None:
    assert _leaking(meeting, 100, tmp_path, seed=part) == []


def test_the_archive_would_have_shown_them(meeting: MeetingSheet) -> None:
    """The check above finds something where there is something to be found."""
    who = identity(random.Random(3))
    answer = answer_for(documents()["minutes"], meeting, who.told(random.Random(3)))
    assert leaks(words_of(documents()["minutes"].compose(answer)), who)
