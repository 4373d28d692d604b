"""What a paper is composed from: the meeting's sheet with the head of the journal that vouches for it, its form, its named votes."""

from dataclasses import fields, replace
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.meeting_forms import PAPERS, STATUSES, MeetingForm
from yishi.domain.voting import RULE_WORDS
from yishi.i18n import _
from yishi.services import (
    attachments_of_meeting,
    booklet,
    communities,
    forms,
    legality,
    meetings,
    people,
    photos,
    private_use,
    voting,
    wrap_up,
)
from yishi.services.answers import MeetingSheet
from yishi.services.printed import FormOnPaper, PhotoOnPaper, PrintedSheet, StepOnPaper
from yishi.services.seat_lines import SeatLine

_BY_NAME = {"for", "against", "abstain", "not_voted"}


def sheet(session: Session, meeting_id: str, today: date) -> PrintedSheet:
    """Return the meeting as it is printed, signed at the foot with the journal's head."""
    from yishi.store.journal import printed_head

    found = replace(meetings.sheet(session, meeting_id, today), head=printed_head(session))
    by_name = voting.votes_by_name(session, meeting_id)
    told = printed(found, named=tuple((m.id, by_name[m.id]) for m in found.motions if m.voted and m.id in by_name))
    place = communities.mine(session)
    return replace(told, photos=_photos(session, found), office_phone=place.phone, complaint_phone=place.complaint_phone,
                   id_names=people.id_names(session), drawn=tuple(private_use.table(session).items()))


def printed(found: MeetingSheet, named: tuple[tuple[str, tuple[SeatLine, ...]], ...] = ()) -> PrintedSheet:
    """Return a sheet with the form that it was held under and its waivers in words."""
    told = {field.name: getattr(found, field.name) for field in fields(MeetingSheet)}
    by_name = tuple((motion, seats) for motion, seats in named if any(seat.choice in _BY_NAME for seat in seats))
    words = {warning.matter: warning.words for warning in legality.warnings(found)}  # with the numbers, while it is still so
    bar = legality.bar(found)
    return PrintedSheet(**told, form=_form(forms.held(found), bar.rule_words), named=by_name,
                        waived=tuple((words.get(w.matter) or wrap_up.worded(w.matter), w.reason) for w in found.waivers),
                        quorum_words=_quorum(bar), pictures=_pictures(found), procedure=_procedure(found))


def offered(found: MeetingSheet) -> tuple[str, ...]:
    """Return the names of the papers that the form of a meeting asks for, as the catalogue has them."""
    return tuple(_CALLED.get(code, code.replace("_", "-")) for code in forms.held(found).papers)


_CALLED = {"booklet": "four-two"}  # forms have asked for 四议两公开登记表 by this word from the first book on


def _pictures(found: MeetingSheet) -> tuple[tuple[int, str, str], ...]:
    named = attachments_of_meeting.labels(found.attachments)
    return tuple((line.agenda, named[line.id], line.caption) for line in found.attachments if line.kind != "recording")


def _photos(session: Session, found: MeetingSheet) -> tuple[PhotoOnPaper, ...]:
    """Return the photos of the meeting with their files; pictures of notes and signed papers are papers, not photos."""
    shown = [line for line in found.attachments if line.kind == "photo"]
    if not shown:
        return ()
    named, file_of = attachments_of_meeting.labels(found.attachments), photos.finder(session)
    return tuple(PhotoOnPaper(file_of(a.sha256), named[a.id], a.caption, a.agenda, "", a.photo_consent) for a in shown)


def _procedure(found: MeetingSheet) -> tuple[StepOnPaper, ...]:
    steps = booklet.lines(found.booklet, forms.held(found).stages)
    return tuple(StepOnPaper(step.name, step.when, step.expected, step.present, step.votes_for, step.opinion) for step in steps)


def _form(form: MeetingForm, rule_words: str) -> FormOnPaper:
    notice = ""
    if form.notice_days is not None:
        words = _("会前{n}个工作日") if form.notice_unit == "workdays" else _("会前{n}日")
        notice = words.format(n=form.notice_days)
    return FormOnPaper(
        name=_(form.name), status=_(STATUSES[form.legal_status]) if form.legal_status in STATUSES else "", example=form.example,
        parties=form.parties, stages=form.stages, papers=tuple(_(PAPERS[code]) for code in form.papers if code in PAPERS),
        vote_rule=_(RULE_WORDS.get(form.vote_rule, form.vote_rule)), notice=notice, posting_days=form.posting_days,
        quorum_rule=rule_words if form.statutory else "",
    )  # fmt: skip


def _quorum(bar: legality.QuorumBar) -> str:
    """Return what the numbers come to under the rule; where none governs, nothing is claimed."""
    if not bar.needed:
        return ""
    return _("符合规定人数。") if bar.met else _("不到规定人数，{lacking}。").format(lacking=bar.words.rpartition("　")[2].replace(" ", ""))
