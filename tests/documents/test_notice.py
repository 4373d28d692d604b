"""The notice of a meeting: read from a step away, names nobody, comes with a slip to cut off."""

from collections.abc import Callable
from dataclasses import replace

from yishi.documents import notice
from yishi.documents.layout import Paper, Text
from yishi.services.answers import AgendaLine, MeetingSheet

Words = Callable[[Paper], str]


def expect_in_order(text: str, *parts: str) -> None:
    """Check that the parts stand in the text one after another."""
    at = 0
    for part in parts:
        assert part in text[at:], part
        at = text.index(part, at) + len(part)


def test_the_notice_says_when_where_what_and_whom_to_ask(meeting: MeetingSheet, words: Words) -> None:
    expect_in_order(words(notice.compose(meeting)), "关于召开翠屏社区“流动小板凳”会商的通知", "各位居民代表、各相关单位：",
             "时间：2026年4月24日（星期五）19时", "地点：梧桐里小区3幢东侧空地", "形式：流动小板凳会商", "议题：",
             "1.消防通道违停（热线来访）", "2.电动自行车飞线充电（网格发现）", "参加人员：", "会前材料：", "不能到会的：",
             "书面委托", "联系人：杜鹃", "电话：", "翠屏社区居民委员会", "2026年4月21日")  # fmt: skip


def test_the_notice_of_a_usual_meeting_is_one_page_and_a_page_of_slips(meeting: MeetingSheet, words: Words) -> None:
    paper = notice.compose(meeting)
    assert len(paper.pages) == 2
    slips = words(Paper(paper.title, paper.sheet, paper.pages[1:]))
    assert slips.count("回执") == 2 and slips.count("□参加□不参加□委托") == 2 and slips.count("书面意见") == 2


def test_the_type_of_a_posted_notice_is_large(meeting: MeetingSheet) -> None:
    page = notice.compose(meeting).pages[0]
    sizes = {c.text: c.size for c in page if isinstance(c, Text)}
    assert max(sizes.values()) >= 36  # 小初
    assert all(size >= 15.75 for text, size in sizes.items() if len(text) > 4 and "—" not in text)  # 3号


def test_the_notice_names_no_resident(meeting: MeetingSheet, words: Words) -> None:
    text = words(notice.compose(meeting))
    for attendee in meeting.attendees:
        assert attendee.name not in text and (not attendee.phone or attendee.phone not in text)
    assert "秦守业" not in text  # who proposed a topic


def test_a_long_agenda_goes_on_another_page_and_loses_nothing(meeting: MeetingSheet, words: Words) -> None:
    items = tuple(AgendaLine(f"g{n}", n, f"第{n}件要商量的事情，说来话长", "", "resident", "", "", "", 0, 0) for n in range(1, 40))
    paper = notice.compose(replace(meeting, agenda=items))
    text = words(paper)
    assert len(paper.pages) > 2 and all(f"{n}.第{n}件" in text for n in range(1, 40)) and "联系人：" in text


def test_a_village_is_called_a_village(meeting: MeetingSheet, words: Words) -> None:
    assert "各位村民代表、各相关单位：" in words(notice.compose(replace(meeting, community_kind="village")))
