"""What the papers of the loop are composed from, read from the book."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import loop
from yishi.domain.records import Callback, Draw, Expense, Person, Photo, Topic, Whistle
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle, communities, meetings, paper, photos, resolutions
from yishi.services.dossier import Dossier, gather
from yishi.services.living import name_of, rows, unlist
from yishi.services.printed import PhotoOnPaper
from yishi.services.printed_loop import (
    CallOnPaper,
    DueMove,
    PrintedRegister,
    PrintedResolution,
    RegisterRow,
    SpendingOnPaper,
    SpotOnPaper,
    WhistleOnPaper,
)


def find(session: Session, ref: str) -> str:
    """Return the id of the resolution that `ref` names; a meeting with one resolution stands for it (YS-R08: it has several or none)."""
    try:
        return resolutions.find(session, ref)
    except Refusal as refusal:
        try:
            meeting_id = meetings.find(session, ref)
        except Refusal:
            raise refusal from None
    agreed = [(d.row.id, str(d.row.number)) for d in gather(bundle.of_meeting(session, meeting_id))]
    if len(agreed) == 1:
        return str(agreed[0][0])
    if not agreed:
        raise Refusal("YS-R08", _("“{ref}”这场会没有决议。").format(ref=shown(ref)), next_step=_("请换一场有决议的会，或者写决议的编号。"))
    numbers = "、".join(sorted(number for _id, number in agreed))
    raise Refusal("YS-R08", _("“{ref}”是一场会，有{n}条决议：{numbers}。").format(ref=shown(ref), n=len(agreed), numbers=numbers),
                  next_step=_("这种纸一条决议一张，请写其中一条的编号。"))


def find_meeting(session: Session, ref: str) -> str:
    """Return the id of the meeting that `ref` names; a resolution stands for the meeting that decided it."""
    try:
        return meetings.find(session, ref)
    except Refusal as refusal:
        try:
            resolution_id = resolutions.find(session, ref)
        except Refusal:
            raise refusal from None
    return str(gather(bundle.of_resolution(session, resolution_id))[0].meeting.id)


def sheet(session: Session, resolution_id: str, today: date) -> PrintedResolution:
    """Return a resolution with its meeting as its papers need it."""
    found = gather(bundle.of_resolution(session, resolution_id), today)
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    d = found[0]
    due = d.standing.due or d.row.due
    left = d.calendar.remaining(today, due) if due and d.standing.state not in loop_over() else None
    events = {e.id for e in d.counted}
    topic = rows(session, Topic, Topic.id == d.agenda.topic_id) if d.agenda.topic_id else []
    pictures = [p for p in rows(session, Photo, Photo.resolution_id == resolution_id) if p.event_id in events]
    before, after = (sum(_phase(p, d) == phase for p in pictures) for phase in ("before", "after"))
    proposer = (topic[0].proposer if topic else d.agenda.proposer) or ""
    calls, total = _calls(session, resolution_id, d.standing.round)
    return PrintedResolution(
        meeting=paper.sheet(session, d.meeting.id, today), sheet=resolutions.sheet_of(d), today=today, town=communities.mine(session).town,
        owner_phone=_phone(session, d), due=due, first_due=d.row.due or d.standing.first_due, assigned_on=d.standing.assigned_on,
        overdue=max(-(left or 0), 0), days_left=left, beneficiaries=d.row.beneficiaries, proposer=proposer,
        moves=_moves(d), whistles=_whistles(session, resolution_id),
        spending=tuple(SpendingOnPaper(e.what, e.amount, e.voucher, e.spent_on)
                       for e in rows(session, Expense, Expense.resolution_id == resolution_id, by=(Expense.position, Expense.id))),
        calls=calls, called_of=total, photos_before=before, photos_after=after,
        photos=_shown(session, pictures, d), spot=_spot(session, str(d.row.number), today),
    )


def loop_over() -> tuple[loop.State, ...]:
    """Return the states in which nothing is late any more."""
    return loop.State.CLOSED, loop.State.ARCHIVED, loop.State.TERMINATED, loop.State.SUSPENDED, loop.State.INSPECTING, loop.State.EVALUATING


def _spot(session: Session, number: str, today: date) -> SpotOnPaper | None:
    """Return the newest spot check up to `today` that drew the resolution of this number."""
    draws = rows(session, Draw, Draw.kind == "spot_check", Draw.happened_on <= today, by=(Draw.happened_on.desc(), Draw.seed.desc()))
    return next((SpotOnPaper(d.happened_on, d.seed, d.size, d.total) for d in draws if number in unlist(d.drawn)), None)


def _shown(session: Session, pictures: list[Any], d: Dossier) -> tuple[PhotoOnPaper, ...]:
    """Return the photos with their files, in the order of the events they came with."""
    if not pictures:
        return ()
    file_of, place = photos.finder(session), {e.id: n for n, e in enumerate(d.counted)}
    ordered = sorted(pictures, key=lambda p: (place[p.event_id], p.position))
    return tuple(PhotoOnPaper(file_of(p.sha256), phase=_phase(p, d), consent=p.photo_consent, event_id=p.event_id) for p in ordered)


def _phase(photo: Any, d: Dossier) -> str:
    """Return before or after; where nobody said, what came with the report or later shows the finished work."""
    if photo.phase:
        return str(photo.phase)
    done = [e.happened_on for e in d.counted if e.event == "report_done"]
    when = next((e.happened_on for e in d.counted if e.id == photo.event_id), None)
    return "after" if done and when and when >= done[0] else ""


def _phone(session: Session, d: Dossier) -> str:
    """Return the owner's number where the roster has exactly one person of that name."""
    name = name_of(d.owner)
    found = [p for p in rows(session, Person, Person.name == name) if p.phone] if name else []
    return str(found[0].phone) if len(found) == 1 else ""


def _moves(d: Dossier) -> tuple[DueMove, ...]:
    """Return how each event moved the due day."""
    found, before = [], None
    for n, row in enumerate(d.counted):
        after = loop.fold(d.terms, d.history[: n + 1], d.calendar).due
        found.append(DueMove(row.id, before, after))
        before = after
    return tuple(found)


def _whistles(session: Session, resolution_id: str) -> tuple[WhistleOnPaper, ...]:
    names = [field.name for field in fields(WhistleOnPaper)]
    kept = ("urgent", "quality")
    return tuple(_whistle({name: getattr(w, name) if name in kept else getattr(w, name) or "" for name in names})
                 for w in rows(session, Whistle, Whistle.resolution_id == resolution_id))


def _whistle(told: dict[str, Any]) -> WhistleOnPaper:
    return WhistleOnPaper(**told)


def _calls(session: Session, resolution_id: str, round_: int) -> tuple[tuple[CallOnPaper, ...], int]:
    """Return the calls of the newest draw of this round, in the order of the lots."""
    draws = rows(session, Draw, Draw.subject_id == resolution_id, Draw.kind == "callback", Draw.round == round_,
                 by=(Draw.happened_on, Draw.id))
    if not draws:
        return (), 0
    draw = draws[-1]
    found = rows(session, Callback, Callback.draw_id == draw.id, by=(Callback.position, Callback.id))
    wanted = [c for c in found if c.position <= draw.size or c.tries or c.grade]
    return tuple(CallOnPaper(c.position, tuple((str(t[0]), str(t[1]), str(t[2])) for t in unlist(c.tries)), c.grade, c.solved, c.on_time,
                             c.words or "", c.wants_answer, c.caller or "") for c in wanted), draw.total


def register(session: Session, year: int | None, today: date) -> PrintedRegister:
    """Return every resolution of the book, or of the meetings of a year, in the order in which they were decided."""
    mine = communities.mine(session)
    found = [d for d in gather(bundle.of_book(session), today) if d.meeting_day <= today and year in (None, d.meeting_day.year)]
    ordered = sorted(found, key=lambda d: (d.meeting_day, d.meeting.number, d.row.position))
    return PrintedRegister(mine.name, mine.kind, mine.org or mine.name, mine.sample, today, year, tuple(map(_row, ordered)))


def year_of(ref: str) -> int | None:
    """Return the year that `ref` names, None for the whole book; refused (YS-P21) where it is neither."""
    text = ref.strip().removesuffix("年")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 1900 <= int(text) < 2200):
        raise Refusal("YS-P21", _("总台账是整本的，“{ref}”看不出是哪一年。").format(ref=shown(ref)),
                      next_step=_("请写 2026 这样的年份，或者什么都不写。"))
    return int(text)


def _row(d: Dossier) -> RegisterRow:
    line = resolutions.line_of(d)
    posted = [p.starts_on for p in d.postings if p.kind == "outcome" and (d.today is None or p.starts_on <= d.today)]
    remarks = [_("第{n}轮").format(n=line.round)] if line.round > 1 else []
    remarks += [_("待法定会议确认")] if line.awaits_confirmation else []
    remarks += [_("缺{paper}").format(paper=paper_) for paper_ in line.missing]
    return RegisterRow(line, d.agenda.title, d.meeting_day, d.standing.due or d.row.due, posted[-1] if posted else None, "；".join(remarks))


