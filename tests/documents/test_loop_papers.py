"""The papers of the loop: what stands on each and in which order, what is left to write in, what is refused and why."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import pytest

from tests.documents.loop_labels import ORDER
from yishi.documents.catalogue import Document, documents, papers_of
from yishi.documents.layout import Paper, Rule, Text
from yishi.documents.manner import Manner
from yishi.errors import Refusal
from yishi.services.answers import EvaluationLine, EventLine, MeetingSheet, PostingLine
from yishi.services.printed import PrintedSheet
from yishi.services.printed_loop import (
    CallOnPaper,
    DueMove,
    PrintedRegister,
    PrintedResolution,
    RegisterRow,
    SpendingOnPaper,
    SpotOnPaper,
    WhistleOnPaper,
)

Printed = Callable[..., str]
DAYS = ("2026-05-07", "2026-05-07", "2026-05-09", "2026-05-12", "2026-05-13", "2026-05-14", "2026-05-15", "2026-05-16", "2026-05-18",
        "2026-05-19", "2026-05-20", "2026-05-21", "2026-05-22", "2026-05-25", "2026-05-26")
HAPPENED = (
    ("assign", "杜鹃", "桩要一脚能放倒", "交办〔2026〕12号"), ("accept", "孙伟", "签收", ""),
    ("progress", "孙伟", "夜间清场划线", ""),
    ("urge", "诸葛平", "桩还没有到货，请抓紧", "催办〔2026〕2号"), ("suspend", "杜鹃", "等供电公司改线", ""),
    ("resume", "杜鹃", "线已改好", ""),
    ("extend", "孙伟", "雨天不能划线", ""), ("escalate", "孙伟", "没有执法权", "吹哨〔2026〕1号"),
    ("respond", "柳桥街道城管办谭勇", "拖走僵尸车2辆", ""),
    ("urge", "诸葛平", "东门一侧没有划", "督办〔2026〕3号"), ("report_done", "孙伟", "划线180米、立桩6根", ""),
    ("inspect_pass", "诸葛平", "实测净宽4.1米", ""), ("eval_fail", "杜鹃", "三日内补画东门", ""), ("publish_outcome", "杜鹃", "", ""),
    ("terminate", "杜鹃", "整个小区改造，另行设计", "居民代表会议2026年5月26日决定"),
)


def _events() -> tuple[EventLine, ...]:
    def line(n: int, day: str, event: str, by: str, text: str, document: str) -> EventLine:
        days, agreed = (10, "诸葛平") if event == "extend" else (None, "")
        level = "town" if event == "escalate" else ""
        return EventLine(f"e{n}", date.fromisoformat(day), event, event, by, text, document, "IN_PROGRESS", None, days, agreed, level)

    return tuple(line(n, day, *told) for n, (day, told) in enumerate(zip(DAYS, HAPPENED, strict=True)))


def of_sheet(meeting: MeetingSheet, **changes: object) -> PrintedResolution:
    """Return the first resolution of the worked meeting with a whole life."""
    sheet = PrintedSheet(**{f.name: getattr(meeting, f.name) for f in fields(MeetingSheet)})
    one = meeting.resolutions[0]
    asked = EvaluationLine(1, "纸质测评", 30, 28, 9, 6, 3, 6, 4, 10, 8, 10, None, "东门没有划线", 643, 500, False)
    posted = PostingLine("p", "outcome", date(2026, 5, 25), date(2026, 6, 1), 7, date(2026, 5, 31), ("居务公开栏",), ())
    whole = replace(one, events=_events(), evaluations=(asked,), postings=(posted,), agenda_title="消防通道违停")
    moves = tuple(DueMove(f"e{n}", date(2026, 5, 20), date(2026, 6, 3)) for n in range(len(HAPPENED)))
    found = PrintedResolution(
        sheet, whole, date(2026, 5, 28), owner_phone="19900000206", due=date(2026, 6, 3), first_due=date(2026, 5, 20),
        assigned_on=date(2026, 5, 7), overdue=0, beneficiaries=412, moves=moves,
        whistles=(WhistleOnPaper("e7", "enforcement", True, "柳桥街道城管办", "贴过三次告知书", "没有执法权", "来现场拖车", "孟繁星",
                                 "prompt", 5, "solved"),),
        spending=(SpendingOnPaper("热熔划线", 420000, "凭12", date(2026, 5, 12)),),
        calls=(CallOnPaper(1, (("2026-05-22", "09:30", "no_answer"), ("2026-05-22", "15:00", "reached")), "dissatisfied", "unsolved",
                           "no", "东门还是堵", True, "何丽"),), called_of=40,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


@pytest.fixture
def whole(meeting: MeetingSheet) -> PrintedResolution:
    """Return a resolution to which everything has happened."""
    return of_sheet(meeting)


@pytest.fixture
def fresh(meeting: MeetingSheet) -> PrintedResolution:
    """Return a resolution that was only adopted."""
    bare = of_sheet(meeting, owner_phone="", due=None, first_due=None, assigned_on=None, moves=(), whistles=(), spending=(), calls=())
    return replace(bare, sheet=replace(bare.sheet, events=(), evaluations=(), postings=()))


def papers() -> list[Document]:
    return [each for each in documents().values() if each.needs == "PrintedResolution"]


def test_the_table_names_every_paper_of_a_resolution() -> None:
    assert {each.name for each in papers()} == set(ORDER)


@pytest.mark.parametrize("name", sorted(ORDER))
def test_each_paper_reads_back_in_its_order(name: str, whole: PrintedResolution, printed: Printed) -> None:
    late = replace(whole, overdue=3, sheet=replace(whole.sheet, line=replace(whole.line, light="red", state="IN_PROGRESS")))
    text = "".join(printed(documents()[name].compose(late), "-raw").split())
    at = 0
    for wanted in ORDER[name]:
        found = text.find(wanted, at)
        assert found >= 0, (wanted, text[at : at + 200])
        at = found + len(wanted)


@pytest.mark.parametrize("name", sorted(ORDER))
def test_what_has_not_happened_prints_as_a_form_to_fill_in(name: str, fresh: PrintedResolution, words: Callable[[Paper], str]) -> None:
    paper = documents()[name].compose(fresh)
    assert "隔离桩6根" in words(paper)
    assert any(isinstance(c, Rule) for page in paper.pages for c in page) or "＿" in words(paper)


def _empty(name: str, p: PrintedResolution) -> PrintedResolution:
    """Return the resolution with the field emptied that stands for this paper."""
    if name not in ("opinion", "card", "site-visit", "survey", "callback", "termination"):
        return replace(p, sheet=replace(p.sheet, events=tuple(replace(e, text="") for e in p.sheet.events)))
    return replace(p, sheet=replace(p.sheet, line=replace(p.line, owner_unit="", owner="", supervisor="")))


@pytest.mark.parametrize("name", sorted(ORDER))
def test_an_emptied_field_leaves_a_place_to_write_and_no_gap(name: str, whole: PrintedResolution) -> None:
    full, less = (documents()[name].compose(p) for p in (whole, _empty(name, whole)))

    def places(paper: Paper) -> int:
        boxes = sum(isinstance(c, Rule) for page in paper.pages for c in page)
        return boxes + sum(c.text.count("＿") for page in paper.pages for c in page if isinstance(c, Text))

    assert places(less) >= places(full)


@pytest.mark.parametrize("name", sorted(set(ORDER) - {"callback", "assignment", "opinion", "outcome"}))
def test_a_form_keeps_to_one_page_even_with_a_long_text(name: str, whole: PrintedResolution) -> None:
    long = replace(whole, sheet=replace(whole.sheet, line=replace(whole.line, text="消防通道重新划线" * 18)))
    assert len(documents()[name].compose(long).pages) == 1


@pytest.mark.parametrize("name", sorted(set(ORDER) - {"termination"}))
def test_nothing_is_printed_about_carrying_out_what_was_not_agreed(name: str, whole: PrintedResolution) -> None:
    draft = replace(whole, sheet=replace(whole.sheet, line=replace(whole.line, state="DRAFT")))
    with pytest.raises(Refusal, match="没有通过"):
        documents()[name].compose(draft)


def test_a_decision_by_law_is_no_opinion_and_what_is_done_is_not_terminated(whole: PrintedResolution) -> None:
    statutory = replace(whole, sheet=replace(whole.sheet, line=replace(whole.line, legal_status="statutory")))
    with pytest.raises(Refusal, match="不是协商意见"):
        documents()["opinion"].compose(statutory)
    closed = replace(whole, sheet=replace(whole.sheet, line=replace(whole.line, state="CLOSED")))
    with pytest.raises(Refusal, match="已经办结"):
        documents()["termination"].compose(closed)


def test_after_a_failed_inspection_the_order_is_one_to_put_it_right(whole: PrintedResolution, words: Callable[[Paper], str]) -> None:
    failed = replace(whole.sheet.events[11], id="x", event="inspect_fail", text="四楼仍有", on=date(2026, 5, 27))
    text = words(documents()["supervision"].compose(replace(whole, sheet=replace(whole.sheet, events=(*whole.sheet.events, failed)))))
    assert "督查整改通知单" in text and "四楼仍有" in text


def test_the_survey_is_a5_in_type_of_16_points_or_more(whole: PrintedResolution) -> None:
    for manner in (None, Manner(large=True)):
        paper = documents()["survey"].compose(whole, manner)
        assert round(paper.sheet.width / 72 * 25.4) == 148
        assert min(c.size for c in paper.pages[0] if isinstance(c, Text)) >= 16


def test_visits_to_several_places_are_three_to_a_page(whole: PrintedResolution, words: Callable[[Paper], str]) -> None:
    paper = documents()["site-visit"].compose((whole,) * 4)
    assert len(paper.pages) == 2 and words(paper).count("看到什么") == 4


def test_the_register_has_a_line_for_each_resolution_with_its_light(whole: PrintedResolution, printed: Printed) -> None:
    line = replace(whole.line, light="red", satisfaction=929)
    numbers = [f"翠议〔2026〕4-{n}" for n in range(30)]
    rows = tuple(RegisterRow(replace(line, number=no), "消防通道违停", date(2026, 4, 24), date(2026, 5, 20), None) for no in numbers)
    paper = documents()["register"].compose(PrintedRegister("翠屏社区", "urban", "居民委员会", False, date(2026, 5, 28), 2026, rows))
    text = "".join(printed(paper, "-raw").split())
    heads = ("议题", "会议日期", "决议", "责任单位/人", "期限", "状态（灯）", "办结日期", "满意率", "公开日期", "备注", "2026-04-24",
             "红灯", "92.9%")  # fmt: skip
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)
    assert paper.sheet.width > paper.sheet.height and len(paper.pages) > 1 and all(f"4-{n}" in text for n in range(30))
    empty = documents()["register"].compose(PrintedRegister("翠屏社区", "urban", "", False, date(2026, 5, 28), None, ()))
    assert sum(isinstance(c, Rule) for c in empty.pages[0]) > 50


def test_a_sample_says_so_on_every_paper_of_the_loop(whole: PrintedResolution, words: Callable[[Paper], str]) -> None:
    sample = replace(whole, meeting=replace(whole.meeting, sample=True))
    for each in papers():
        assert "样例，不作凭证" in words(each.compose(sample)), each.name
        assert "样例" not in words(each.compose(whole)), each.name


def test_papers_are_offered_as_the_matter_stands(whole: PrintedResolution, fresh: PrintedResolution) -> None:
    def offered(p: PrintedResolution, state: str) -> set[str]:
        return {each.name for each in papers_of(replace(p.sheet, line=replace(p.line, state=state)))}

    assert offered(fresh, "DRAFT") == set()
    assert {"assignment", "card", "opinion"} <= offered(fresh, "ADOPTED") and not {"redo", "termination"} & offered(fresh, "ADOPTED")
    assert "extension" not in offered(fresh, "CLOSED") and "extension" in offered(whole, "CLOSED")
    assert "termination" in offered(whole, "TERMINATED")


def test_reports_to_those_above_carry_no_telephone_number(whole: PrintedResolution, words: Callable[[Paper], str]) -> None:
    told = replace(whole.sheet.events[10], text="电话13812345678的住户很满意，孙伟完成")
    spoken = replace(whole, sheet=replace(whole.sheet, events=(*whole.sheet.events[:10], told, *whole.sheet.events[11:])))
    report = Manner(profile="report")
    assert "19900000206" not in words(documents()["assignment"].compose(whole, report))
    text = words(documents()["completion"].compose(spoken, report))
    assert "13812345678" not in text and "孙伟" in text
    assert "19900000201" not in words(documents()["sign-in"].compose(whole.meeting, report))
    assert "19900000201" in words(documents()["sign-in"].compose(whole.meeting, Manner(profile="archive")))


def test_what_is_kept_inside_is_never_printed_for_the_wall(whole: PrintedResolution) -> None:
    for name in ("sign-in", "record", "minutes"):
        with pytest.raises(Refusal, match="不能按公示印"):
            documents()[name].compose(whole.meeting, Manner(profile="posting"))
    with pytest.raises(Refusal, match="没有大字版"):
        documents()["sign-in"].compose(whole.meeting, Manner(large=True))


def test_a_visit_that_was_drawn_says_how(whole: PrintedResolution, words: Callable[[Paper], str]) -> None:
    compose = documents()["site-visit"].compose
    drawn = compose(replace(whole, spot=SpotOnPaper(date(2026, 5, 18), 20260518, 3, 12)))
    assert "2026年5月18日抽查，12件抽3件，随机种子20260518" in words(drawn) and len(drawn.pages) == 1
    assert "种子" not in words(compose(whole))
