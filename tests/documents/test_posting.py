"""What hangs on the wall shows results and nobody: names masked, no number, no door, no illness, not who voted how."""

import random
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from tests.documents.test_loop_papers import of_sheet
from yishi.documents import outcome, paint, posting, posting_view
from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper, Text
from yishi.documents.manner import Manner
from yishi.domain.leaks import PRIVATE
from yishi.services.answers import AttendeeLine, DissentLine, MeetingSheet, PostingLine
from yishi.services.printed import PrintedSheet
from yishi.services.printed_loop import PrintedResolution

Words = Callable[[Paper], str]
ROLLED = PostingLine("p", "decision", date(2026, 4, 27), date(2026, 5, 6), 7, date(2026, 5, 3), (), ())


@pytest.fixture
def posted(meeting: MeetingSheet) -> MeetingSheet:
    """Return the worked meeting with its posting and groups."""
    people = tuple(replace(a, party="居民" if a.position > 2 else "业主委员会") for a in meeting.attendees)
    return replace(meeting, posting=ROLLED, attendees=people)


def test_a_posting_reads_back_in_its_order(posted: MeetingSheet, printed: Callable[..., str]) -> None:
    text = "".join(printed(posting.compose(posted), "-raw").split())
    order = (
        "关于消防通道违停等2个议题协商结果的公示", "各位居民：", "应到7人；参加6人，其中居民4人、业主委员会2人；列席1人",
        "一、议题", "消防通道违停", "二、协商结果", "（一）消防通道划线并设可倒伏隔离桩6根。",
        "由绿安物业服务有限公司孙伟（项目经理）负责，2026年5月20日前完成。", "实到6人，同意5票，反对0票，弃权1票，通过。",
        "协商意见，依法须由法定会议或者业主共同决定的", "没有通过的事项", "12个车位。", "未通过", "不同意见及说明",
        "1名参会人员反对公约", "另设申诉渠道", "公示期：2026年4月27日至5月6日（7日，末日逢假顺延）",
        "联系人：杜鹃（专职网格员）", "监督电话（居务监督委员会）：", "镇街电话：", "特此公示", "翠屏社区居民委员会",
        "2026年4月27日",
    )
    at = 0
    for wanted in order:
        assert wanted in text[at:], wanted
        at = text.index(wanted, at) + len(wanted)
    assert "公示期满前请勿撕毁、覆盖" in text


def test_the_days_of_a_posting_are_told_as_they_count(posted: MeetingSheet, words: Words) -> None:
    plain = replace(ROLLED, start=date(2026, 3, 13), end=date(2026, 3, 19), nominal_end=date(2026, 3, 19))
    assert "公示期：2026年3月13日至3月19日（7日）" in words(posting.compose(replace(posted, posting=plain)))
    over = replace(ROLLED, start=date(2026, 12, 28), end=date(2027, 1, 4), nominal_end=date(2027, 1, 3))
    assert "2026年12月28日至2027年1月4日（7日，末日逢假顺延）" in words(posting.compose(replace(posted, posting=over)))
    assert "公示期：" in words(posting.compose(replace(posted, posting=None)))


def test_a_village_speaks_of_its_villagers(posted: MeetingSheet, words: Words) -> None:
    text = words(posting.compose(replace(posted, community_kind="village")))
    assert "各位村民：" in text and "村务监督委员会" in text and "居务" not in text


def test_who_differed_is_not_told_only_how_many(posted: MeetingSheet, words: Words) -> None:
    said = (DissentLine("马骁、秦守业等3人反对收费", "陈立群说明：另设申诉渠道"), DissentLine("苏敏（3幢，婴儿家长）反对", ""))
    text = words(posting.compose(replace(posted, dissents=said)))
    assert "3名参会人员反对收费" in text and "1名参会人员反对。" in text
    assert not any(name in text for name in ("马骁", "马*", "秦守业", "秦*业", "陈立群", "苏敏", "婴儿家长"))


def test_holders_of_a_post_keep_their_name_and_residents_are_masked_apart(posted: MeetingSheet, words: Words) -> None:
    first = replace(posted.resolutions[0], owner_title="", line=replace(posted.resolutions[0].line, owner="周德厚"))
    second = replace(posted.resolutions[1], owner_title="", line=replace(posted.resolutions[1].line, owner="周仁厚"))
    people = (AttendeeLine("x", "x", 9, "present", "周德厚", role="退休居民", unit="3幢2单元502室"),
              AttendeeLine("y", "y", 10, "present", "周仁厚", role="居民", unit="5幢1单元101室"))
    sheet = replace(posted, resolutions=(first, second), attendees=(*posted.attendees, *people))
    text = words(posting.compose(sheet))
    assert "周*厚（3幢）" in text and "周*厚（5幢）" in text and "周德厚" not in text and "502" not in text


def test_who_does_it_in_office_keeps_the_name_in_the_result_too(meeting: MeetingSheet, words: Words) -> None:
    one = of_sheet(meeting)
    line = replace(one.line, owner="卢思远")
    own = replace(one.sheet, line=line, owner_title="居委会副主任", events=tuple(replace(e, by="卢思远") for e in one.sheet.events))
    told = replace(one, sheet=own, meeting=replace(one.meeting, resolutions=(own,)))
    assert "卢思远（居委会副主任）" in words(outcome.compose(told))
    bare = replace(own, owner_title="")
    assert "卢*远" in words(outcome.compose(replace(told, sheet=bare, meeting=replace(one.meeting, resolutions=(bare,)))))


def test_a_clause_about_illness_or_need_stays_off_the_wall(posted: MeetingSheet, words: Words) -> None:
    said = (DissentLine("3幢老李突发心脏病，救护车进不来", "已联系低保户家属；另设通道"),)
    text = words(posting.compose(replace(posted, dissents=said)))
    assert "心脏病" not in text and "低保" not in text and PRIVATE in text and "另设通道" in text


def test_the_view_has_no_field_for_what_may_not_be_shown() -> None:
    names = {f.name for kind in (posting_view.PostingView, posting_view.OutcomeView, posting_view.PostedItem) for f in fields(kind)}
    assert not names & {"phone", "attendees", "reason", "id_number", "account", "unit", "named", "speeches", "owner_phone", "calls", "role"}


SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "德厚守业嘉怡晓峰玉梅立群志远春燕建国秀兰"


def _identity(lot: random.Random) -> tuple[str, str, str, str, str, str]:
    name = lot.choice(SURNAMES) + "".join(lot.sample(GIVEN, 2))
    phone = "1" + lot.choice("3456789") + "".join(lot.choices("0123456789", k=9))
    identity = f"3211{lot.randint(10, 29)}{lot.randint(1940, 2005)}{lot.randint(1, 12):02d}{lot.randint(1, 28):02d}{lot.randint(100, 999)}X"
    account = "62" + "".join(lot.choices("0123456789", k=17))
    door = f"{lot.randint(1, 30)}幢{lot.randint(1, 4)}单元{lot.randint(1, 9)}0{lot.randint(1, 4)}室"
    return name, phone, identity, account, door, lot.choice(("癌", "低保", "残疾", "离婚"))


def _leaks(meeting: MeetingSheet, count: int) -> list[str]:
    lot, found = random.Random(20261122), []
    for _n in range(count):
        name, phone, identity, account, door, need = told = _identity(lot)
        words = f"{name}住{door}，电话{phone}，身份证{identity}，卡号{account}，{need}。"
        person = AttendeeLine("z", "z", 11, "present", name, role="居民", unit=door, phone=phone, reason=need, party="居民")
        sheet = replace(meeting, attendees=(*meeting.attendees, person), dissents=(DissentLine(words, words),), posting=ROLLED)
        sheet = PrintedSheet(**{f.name: getattr(sheet, f.name) for f in fields(MeetingSheet)})
        one: PrintedResolution = of_sheet(meeting)
        events = tuple(replace(e, text=words, by=name) for e in one.sheet.events)
        one = replace(one, meeting=sheet, sheet=replace(one.sheet, events=events, line=replace(one.line, owner=name), owner_title=""))
        for paper in (posting.compose(sheet), outcome.compose(one), documents()["survey"].compose(one)):
            text = "".join(c.text for page in paper.pages for c in page if isinstance(c, Text)) + paper.title
            found += [secret for secret in told if secret in text]
    return found


def test_nothing_of_seeded_identities_leaks(meeting: MeetingSheet) -> None:
    assert _leaks(meeting, 25) == []


@pytest.mark.long
def test_nothing_of_a_thousand_identities_leaks(meeting: MeetingSheet) -> None:
    assert _leaks(meeting, 1000) == []


def test_the_file_tells_its_title_and_nothing_of_who_made_it(posted: MeetingSheet, tmp_path: Path) -> None:
    file = tmp_path / "p.pdf"
    paint.write(posting.compose(posted), file)
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "Title:" in told and not any(word in told for word in ("Author", "Creator", "CreationDate"))


def test_on_a3_the_text_is_22_points_and_read_from_a_step_away(posted: MeetingSheet) -> None:
    body = "由绿安物业"
    for manner in (Manner(paper="A3"), Manner(paper="A3", large=True)):
        paper = documents()["posting"].compose(posted, manner)
        assert round(paper.sheet.width / 72 * 25.4) == 297 and round(paper.sheet.height / 72 * 25.4) == 420
        assert min(c.size for page in paper.pages for c in page if isinstance(c, Text) and body in c.text) >= 22


def test_large_type_is_larger_than_the_usual(posted: MeetingSheet) -> None:
    def size(manner: Manner) -> float:
        paper = documents()["posting"].compose(posted, manner)
        return next(c.size for page in paper.pages for c in page if isinstance(c, Text) and "各位居民" in c.text)

    assert size(Manner(large=True)) > size(Manner()) >= 16


def test_a_meeting_without_results_gives_a_form_to_fill_in(meeting: MeetingSheet, words: Words) -> None:
    bare = replace(meeting, agenda=(), attendees=(), motions=(), dissents=(), resolutions=(), recorder="", host="")
    text = words(posting.compose(bare))
    assert "协商结果的公示" in text and text.count("＿") > 40
