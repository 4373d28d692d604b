"""法定会议决定公告: what a statutory meeting decided on something that was deliberated before, for the notice board (两公开).

The deliberation's own posting tells an opinion; this one tells the decision, with the figures of the meeting that made it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from yishi.domain.leaks import Guard
from yishi.domain.records import Community, Posting, StatutoryFollowup
from yishi.domain.voting import RULE_WORDS
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, communities, forms
from yishi.services.checks import short
from yishi.services.dossier import Dossier, calendar, followup_passed, gather
from yishi.services.living import as_list, one, rows

LONGEST = 366  # days


@dataclass(frozen=True)
class Decided:
    """The resolution that was decided on."""

    id: str
    number: str


@dataclass(frozen=True)
class StatutoryNotice:
    """A decision of a statutory meeting as it is printed; `start` and `end` are None while nobody has posted it."""

    community: str
    village: bool
    org: str
    sample: bool
    line: Decided
    topic: str
    text: str
    form: str
    held_on: date
    members: int
    present: int
    rule: str
    votes_for: int
    votes_against: int
    abstain: int
    start: date | None
    end: date | None
    natural_days: int
    phone: str
    complaint_phone: str
    guard: Guard | None = field(default=None, compare=False, repr=False)  # for the wall (services.leaks.guarded)


def sheet(session: Session, resolution_id: str, today: date) -> StatutoryNotice:
    """Return the notice of a resolution; refused (YS-G40) where no statutory meeting decided it."""
    d, decided = _decided(session, resolution_id, today)
    place, posted = one(session, Community, communities.mine(session).id), _posted(session, resolution_id)
    rule = _(RULE_WORDS.get(decided.rule, ""))
    start, end = (posted.starts_on, posted.ends_on) if posted is not None else (None, None)
    return StatutoryNotice(
        place.name, place.kind == "village", place.org, bool(place.invented), Decided(d.row.id, d.row.number), d.agenda.title,
        d.row.text or "", forms.name(session, decided.form), decided.held_on, decided.members, decided.present, rule, decided.votes_for,
        decided.votes_against, decided.abstain, start, end,
        posted.natural_days if posted is not None else d.terms.deadlines.posting_natural, place.phone or "", place.complaint_phone or "")


def post(session: Session, resolution_id: str, on: date, today: date, natural_days: int | None = None, place: str = "") -> str:
    """Note that the decision hangs from `on` and return the posting's id; the usual days of the place unless told.

    Refused: nothing decided (YS-G40), posted already (YS-G41), a day to come or before the decision (YS-G42), too short (YS-L32).
    """
    d, decided = _decided(session, resolution_id, today)
    if _posted(session, resolution_id) is not None:
        raise Refusal("YS-G41", _("这项决定已经公告过了。"), next_step=_("撕毁补贴请登记在原来的公告里。"))
    if not decided.held_on <= on <= today:
        raise Refusal("YS-G42", _("{on}不对：{held}才作出决定，今天是{today}。").format(on=on, held=decided.held_on, today=today),
                      next_step=_("请写作出决定以后、今天以前的日子。"))
    days, least = natural_days or d.terms.deadlines.posting_natural, d.terms.deadlines.posting_least_natural
    if not least <= days <= LONGEST:
        raise Refusal("YS-L32", _("张贴{days}日太短，最少{least}日。").format(days=days, least=least), next_step=_("请改长一些。"))
    made = Posting(meeting_id=d.row.meeting_id, resolution_id=resolution_id, kind="statutory", starts_on=on, natural_days=days,
                   ends_on=calendar(session).posting_period(on, days).end, places=as_list([short(place, _("地点"))] if place else []))
    session.add(made)
    session.flush()
    return made.id


def rolled(notice: StatutoryNotice) -> bool:
    """Return whether the last day was moved on because it fell on a day of rest."""
    return notice.start is not None and notice.end is not None and notice.end > notice.start + timedelta(days=notice.natural_days - 1)


def _decided(session: Session, resolution_id: str, today: date) -> tuple[Dossier, StatutoryFollowup]:
    found = gather(bundle.of_resolution(session, resolution_id), today)
    told = rows(session, StatutoryFollowup, StatutoryFollowup.resolution_id == resolution_id)
    if not found or not told or not followup_passed(told[0]):
        raise Refusal("YS-G40", _("这条决议还没有法定会议的决定，不能公告。"), next_step=_("请先登记法定会议的决定。"))
    return found[0], told[0]  # type: ignore[return-value]


def _posted(session: Session, resolution_id: str) -> Posting | None:
    found = rows(session, Posting, Posting.kind == "statutory", Posting.resolution_id == resolution_id)
    return found[0] if found else None  # type: ignore[return-value]
