"""How a posting reads on 公示登记: its chip, its period, what happened to it."""

from datetime import date
from typing import TYPE_CHECKING

from yishi.gui.pages import loop_words
from yishi.gui.timeline import Moment
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.posting_marks import PostingState
    from yishi.services.posting_objections import ObjectionState

_MARKS = {"up": "live", "torn": "draft", "again": "live", "down": "sealed"}


def chip(p: "PostingState", today: date) -> tuple[str, str]:
    """Return state and word; shape and word say the same."""
    if p.hung is None:
        return "draft", _("没登记")
    if p.must_repeat:
        return "red", _("少贴 {n}天").format(n=p.hung.needed - p.hung.days)
    if today > p.end:
        return ("note", _("该取下了")) if p.hung.hangs else ("sealed", _("期满"))
    if not p.hung.hangs:
        return "sealed", _("贴够了")
    left = (p.end - today).days
    return "live", _("在贴 还有{n}天").format(n=left) if left else _("在贴 今天满")


def period(p: "PostingState") -> str:
    """Return 2026年4月27日至5月6日（7日，末日逢假顺延）, as the paper says it."""
    start = loop_words.full_day(p.start)
    end = _("{month}月{day}日").format(month=p.end.month, day=p.end.day)
    if p.end.year != p.start.year:
        end = loop_words.full_day(p.end)
    return _("{start}至{end}（{days}）").format(start=start, end=end, days=days(p))


def days(p: "PostingState") -> str:
    """Return 7日 or 7日，末日逢假顺延."""
    rolled = (p.end - p.start).days + 1 > p.natural_days
    return (_("{n}日，末日逢假顺延") if rolled else _("{n}日")).format(n=p.natural_days)


def short_period(p: "PostingState", today: date) -> str:
    """Return 4-27 至 5-6 for a table."""
    return _("{start} 至 {end}").format(start=loop_words.short_day(p.start, today), end=loop_words.short_day(p.end, today))


def moments(p: "PostingState", objections: "tuple[ObjectionState, ...]", today: date) -> list[Moment]:
    """Return what happened to a posting, oldest first."""
    found: list[tuple[date, Moment]] = []
    for mark in p.marks:
        paper = _("照片") if mark.sha256 else ""
        said = "　".join(part for part in (mark.place, mark.doer) if part)
        found.append((mark.on, Moment(loop_words.short_day(mark.on, today), _MARKS[mark.kind], mark.words, said, paper)))
    for o in objections:
        due = loop_words.short_day(o.due, today)
        waits = _("{day}前要答复").format(day=due) if not o.late else _("答复逾期{n}天").format(n=o.late)
        word = _("异议　{who}").format(who=o.raised_by or _("没写姓名"))
        state = "note" if o.replied_on else "red" if o.late else "yellow"
        told = o.text if o.replied_on else f"{o.text}（{waits}）"
        found.append((o.raised_on, Moment(loop_words.short_day(o.raised_on, today), state, word, told)))
        if o.replied_on is not None:
            found.append((o.replied_on, Moment(loop_words.short_day(o.replied_on, today), "passed", _("答复"), o.reply)))
    return [moment for _day, moment in sorted(found, key=lambda each: each[0])]
