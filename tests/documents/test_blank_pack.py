"""The blank sheets: a meeting can be written down by hand on them from beginning to end."""

from collections.abc import Callable
from dataclasses import replace

from yishi.documents import blank_pack
from yishi.documents.layout import Paper, Text
from yishi.services.answers import MeetingSheet

Words = Callable[[Paper], str]


def test_the_head_is_filled_in_and_the_rest_is_free(meeting: MeetingSheet, words: Words) -> None:
    paper = blank_pack.compose(meeting)
    head = words(replace(paper, pages=paper.pages[:1]))
    assert "梧桐里小区“流动小板凳”会商（停车与充电）" in head and "孟繁星（社区党委书记）" in head
    assert "应到7人，实到" in head and "1.消防通道违停" in head
    assert "登记车辆263辆" not in words(paper)  # what was said is what is to be written


def test_there_is_a_page_for_each_topic_with_vote_and_resolution(meeting: MeetingSheet, words: Words) -> None:
    paper = blank_pack.compose(meeting)
    of_topics = tuple(page for page in paper.pages if any("说了什么" in c.text for c in page if isinstance(c, Text)))
    text = words(replace(paper, pages=of_topics))
    assert "议题1：消防通道违停" in text and "议题2：电动自行车飞线充电" in text
    labels = ("说了什么", "怎么答复", "动议", "□举手□投票□无异议", "同意＿＿反对＿＿弃权＿＿",
              "责任人＿＿＿＿督查人＿＿＿＿期限", "□下次再议")  # fmt: skip
    for label in labels:
        assert text.count(label) == 2, label


def test_a_meeting_without_an_agenda_has_pages_to_write_one(meeting: MeetingSheet, words: Words) -> None:
    text = words(blank_pack.compose(replace(meeting, agenda=())))
    assert "议题3：" in text and text.count("说了什么") == 3


def test_people_can_sign_also_those_nobody_expected(meeting: MeetingSheet, words: Words) -> None:
    text = words(blank_pack.compose(meeting))
    assert "陈立群" in text and "临时到场" in text
    assert "25" in text.split("临时到场")[1]  # 10 people, then fifteen free rows


def test_it_ends_with_dissent_and_signatures(meeting: MeetingSheet, words: Words) -> None:
    pack = words(blank_pack.compose(meeting))
    end = pack[pack.index("不同意见和当场的解释") :]
    assert end.index("不同意见和当场的解释") < end.index("散会时间：") < end.index("主持人签字：") < end.index("监督人签字：")


def test_what_is_counted_paid_and_agreed_has_its_sheet_too(meeting: MeetingSheet, words: Words) -> None:
    text = words(blank_pack.compose(meeting))
    assert "签领" in text and "误工补贴合计：" in text and "发放人签字：" in text and "19900000201" not in text
    assert text.count("唱票画“正”") == 2 and text.count("决议卡") == 3 and text.count("同意5") == 0  # what was counted is not told
    assert text.index("监督人签字：") < text.index("决议卡")
