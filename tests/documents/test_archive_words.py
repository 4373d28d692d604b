"""Minutes and record tell what was waived, corrected, decided beforehand, voted on paper and by name."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import pytest

from yishi.documents import minutes, record
from yishi.documents.layout import Paper
from yishi.services.answers import AttachmentLine, AttendeeLine, CorrectionLine, MeetingSheet, WaiverLine
from yishi.services.printed import FormOnPaper, PrintedSheet
from yishi.services.seat_lines import SeatLine

Words = Callable[[Paper], str]
BOTH = pytest.mark.parametrize("compose", [minutes.compose, record.compose], ids=["minutes", "record"])
Compose = Callable[[MeetingSheet], Paper]


def with_item(sheet: MeetingSheet, no: int, **changes: object) -> MeetingSheet:
    items = tuple(replace(item, **changes) if item.no == no else item for item in sheet.agenda)  # type: ignore[arg-type]
    return replace(sheet, agenda=items)


def printed(sheet: MeetingSheet, **more: object) -> PrintedSheet:
    return PrintedSheet(**{field.name: getattr(sheet, field.name) for field in fields(MeetingSheet)}, **more)  # type: ignore[arg-type]


@BOTH
def test_what_was_gone_on_without_is_printed_with_its_reason(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    waived = replace(meeting, waivers=(WaiverLine("undecided 2", "等供电公司答复"),))
    text = words(compose(waived))
    assert "说明理由后继续的事项" in text and "第2项议题没有决议，也没有写去向。理由：等供电公司答复。" in text
    assert "说明理由" not in words(compose(meeting))


@BOTH
def test_a_correction_is_printed_with_old_text_new_text_day_and_reason(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    line = CorrectionLine(date(2026, 5, 3), "第2条发言", "停哪里", "停哪儿", "听录音核对")
    text = words(compose(replace(meeting, corrections=(line,))))
    assert "更正记录" in text and "2026年5月3日，第2条发言：原为“停哪里”，更正为“停哪儿”。理由：听录音核对。" in text


@BOTH
def test_a_meeting_written_down_later_shows_both_days(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    text = words(compose(replace(meeting, entered_on=date(2026, 4, 26))))
    assert "会议于2026年4月24日召开，于2026年4月26日补录" in text
    assert "补录" not in words(compose(meeting))


@BOTH
def test_how_many_should_be_there_is_what_was_stated(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    stated = replace(meeting, members=61, households_total=40, households_present=31)
    text = words(compose(stated))
    assert "应到61人" in text and "共40户" in text and "到会31户" in text and "应到7人" not in text


@BOTH
def test_who_came_for_somebody_is_named_and_whether_a_paper_was_shown(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    proxy = AttendeeLine("a9", "p9", 9, "proxy", "方四", proxy="田五", proxy_paper=True)
    text = words(compose(replace(meeting, attendees=(*meeting.attendees, proxy))))
    assert "方四（由田五代，有委托书）" in text


@BOTH
def test_ballots_are_counted_out_and_in(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    motion = replace(meeting.motions[1], method="投票", issued=7, returned=6, invalid=1, votes_for=2, votes_against=3, abstain=0)
    text = words(compose(replace(meeting, motions=(meeting.motions[0], motion))))
    assert "发出表决票7张，收回6张，有效5张，无效1张" in text


@BOTH
def test_the_party_organisation_studied_it_first(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    item = with_item(meeting, 1, party_precheck_on=date(2026, 4, 10), party_precheck_document="支委会纪要")
    assert "本议题于2026年4月10日经党组织研究讨论（支委会纪要）。" in words(compose(item))


@BOTH
def test_an_item_that_comes_back_says_so_with_its_conclusion(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    open_ = with_item(replace(meeting, resolutions=()), 2, outcome="next_time", conclusion="先请供电所来看")
    text = words(compose(open_))
    assert "会议结论：先请供电所来看。本议题下次再议。" in text


@BOTH
def test_parties_and_steps_of_the_form_are_printed(compose: Compose, meeting: MeetingSheet, words: Words) -> None:
    form = FormOnPaper("五方七步会商", "协商平台", True, ("党组织", "居委会", "物业"), ("议题征集", "五方会商"), ("会议通知",),
                       "赞成多于反对", "会前3个工作日", 7)  # fmt: skip
    sheet = printed(replace(meeting, parties=(("物业", "孙伟"),), steps=(("议题征集", "2026-04-02"),)), form=form)
    text = words(compose(sheet))
    assert "示例，请按当地文件修改" in text and "参与方为党组织、居委会、物业" in text and "决议公示7日" in text
    assert "物业：孙伟" in text and "1.议题征集（2026年4月2日）" in text and "2.五方会商（未记）" in text


def test_who_is_recused_stands_in_both_and_why_in_the_record_only(meeting: MeetingSheet, words: Words) -> None:
    recused = with_item(meeting, 1, recused=(("p6", "物业的人"),))
    assert "孙伟（物业的人）回避，不参加本议题的表决。" in words(record.compose(recused))
    text = words(minutes.compose(recused))
    assert "孙伟回避，不参加本议题的表决。" in text and "物业的人" not in text


def test_who_voted_how_stands_in_the_record_only(meeting: MeetingSheet, words: Words) -> None:
    seats = (SeatLine("p1", "陈立群", choice="for"), SeatLine("p3", "马骁", choice="against"), SeatLine("p4", "苏敏", choice="abstain"))
    named = printed(meeting, named=(("m1", seats),))
    assert "记名：同意：陈立群；反对：马骁；弃权：苏敏。" in words(record.compose(named))
    assert "反对：马骁" not in words(minutes.compose(named))


def test_the_answer_to_an_opinion_stands_below_it(meeting: MeetingSheet, words: Words) -> None:
    first = replace(meeting.speeches[1], handling="on_spot", reply="北门外有一百个车位")
    answered = replace(meeting, speeches=(meeting.speeches[0], first, *meeting.speeches[2:]))
    text = words(record.compose(answered))
    assert text.index("先告诉我停哪儿") < text.index("答复（当场答复）：北门外有一百个车位")
    assert "所提意见当场答复1条。" in words(minutes.compose(answered))


def test_tellers_and_attachments_stand_in_the_record(meeting: MeetingSheet, words: Words) -> None:
    motion = replace(meeting.motions[0], tellers=(("监票人", "诸葛平"), ("计票人", "杜鹃")))
    photos = tuple(AttachmentLine(f"x{n}", 0, "photo", f"{n}" * 64, "", "", True) for n in range(3))
    text = words(record.compose(replace(meeting, motions=(motion,), attachments=photos)))
    assert "监票人诸葛平，计票人杜鹃。" in text and "照片3张" in text


def test_the_record_says_what_the_numbers_come_to(meeting: MeetingSheet, words: Words) -> None:
    text = words(record.compose(printed(meeting, quorum_words="不到规定人数，还差3人。")))
    assert "应到7人，实到6人。不到规定人数，还差3人。" in text


def test_a_final_record_says_so_at_the_foot(meeting: MeetingSheet, words: Words) -> None:
    final = replace(meeting, line=replace(meeting.line, state="final"))
    assert "已定稿" in words(minutes.compose(final)) and "已定稿" not in words(minutes.compose(meeting))


def test_pictures_stand_below_their_item_as_the_window_calls_them(meeting: MeetingSheet, words: Words) -> None:
    text = words(record.compose(printed(meeting, pictures=((2, "图1", "划线后"), (0, "图2", ""), (2, "图3", "")))))
    assert "附图：图1（划线后）、图3。" in text and text.index("电动自行车飞线充电") < text.index("附图：图1")
    assert text.index("附件：") < text.index("附图：图2。")
