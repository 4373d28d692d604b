"""What one has to think of besides the list of 今日: 待公开, 建议吹哨, 缺件, 回音, the next meeting, postings, 还好吗."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain import periods
from yishi.domain.records import Posting, Topic
from yishi.i18n import _
from yishi.services import fine_still, meetings, way_back
from yishi.services.answers import MeetingLine, ResolutionLine
from yishi.services.loop_signs import Amiss
from yishi.services.pool_lines import ENDED
from yishi.services.today_lines import Filed, Reminder

MONTH_END, QUARTER_END = 7, 20  # days before the end from which a missing posting is told
FILE_AHEAD = 30  # days
PAPER_MISSED = 60  # days after its printing for which a paper is missed
_RANK = {"red": 0, "yellow": 1, "note": 2}


def of_day(session: Session, today: date, every: Sequence[ResolutionLine], next_: MeetingLine | None,
           wrong: Sequence[Amiss] = (), filed: Sequence[Filed] = ()) -> tuple[Reminder, ...]:
    """Return the reminders of a day, most urgent first.

    `every` are the lines of 今日 without those that are `filed`; `next_` is the meeting that goes on or comes, `wrong` what went
    wrong beside the loop.
    """
    known: tuple[ResolutionLine | Filed, ...] = (*every, *filed)
    found = [*_of_loop(every), *_amiss(wrong), *_to_file(every, today), *_of_meeting(session, next_, today), *_replies(session),
             *_postings(session, today, known), *_fine_still(session, today, known), *_unannounced(every),
             *_papers(session, today)]  # fmt: skip
    return tuple(sorted(found, key=lambda r: _RANK[r.kind]))


def _of_loop(every: Sequence[ResolutionLine]) -> list[Reminder]:
    found = []
    advised = [x for x in every if x.signs.escalation_advised]
    if advised:
        words = _("{n}件逾期已久，建议吹哨或开会再议").format(n=len(advised))
        found.append(Reminder("escalate", "red", words, _("去看"), "follow", (advised[0].id, "escalate"), len(advised)))
    awaited = [x for x in every if x.signs.outcome_awaited]
    if awaited:
        words = _("{n}件办结了，结果还没公开").format(n=len(awaited))
        found.append(Reminder("outcome", "yellow", words, _("去公开"), "follow", (awaited[0].id, "publish_outcome"), len(awaited)))
    lacking = [x for x in every if x.missing]
    if lacking:
        papers = "、".join(dict.fromkeys(paper for x in lacking for paper in x.missing))
        words = _("{n}件还缺{papers}").format(n=len(lacking), papers=papers)
        found.append(Reminder("papers", "yellow", words, _("去补"), "follow", lacking[0].id, len(lacking)))
    return found


def _amiss(every: Sequence[Amiss]) -> list[Reminder]:
    """Return what shows no light of its own: money overspent, postings that ran short."""
    told = []
    words = {"overspent": (_("{n}个微项目超支"), _("去看")), "posting_short": (_("{n}份公示没贴够天数，要重新公布"), _("去补"))}
    for code, (said, button) in words.items():
        mine = [each for each in every if each.code == code]
        if mine:
            told.append(Reminder(code, "red", said.format(n=len(mine)), button, mine[0].place, mine[0].ref, len(mine)))
    return told


def _to_file(every: Sequence[ResolutionLine], today: date) -> list[Reminder]:
    """Tell in the last weeks before the day by which what was closed is to be filed (归档), and after it."""
    waiting = [x for x in every if x.signs.archive_by is not None and (x.signs.archive_by - today).days <= FILE_AHEAD]
    if not waiting:
        return []
    first = min(waiting, key=lambda x: x.signs.archive_by or today)
    day = first.signs.archive_by or today
    late = _("{n}件该在{m}月{d}日前归档，已经过了") if day < today else _("{n}件要在{m}月{d}日前归档")
    return [Reminder("archive", "yellow", late.format(n=len(waiting), m=day.month, d=day.day), _("去归档"), "follow", (first.id, "archive"),
                     len(waiting))]


def _of_meeting(session: Session, next_: MeetingLine | None, today: date) -> list[Reminder]:
    """Return what the next meeting lacks: its notice, its agenda, the people who are to come."""
    if next_ is None or next_.state != "planned":
        return []
    lacks = [words for words, there in ((_("还没有议题"), next_.topics), (_("还没有定谁来"), next_.expected)) if not there]
    from yishi.services import preparation  # not needed at most starts

    notice = preparation.notice_of(session, meetings.sheet(session, next_.id, today), today)
    late = notice.days and notice.posted_on is None and notice.days_left is not None
    if late and notice.days_left is not None:
        lacks.insert(0, _("通知还没贴，今天是最后一天") if notice.days_left == 0 else
                     _("通知贴晚了") if notice.days_left < 0 else _("通知还没贴，还有{n}天").format(n=notice.days_left))  # fmt: skip
    if not lacks:
        return []
    words = _("下一场会：{lacks}").format(lacks="，".join(lacks))
    near = late and notice.days_left is not None and notice.days_left <= 1
    return [Reminder("meeting", "yellow" if near else "note", words, _("去准备"), "meetings", next_.id, len(lacks))]


def _replies(session: Session) -> list[Reminder]:
    waiting = session.scalar(select(func.count()).select_from(Topic).where(
        Topic.deleted.is_(False), Topic.fate.in_(tuple(ENDED)), Topic.replied_on.is_(None)))  # fmt: skip
    if not waiting:
        return []
    return [Reminder("reply", "note", _("{n}个议题还没有给回音").format(n=waiting), _("去回音"), "topics", None, waiting)]


def _postings(session: Session, today: date, every: Sequence[ResolutionLine | Filed]) -> list[Reminder]:
    """Tell near the end of a month or quarter that nothing was posted in it; how often what must be posted differs by place."""
    last = session.scalar(select(func.max(Posting.starts_on)).where(Posting.deleted.is_(False), Posting.starts_on <= today))
    if last is None and not every:
        return []
    quarter = periods.quarter_of(today)
    left = (quarter.last - today).days
    if left < QUARTER_END and (last is None or last < quarter.first):
        words = _("这个季度还没有登记过公开，离季末{n}天").format(n=left)
        return [Reminder("posting_quarter", "yellow", words, _("去公开"), "follow", None, left)]
    month_left = ((today.replace(day=28) + timedelta(days=4)).replace(day=1) - today).days - 1
    if month_left < MONTH_END and (last is None or last < today.replace(day=1)):
        words = _("这个月还没有登记过公开，要按月公开的别忘了")
        return [Reminder("posting_month", "note", words, _("去公开"), "follow", None, month_left)]
    return []


def _fine_still(session: Session, today: date, every: Sequence[ResolutionLine | Filed]) -> list[Reminder]:
    due = fine_still.due(session, today, every)
    if not due:
        return []
    words = _("{n}件办结满{days}天，该问一句「还好吗」").format(n=len(due), days=fine_still.DAYS)
    return [Reminder("aftercare", "note", words, _("去问"), "evaluate", None, len(due))]


def _papers(session: Session, today: date) -> list[Reminder]:
    """Tell what was printed to be signed and has not come back, and which scans wait to be claimed."""
    found, out = [], way_back.awaited(session, today - timedelta(days=PAPER_MISSED))
    if out:
        words = _("{n}份签到表、签字页印了还没扫回来").format(n=len(out))
        found.append(Reminder("papers_back", "note", words, _("去收"), "scans", None, len(out)))
    waiting = way_back.unclaimed(session)
    if waiting:
        words = _("{n}张扫描件等着认领").format(n=len(waiting))
        found.append(Reminder("unclaimed", "note", words, _("去认领"), "scans", None, len(waiting)))
    return found


def _unannounced(every: Sequence[ResolutionLine]) -> list[Reminder]:
    years = sorted({x.due.year for x in every if x.unannounced and x.due is not None})
    if not years:
        return []
    words = _("{year}年的放假安排还没有，期限先按周一到周五算").format(year=years[0])
    return [Reminder("calendar", "note", words, _("去填"), "settings", None, years[0])]
