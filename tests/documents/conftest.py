"""A worked meeting, and ways to look at what was printed."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yishi.documents import paint
from yishi.documents.layout import Paper
from yishi.services.answers import (
    AgendaLine,
    AttendeeLine,
    DissentLine,
    FundSheet,
    MeetingLine,
    MeetingSheet,
    MotionLine,
    ResolutionLine,
    ResolutionSheet,
    SpeechLine,
)

PEOPLE = (
    ("陈立群", "业委会主任", "2幢"), ("朱玉梅", "3幢楼栋长", "3幢"), ("马骁", "有车业主", "5幢"),
    ("苏敏", "无车业主、婴儿家长", "2幢"), ("秦守业", "退休居民", "1幢"), ("孙伟", "绿安物业项目经理", ""),
)


def _attendees() -> tuple[AttendeeLine, ...]:
    came = [
        AttendeeLine(f"a{i}", f"p{i}", i, "present", name, role=role, unit=unit, phone=f"1990000020{i}")
        for i, (name, role, unit) in enumerate(PEOPLE, 1)
    ]
    observer = AttendeeLine("a7", "p7", 7, "observer", "谭勇", role="柳桥街道城管办")
    away = AttendeeLine("a8", "p8", 8, "absent", "许志远", reason="住院")
    return (*came, observer, away)


def _motion(no: int, agenda: int, text: str, votes: tuple[int, int, int], passed: bool) -> MotionLine:
    rule = ("FOR_GT_AGAINST", "赞成多于反对")
    return MotionLine(f"m{no}", no, agenda, text, *rule, "举手", "", True, 6, 6, *votes, passed=passed)


def _resolution(number: str, agenda: int, text: str, motion: MotionLine | None, status: str) -> ResolutionSheet:
    line = ResolutionLine(
        number, number, text, "BD-2026-04", "meeting", "ADOPTED", "已通过", "决议", "green", "还有9天", 9,
        date(2026, 5, 20), False,
        "绿安物业服务有限公司", "孙伟", "诸葛平", 1, status, "assign", "交办", None, "",
    )
    return ResolutionSheet(
        line, agenda, "", motion, "会商", date(2026, 4, 24), "项目经理", ("社区民警",), 10, date(2026, 5, 20),
        FundSheet("小区公共收益", 960050, (), 0, 960050), (), (), (), (), (), (),
    )


@pytest.fixture
def meeting() -> MeetingSheet:
    """Return a bench meeting: one motion carried, one lost, one topic settled by consensus, one dissent."""
    carried = _motion(1, 1, "消防通道重新划线，设隔离桩6根。", (5, 0, 1), True)
    lost = _motion(2, 1, "将东侧绿化带改为12个车位。", (2, 3, 1), False)
    return MeetingSheet(
        MeetingLine("meeting", "BD-2026-04", "bench", "流动小板凳会商", "梧桐里小区“流动小板凳”会商（停车与充电）",
                    "梧桐里小区3幢东侧空地", "2026-04-24T19:00", "2026-04-24T20:40", "closed", 7, 6, 2, 2),
        "翠屏社区", "urban", "翠屏社区居民委员会", "孟繁星（社区党委书记）", "杜鹃（专职网格员）", date(2026, 4, 21),
        ("单元门口张贴",), "consultation",
        (AgendaLine("g1", 1, "消防通道违停", "difficulties", "hotline", "秦守业", "", "业主共同决定事项", 2, 2),
         AgendaLine("g2", 2, "电动自行车飞线充电", "public_affairs", "grid", "杜鹃", "", "", 1, 0)),
        _attendees(),
        (SpeechLine("s1", 1, "19:05", "孙伟", "情况说明", "登记车辆263辆，划线车位181个。"),
         SpeechLine("s2", 1, "", "马骁", "反对", "不让停通道可以，先告诉我停哪儿。"),
         SpeechLine("s3", 2, "", "谭勇", "列席发言", "供电增容街道可以帮着协调。")),
        (carried, lost), (DissentLine("马骁反对公约中“暂停自动识别”", "会上说明：另设申诉渠道"),), False, (), (),
        (_resolution("翠议〔2026〕4-1", 1, "消防通道划线并设可倒伏隔离桩6根", carried, "consultative"),
         _resolution("翠议〔2026〕4-2", 2, "协调供电增容，每幢至少1处集中充电点", None, "confirmed")),
        None, "a1b2c3d4",
    )


@pytest.fixture
def named(meeting: MeetingSheet) -> Callable[[list[str]], MeetingSheet]:
    """Return the meeting with other people in it."""

    def change(names: list[str]) -> MeetingSheet:
        people = tuple(AttendeeLine(n, n, i, "present", n, role="居民代表") for i, n in enumerate(names, 1))
        return replace(meeting, attendees=people)

    return change


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., str]:
    """Return what pdftotext reads in a paper; `options` go to it."""

    def read(paper: Paper, *options: str) -> str:
        file = tmp_path / "paper.pdf"
        paint.write(paper, file)
        done = subprocess.run(["pdftotext", *(options or ("-layout",)), file, "-"], capture_output=True, check=True)
        return done.stdout.decode()

    return read


def flat(text: str) -> str:
    """Return `text` without white space."""
    return "".join(text.split())


@pytest.fixture
def words(printed: Callable[..., str]) -> Callable[[Paper], str]:
    """Return the characters of a paper without white space."""
    return lambda paper: flat(printed(paper))
