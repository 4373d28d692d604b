"""Minutes, record and sign-in sheet say what the meeting said."""

from collections.abc import Callable
from dataclasses import replace

from yishi.documents import minutes, record, sign_in
from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper, Rule, Text
from yishi.documents.page import MM
from yishi.services.answers import MeetingSheet, SpeechLine

Words = Callable[[Paper], str]


def test_minutes_name_each_resolution_with_who_until_when_and_the_vote(meeting: MeetingSheet, words: Words) -> None:
    text = words(minutes.compose(meeting))
    assert "翠屏社区“流动小板凳”会商纪要" in text and "翠议〔2026〕4号" in text
    assert "消防通道划线并设可倒伏隔离桩6根。" in text and "协调供电增容，每幢至少1处集中充电点。" in text
    assert "由绿安物业服务有限公司孙伟（项目经理）负责，社区民警协办，于2026年5月20日前完成，诸葛平督查。" in text
    assert "表决：举手，同意5票，反对0票，弃权1票，规则为“赞成多于反对”，通过。" in text
    assert "经费9600.50元" in text


def test_minutes_keep_the_motion_that_failed_with_its_counts(meeting: MeetingSheet, words: Words) -> None:
    text = words(minutes.compose(meeting))
    after = text.split("未达成一致事项")[1]
    assert "将东侧绿化带改为12个车位。举手，同意2票，反对3票，弃权1票，规则为“赞成多于反对”，未通过。" in after


def test_minutes_keep_dissent_with_its_explanation(meeting: MeetingSheet, words: Words) -> None:
    assert "马骁反对公约中“暂停自动识别”。会上说明：另设申诉渠道。" in words(minutes.compose(meeting))
    none = replace(meeting, dissents=(), no_dissent=True)
    assert "没有不同意见" in words(minutes.compose(none))


def test_an_opinion_on_a_statutory_matter_is_not_called_a_decision(meeting: MeetingSheet, words: Words) -> None:
    text = words(minutes.compose(meeting))
    assert "以上为协商意见。本议题涉及法定事项（业主共同决定事项），须依法另行决定。" in text
    assert "本项已经法定程序确认。" in text


def test_minutes_do_not_say_why_somebody_was_away_but_the_record_does(meeting: MeetingSheet, words: Words) -> None:
    assert "许志远" in (text := words(minutes.compose(meeting))) and "住院" not in text
    assert "许志远（住院）" in words(record.compose(meeting))


def test_the_head_of_the_journal_is_on_every_page_of_the_minutes(meeting: MeetingSheet) -> None:
    for page in minutes.compose(meeting).pages:
        assert any("a1b2c3d4" in c.text for c in page if isinstance(c, Text))


def test_the_signatures_stay_together_and_are_never_alone_on_a_page(meeting: MeetingSheet) -> None:
    block = ("主持人签字", "记录人签字", "翠屏社区居民委员会", "2026年4月24日")
    for extra in range(22):
        speech = SpeechLine("x", 1, "", "孙伟", "情况说明", "国" * 28 * extra)
        pages = minutes.compose(replace(meeting, speeches=(speech,))).pages
        texts = [(i, c.text) for i, page in enumerate(pages) for c in page if isinstance(c, Text)]
        found = [i for i, text in texts if text.startswith(block) and len(text) < 12]
        assert len(found) == 4 and len(set(found)) == 1, extra
        assert any("许志远" in text for i, text in texts if i == found[0]), extra  # with some of the list above


def test_the_record_has_every_speech_word_for_word_with_its_speaker(meeting: MeetingSheet, words: Words) -> None:
    text = words(record.compose(meeting))
    assert "19时5分孙伟（绿安物业项目经理；情况说明）：登记车辆263辆，划线车位181个。" in text
    assert "马骁（有车业主；反对）：不让停通道可以，先告诉我停哪儿。" in text
    assert "谭勇（柳桥街道城管办；列席发言）：供电增容街道可以帮着协调。" in text


def test_later_pages_of_the_record_say_that_they_go_on_and_each_can_be_signed(meeting: MeetingSheet) -> None:
    pages = record.compose(meeting).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        texts = [c.text for c in page if isinstance(c, Text)]
        assert "本页核对签字：" in texts
        assert ("（接上页）" in texts) == (number > 1)


def test_an_empty_meeting_still_prints_with_lines_to_write_on(meeting: MeetingSheet) -> None:
    line = replace(meeting.line, place="", end="", expected=0, present=0)
    empty = replace(meeting, line=line, host="", recorder="", agenda=(), attendees=(), speeches=(), motions=(),
                    dissents=(), resolutions=(), head="")
    for compose in (minutes.compose, record.compose, sign_in.compose):
        page = compose(empty).pages[0]
        assert any("＿" in c.text for c in page if isinstance(c, Text)) or any(isinstance(c, Rule) for c in page)


def test_the_sign_in_sheet_has_groups_and_five_free_rows(meeting: MeetingSheet, words: Words) -> None:
    text = words(sign_in.compose(meeting))
    for group in ("正式参会", "列席", "工作人员", "临时到场"):
        assert group in text
    assert "13" in text.split("临时到场")[1]  # 6 + 1 away, 1 observer, 2 staff: free rows are 11 … 15
    assert "应到：7人实到：6人" in text and "19900000201" in text
    assert "住院" not in text


def test_rows_of_the_sign_in_sheet_are_tall_enough_to_sign(meeting: MeetingSheet) -> None:
    page = sign_in.compose(meeting).pages[0]
    left = min(c.x1 for c in page if isinstance(c, Rule))
    heights = sorted(c.y1 - c.y2 for c in page if isinstance(c, Rule) and c.x1 == c.x2 == left)
    assert len([h for h in heights if h >= 11 * MM]) >= 15


def test_a_long_sign_in_sheet_repeats_its_head_and_counts_its_pages(
    named: Callable[[list[str]], MeetingSheet], printed: Callable[..., str]
) -> None:
    text = printed(sign_in.compose(named([f"居民{n}" for n in range(60)])))
    pages = text.rstrip("\f").split("\f")
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert "联系电话" in page and f"第{number}页共{len(pages)}页" in "".join(page.split())


def test_phones_can_be_left_off_the_sign_in_sheet(meeting: MeetingSheet, words: Words) -> None:
    text = words(sign_in.compose(meeting, phones=False))
    assert "19900000201" not in text and "联系电话" not in text and "陈立群" in text


def test_a_sample_says_so_on_paper(meeting: MeetingSheet, words: Words) -> None:
    meeting = replace(meeting, community_kind="village")  # where all of them can be
    for document in (each for each in documents().values() if each.needs == "MeetingSheet"):
        assert "样例，不作凭证" in words(document.compose(replace(meeting, sample=True)))
        assert "样例" not in words(document.compose(meeting))
