"""What hangs on the notice board, set large enough to be read standing: one frame for 公示 and 公告, black on white.

On A4 the text is 3号 (16 pt) or, large, 2号; blown up to A3 it is 22.6 pt or more (domain 4.7: at least 22).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, KAI, SONG, TITLE
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style, Text
from yishi.documents.loop_wording import oversight
from yishi.documents.manner import Manner
from yishi.documents.page import MM, chinese, counted, headline, signed
from yishi.documents.posting_view import Counted, PostedPeriod
from yishi.i18n import _

_SHEET = Sheet(210 * MM, 297 * MM, top=17 * MM, right=20 * MM, bottom=23 * MM, left=20 * MM)
_STAY = Style(HEI, 12, 14)


class Size(NamedTuple):
    """Type and distance of lines, in points."""

    type: float
    leading: float


_SIZES = (Size(16, 24), Size(16, 22.5), Size(16, 21))  # 16 pt is 22.6 on A3; closer lines rather than another page
_LARGE = (Size(22, 33),)


def fitting(make: Callable[[Size], Paper], manner: Manner | None) -> Paper:
    """Return the posting with the widest lines that keep it on one page, else with the widest."""
    sizes = _LARGE if manner is not None and manner.large else _SIZES
    return next((paper for paper in map(make, sizes) if len(paper.pages) == 1), None) or make(sizes[0])


class Board:
    """A posting in the making."""

    def __init__(self, title: tuple[str, str], sample: bool, size: Size, stay: str) -> None:
        """`title` is in two parts, so that a long one is broken between them; `stay` stands at the foot."""
        self.body = Style(FANG, size.type, size.leading, indent=2)
        self.title, self._section = "".join(title), 0

        def furniture(page: Page, number: int, total: int) -> None:
            _foot(page, stay, sample)
            if total > 1:
                counted(replace(_SHEET, bottom=12 * MM), page, number, total)

        self.flow = Flow(_SHEET, furniture)
        heading = Style(TITLE, 28, 40, align="center")
        wide = heading.width(self.title) > _SHEET.measure
        for part in title if wide and all(heading.width(part) <= _SHEET.measure for part in title) else (self.title,):
            headline(self.flow, part, heading)
        self.flow.skip(8)

    def greeting(self, village: bool) -> None:
        """Address everybody."""
        self.flow.paragraph(_("各位村民：") if village else _("各位居民："), replace(self.body, indent=0))

    def paragraph(self, text: str) -> None:
        """Set a plain paragraph."""
        self.flow.paragraph(text, self.body)

    def section(self, words: str) -> None:
        """Begin the next part, 一、 二、 …."""
        self._section += 1
        self.flow.paragraph(_("{no}、{words}").format(no=chinese(self._section), words=words), replace(self.body, chain=HEI), keep=2)

    def item(self, no: int, text: str, rest: str = "") -> None:
        """Set （一） with what was agreed in 楷体 and the rest behind it."""
        self.flow.paragraph([(KAI, f"（{chinese(no)}）{text}"), (FANG, rest)], self.body)

    def labelled(self, label: str, words: str) -> None:
        """Set a label in 黑体 with its words."""
        self.flow.paragraph([(HEI, label), (FANG, words)], self.body)

    def complaints(self, village: bool, contact: str, phone: str = "", complaint: str = "") -> None:
        """Set how to object, whom to ask and where to complain; what is not known is left to be written."""
        line = wording.BLANK * 2
        self.paragraph(_("书面提出或者当面来访都可以。联系人：{who}，电话：{phone}，地址：{line}。").format(
            who=contact or line, phone=phone or line, line=line))
        self.paragraph(_("监督电话（{who}）：{line}").format(who=oversight("village" if village else "urban"), line=complaint or line))
        self.paragraph(_("镇街电话：{line}").format(line=line))

    def end(self, word: str, org: str, day: date | None) -> Paper:
        """Set 特此公示, who posts it and when; they stay together."""
        self.flow.keep(4 * self.body.leading)
        self.paragraph(word)
        self.flow.skip(self.body.leading / 2)
        signed(self.flow, org, wording.day(day), replace(self.body, indent=0))
        return self.flow.finish(self.title)


def _foot(page: Page, words: str, sample: bool) -> None:
    x = (_SHEET.width - _STAY.width(words)) / 2
    page.append(Rule(_SHEET.left, 20 * MM, _SHEET.width - _SHEET.right, 20 * MM))
    page.append(Text(x, 14 * MM, _STAY.size, 0, HEI, words))
    if sample:
        page.append(Text(_SHEET.left, 14 * MM, 9, 0, SONG, _("样例，不作凭证")))


def vote(v: Counted) -> str:
    """Return the figures of a vote: 应到14人，实到11人，同意8票，反对2票，弃权1票，通过。"""
    parts = [_("应到{n}人").format(n=v.expected)] if v.expected else []
    parts += [_("实到{n}人").format(n=v.present)] if v.present else []
    parts += [_("同意{n}票").format(n=v.votes_for), _("反对{n}票").format(n=v.votes_against), _("弃权{n}票").format(n=v.abstain)]
    if v.not_voted:
        parts.append(_("未投{n}票").format(n=v.not_voted))
    return "，".join([*parts, _("通过") if v.passed else _("未通过")]) + "。"


def period(p: PostedPeriod | None) -> str:
    """Return 2026年4月27日至5月6日（7日，末日逢假顺延）; a place to write where it is not known."""
    if p is None:
        return _("　　　　年　　月　　日至　　月　　日（＿＿日）")
    last = wording.day(p.end) if p.end.year != p.start.year else _("{month}月{day}日").format(month=p.end.month, day=p.end.day)
    words = _("{n}日，末日逢假顺延") if p.rolled else _("{n}日")
    return f"{wording.day(p.start)}至{last}（{words.format(n=p.days)}）"
