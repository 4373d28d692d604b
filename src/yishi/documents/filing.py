"""What lies in the folder of a meeting or resolution: each paper that there is, by whom, of which day, how many pages, how long kept.

A paper is filed when what it tells of has happened. Pages are those that the program prints; what only exists on paper (photos stuck
on, filled-in surveys) has its pages written in by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from yishi.documents import wording
from yishi.documents.text import one_line
from yishi.domain import retention
from yishi.domain.numbering import document_kind
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import MeetingSheet
from yishi.services.pool_lines import TopicSheet
from yishi.services.printed_file import PrintedFile
from yishi.services.printed_loop import PrintedResolution

_BY_EVENT = {  # paper of a resolution: the events of which it tells; one paper each
    "assignment": ("assign",), "urge": ("urge",), "supervision": (), "extension": ("extend",), "suspension": ("suspend",),
    "escalation": ("escalate",), "completion": ("report_done",), "inspection": ("inspect_pass", "inspect_fail"),
    "redo": ("eval_fail", "reopen"), "termination": ("terminate",),
}  # fmt: skip
_BY_OWNER, _BY_SUPERVISOR = ("completion", "extension"), ("inspection", "urge", "supervision")


@dataclass(frozen=True)
class Filed:
    """One paper of the folder; None = to be written by hand."""

    number: str  # 文号
    author: str  # 责任者
    title: str
    day: date | None
    pages: int | None
    term: str  # a key of RETENTION_WORDS
    remark: str = ""


def papers(p: PrintedFile) -> tuple[Filed, ...]:
    """Return the papers of the folder in the order in which they lie there."""
    found = [] if p.alone else list(_before(p))
    found += [_topic(p, t) for t in p.topics] if p.alone else []
    found += () if p.alone else _meeting(p)
    for r in p.resolutions:
        if r.line.state != "DRAFT":
            found += _resolution(r)
    return tuple(found)


def lacking(p: PrintedFile) -> tuple[str, ...]:
    """Return what a complete folder has and this one has not (domain 2.9), in words."""
    m, sheets = p.meeting, [r.sheet for r in p.resolutions if r.line.state != "DRAFT"]
    happened = {e.event for s in sheets for e in s.events if not e.ignored}
    whole = not p.alone
    wanted = (
        (whole and m.notice_date is None, _("会议通知")), (whole and not p.topics, _("议题征集表")),
        (whole and not m.marked("present", "proxy"), _("签到表")), (whole and not m.photos, _("现场照片")),
        (whole and m.posting is None, _("决议公示")), (bool(sheets) and "assign" not in happened, _("任务交办单")),
        (bool(sheets) and not happened & {"inspect_pass", "inspect_fail"}, _("督查记录")),
        (bool(sheets) and "report_done" not in happened, _("办结报告")),
        (bool(sheets) and not any(s.evaluations for s in sheets), _("评价汇总")),
        (bool(sheets) and not any(posted.kind == "outcome" for s in sheets for posted in s.postings), _("结果公告")),
    )
    return tuple(words for missing, words in wanted if missing)


def span(filed: tuple[Filed, ...]) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day of the papers."""
    days = [each.day for each in filed if each.day is not None]
    return (min(days), max(days)) if days else (None, None)


def pages(filed: tuple[Filed, ...]) -> int:
    """Return how many pages are known."""
    return sum(each.pages or 0 for each in filed)


# ---- of the meeting


def _held(p: PrintedFile) -> date | None:
    start = p.meeting.line.start[:10]
    return date.fromisoformat(start) if start else None


def _before(p: PrintedFile) -> Iterator[Filed]:
    m = p.meeting
    yield from (_topic(p, t) for t in p.topics)
    if m.notice_date is not None:
        yield _printed("notice", m, _org(p), m.notice_date)


def _topic(p: PrintedFile, t: TopicSheet) -> Filed:
    assert t.entry is not None
    name = "proposal" if t.entry.source == "idea" else "topic-form"
    made = _printed(name, t, one_line(t.entry.proposer) or _org(p), t.entry.raised_on)
    return Filed("", made.author, f"{made.title}（{one_line(t.entry.title)}）", made.day, made.pages, made.term)


def _meeting(p: PrintedFile) -> Iterator[Filed]:
    m, day, org = p.meeting, _held(p), _org(p)
    number = wording.number(m)
    if m.line.state == "planned":
        return
    yield _printed("sign-in", m, org, day)
    yield _printed("record", m, one_line(wording.person(m.recorder)[0]) or org, day)
    yield _printed("minutes", m, org, day, number)
    if any(each.voted for each in m.motions):
        yield _printed("tally", m, org, day)
    if p.resolutions:
        yield _printed("signatures", m, org, day)
    if m.line.form == "four_two" and m.community_kind == "village":
        yield _printed("four-two", m, org, day, number)
    if m.posting is not None:
        yield _printed("posting", m, org, m.posting.start)
    if m.photos:
        yield Filed("", org, _("现场照片"), day, None, retention.TERM_OF["photo"], _("{n}张").format(n=len(m.photos)))
    recordings = sum(a.kind == "recording" for a in m.attachments)
    if recordings:
        yield Filed("", org, _("会议录音"), day, None, retention.PERMANENT, _("{n}段，电子").format(n=recordings))


def _org(p: PrintedFile) -> str:
    return signing(p.meeting)


def signing(sheet: MeetingSheet) -> str:
    """Return who signs, from the community's name on: whose folder it is stands on its cover."""
    org, name = one_line(sheet.org), one_line(sheet.community)
    return org[org.find(name) :] if name and name in org else org or name


# ---- of a resolution


def _resolution(r: PrintedResolution) -> Iterator[Filed]:
    org = signing(r.meeting)
    number = one_line(r.line.number)
    if r.line.legal_status != "statutory":
        yield _printed("opinion", r, org, r.sheet.meeting_day, number)
    for name, events in _BY_EVENT.items():
        told = [e for e in r.sheet.events if e.event in events and not e.ignored]
        if not told:
            continue
        author = one_line(r.line.owner_unit) if name in _BY_OWNER else one_line(r.line.supervisor) if name in _BY_SUPERVISOR else org
        last = told[-1]
        one = _printed(name, r, author or org, last.on, one_line(last.document) if document_kind(last.document) else number)
        times = len(told)
        yield one if times == 1 else Filed(one.number, one.author, one.title, one.day, (one.pages or 0) * times, one.term,
                                           _("{n}份").format(n=times))
    if r.sheet.evaluations:
        yield Filed(number, org, _("满意度测评表（收回的）"), None, None, retention.TERM_OF["survey"], _("到期应删"))
    if r.calls or r.sheet.evaluations:
        yield _printed("callback", r, org, None, number)
    posted = [each.start for each in r.sheet.postings if each.kind == "outcome"]
    if posted:
        yield _printed("outcome", r, org, posted[-1], number)
    if r.photos:
        yield Filed(number, one_line(r.line.owner_unit) or org, _("办理前后照片"), None, None, retention.TERM_OF["photo"],
                    _("{n}张").format(n=len(r.photos)))


def _printed(name: str, answer: Any, author: str, day: date | None, number: str = "") -> Filed:
    document = _document(name)
    try:
        count = len(document.compose(answer).pages)
    except Refusal:  # a paper that cannot be made of it any more, such as a termination of what was closed since
        return Filed(number, author, document.title, day, None, retention.TERM_OF[name])
    return Filed(number, author, document.title, day, count, retention.TERM_OF[name])


def _document(name: str) -> Any:
    from yishi.documents.catalogue import documents  # late: the catalogue names the modules that ask here

    return documents()[name]
