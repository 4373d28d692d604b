"""统计, 一套表: everything that a report asks for, counted from what is in the book; nothing is typed twice.

Meetings, people, topics and resolutions are those of the period's meetings (stats_meetings); a figure of the loop counts
what happened in the period, whatever the day of the meeting (stats_loop).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.periods import Period, month_before, quarter_before
from yishi.services import stats_loop, stats_meetings
from yishi.services.figures import Report
from yishi.services.stats_found import Found, find

_FIGURES = (*stats_meetings.FIGURES, *stats_loop.FIGURES)
_SPLITS = (*stats_meetings.SPLITS, *stats_loop.SPLITS)


def report(session: Session, period: Period, today: date) -> Report:
    """Return the figures of `period` as of its last day, or of `today` where that comes first."""
    return of_found(find(session, period, min(period.last, today)))


def of_found(found: Found) -> Report:
    """Return the figures of what was found."""
    period = found.period
    return Report(
        period.first, period.last, found.as_of, tuple(make(found) for make in _FIGURES), tuple(make(found) for make in _SPLITS),
        stats_meetings.months(found), stats_loop.lights(found), stats_loop.grades(found), found.community.name, found.community.kind,
        found.community.sample,
    )


@dataclass(frozen=True)
class ToPublish:
    """A stretch of which nothing hangs on the notice board yet: `span` is month or quarter."""

    span: str
    period: Period


def to_publish(session: Session, today: date) -> tuple[ToPublish, ...]:
    """Return the month and the quarter before `today` after which nothing has been put up yet.

    A reminder, not a rule: what must be published how often is said by the law and the town (domain.md 2.2). A posting
    that begins after the stretch has ended counts as its publication.
    """
    from yishi.domain.records import Posting

    newest = session.scalar(select(Posting.starts_on).where(Posting.deleted.is_(False), Posting.starts_on <= today)
                            .order_by(Posting.starts_on.desc()).limit(1))
    spans = (ToPublish("month", month_before(today)), ToPublish("quarter", quarter_before(today)))
    return tuple(span for span in spans if newest is None or newest <= span.period.last)
