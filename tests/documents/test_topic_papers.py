"""The form on which topics are gathered, and the slip that tells the proposer what became of theirs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from yishi.documents import reply_slip, topic_form
from yishi.documents.layout import Paper
from yishi.services.pool_lines import TopicEntry, TopicSheet

Words = Callable[[Paper], str]
ENTRY = TopicEntry(
    id="t", title="老年活动室没有空调", raised_on=date(2026, 5, 11), source="hotline", proposer="李秀英", unit="二组",
    category="public_affairs", level="community", duty_list="primary", ledger_kind="livelihood", external_no="12345-0077",
    phone="19900000201", statutory_flag="", situation="每天二十来位老人。", wish="装两台挂机。", status="new", status_words="新",
    mentions=3,
    reason="", passed_to="", merged_into="", replied_on=None, reply_channel="", reply="", meetings=0, resolutions=0, settled=False,
)
SHEET = TopicSheet("桃湾村", "village", "桃湾村村民委员会", False, date(2026, 5, 18), ENTRY)


def about(**changed: Any) -> TopicSheet:
    return replace(SHEET, entry=replace(ENTRY, **changed))


def test_the_form_holds_what_is_known_and_ticks_what_was_chosen(words: Words) -> None:
    text = words(topic_form.compose(SHEET))
    for told in ("桃湾村议题征集表", "2026年5月11日", "■热线来访", "□居民提出", "来件编号：12345-0077", "李秀英", "19900000201", "二组",
                 "老年活动室没有空调", "每天二十来位老人。", "装两台挂机。", "■公共事务公益", "■民生", "□党建", "■社区或村", "■主体责任",
                 "村党组织", "告知提出人"):  # fmt: skip
        assert told in text, told


def test_a_blank_form_is_one_page_with_nothing_chosen(words: Words) -> None:
    paper = topic_form.compose(replace(SHEET, entry=None, community_kind="urban"))
    text = words(paper)
    assert len(paper.pages) == 1 and "■" not in text and text.count("□") >= 25
    assert "社区党组织" in text and "情况说明" in text


@pytest.mark.parametrize("entry", [ENTRY, replace(ENTRY, situation="国" * 300, wish="国" * 200, reason="国" * 60, status="declined")])
def test_the_form_is_one_page(entry: TopicEntry) -> None:
    assert len(topic_form.compose(replace(SHEET, entry=entry)).pages) == 1


def test_the_form_says_what_was_decided(words: Words) -> None:
    assert "■不列入，理由：没有钱" in words(topic_form.compose(about(status="declined", reason="没有钱")))
    assert "■转办镇城建办" in words(topic_form.compose(about(status="passed_up", passed_to="镇城建办")))
    assert "■合并到路灯" in words(topic_form.compose(about(status="merged", merged_into="路灯")))
    assert "■列入议题（TW-2026-04）" in words(topic_form.compose(replace(about(status="listed"), listed=("TW-2026-04",))))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"status": "declined", "reason": "公益金已用完"}, "暂不列入会议商议。理由：公益金已用完。"),
        ({"status": "direct", "reason": "当天换了灯泡"}, "已经直接办理。办理情况：当天换了灯泡。"),
        ({"status": "passed_up", "passed_to": "镇城建办"}, "已报镇城建办。"),
        ({"status": "new"}, "已记入议题池"),
    ],
)
def test_the_slip_tells_what_became_of_it_and_why(changed: dict[str, Any], told: str, words: Words) -> None:
    text = words(reply_slip.compose(about(**changed)))
    assert told in text and "李秀英：" in text and "您于2026年5月11日反映的“老年活动室没有空调”（工单号12345-0077）" in text


def test_the_slip_tells_what_the_meeting_agreed(words: Words) -> None:
    sheet = replace(about(status="listed"), listed=("TW-2026-04",), resolutions=("桃议〔2026〕4-1　装两台挂机",))
    text = words(reply_slip.compose(sheet))
    assert "会议编号：TW-2026-04" in text and "桃议〔2026〕4-1装两台挂机。" in text


def test_the_stub_has_how_the_proposer_was_told_and_room_to_sign(words: Words) -> None:
    text = words(reply_slip.compose(about(status="direct", replied_on=date(2026, 5, 17), reply_channel="当面")))
    stub = text.split("存根）")[1]
    assert "2026年5月17日当面" in stub and "反映人签字" in stub


def test_the_slip_has_no_telephone_number_and_names_nobody_where_nobody_is_known(words: Words) -> None:
    text = words(reply_slip.compose(about(proposer="")))
    assert "19900000201" not in text and "反映人：" in text


def test_words_of_people_are_never_markup_on_a_slip(words: Words) -> None:
    text = words(reply_slip.compose(about(title="<b>灯</b>&amp;{0}", status="declined", reason="<img src=x>")))
    assert "<b>灯</b>&amp;{0}" in text and "<imgsrc=x>" in text


def test_a_sample_says_so_on_both_papers(words: Words) -> None:
    for compose in (topic_form.compose, reply_slip.compose):
        assert "样例，不作凭证" in words(compose(replace(SHEET, sample=True)))
