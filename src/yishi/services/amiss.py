"""What went wrong beside the loop and shows no light of its own: a posting that ran short, a micro-project that is overspent.

Two statements for the whole book, whatever its size: only postings of the last year are looked at, and of money only
open accounts.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain import hanging
from yishi.domain.money import yuan
from yishi.domain.records import Expense, Meeting, Posting, PostingMark, Resolution
from yishi.domain.terms import POSTING_WORDS
from yishi.i18n import _
from yishi.services.loop_signs import Amiss

LOOKED_BACK = 366  # days after which a posting that ran short is history


def found(session: Session, today: date) -> tuple[Amiss, ...]:
    """Return what is amiss as of `today`, money first."""
    return (*overspent(session), *short(session, today))


def of_resolution(every: tuple[Amiss, ...], resolution_id: str, meeting_id: str) -> tuple[Amiss, ...]:
    """Return what concerns one resolution: its own, and the decision posting of its meeting."""
    mine = (resolution_id, ("", meeting_id))
    return tuple(each for each in every if each.resolution_id == mine[0] or (each.resolution_id, each.meeting_id) == mine[1])


def overspent(session: Session) -> tuple[Amiss, ...]:
    """Return the open micro-projects on which more was spent than there is (微公益, domain rule 1.5)."""
    total = func.sum(Expense.amount)
    query = (
        select(Resolution.id, Resolution.meeting_id, Resolution.budget, total.label("spent"))
        .join(Expense, Expense.resolution_id == Resolution.id)
        .where(Resolution.micro_project.is_(True), Resolution.closed_account_on.is_(None), Resolution.deleted.is_(False),
               Expense.deleted.is_(False))
        .group_by(Resolution.id)
        .having(total > func.coalesce(Resolution.budget, 0))
        .order_by(Resolution.number)
    )  # fmt: skip
    words = _("微项目超支{n}元")
    return tuple(Amiss("overspent", words.format(n=yuan(r.spent - (r.budget or 0))), "micro_project", r.id, r.meeting_id, r.id)
                 for r in session.execute(query))


def short(session: Session, today: date) -> tuple[Amiss, ...]:
    """Return the postings of the last year that hung for too few days and must be posted anew (domain rule 3.9)."""
    query = (
        select(Posting.id, Posting.kind, Posting.meeting_id, Posting.resolution_id, Posting.starts_on, Posting.ends_on,
               Posting.natural_days, PostingMark.happened_on, PostingMark.kind.label("mark"), PostingMark.place)
        .join(PostingMark, PostingMark.posting_id == Posting.id)
        .join(Meeting, Meeting.id == Posting.meeting_id)
        .where(Posting.deleted.is_(False), PostingMark.deleted.is_(False), Meeting.deleted.is_(False),
               Posting.starts_on <= today, Posting.starts_on >= today - timedelta(days=LOOKED_BACK))
        .order_by(Posting.starts_on, Posting.id, PostingMark.happened_on, PostingMark.position)
    )  # fmt: skip
    by_posting: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        by_posting[row.id].append(row)
    told = []
    for id_, marks in by_posting.items():
        p = marks[0]
        hung = hanging.hung([hanging.Mark(m.happened_on, m.mark, m.place) for m in marks], p.starts_on, p.ends_on, p.natural_days, today)
        if hung is not None and hung.short:
            words = _("{what}只贴了{days}天，要重新公布").format(what=_(POSTING_WORDS[p.kind]), days=hung.days)
            told.append(Amiss("posting_short", words, "postings", id_, p.meeting_id, p.resolution_id or ""))
    return tuple(told)
