"""What the papers of the archive are composed from, read from the book: the folder of a meeting or resolution, and a year."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Posting, Topic
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle, communities, forms, loop_paper, meetings, paper, resolutions, topics
from yishi.services.dossier import Dossier, gather
from yishi.services.living import rows
from yishi.services.pool_lines import TopicSheet
from yishi.services.printed_file import PrintedFile, PrintedYear, YearRow

_DONE = ("CLOSED", "ARCHIVED")
_COUNTED = 40  # meetings of a year whose papers are counted: each costs some 0.1 s; more are counted by hand


def find(session: Session, ref: str) -> tuple[str, bool]:
    """Return the id that `ref` names and whether it is a resolution; refused (YS-R04) where it is neither meeting nor resolution."""
    try:
        return meetings.find(session, ref), False
    except Refusal as refusal:
        try:
            return resolutions.find(session, ref), True
        except Refusal:
            raise refusal from None


def sheet(session: Session, id_: str, today: date, alone: bool = False) -> PrintedFile:
    """Return the folder of a meeting, or with `alone` of one resolution."""
    if alone:
        one = loop_paper.sheet(session, id_, today)
        item = next((i for i in one.meeting.agenda if i.no == one.sheet.agenda), None)
        about = _topics(session, one.meeting.line.id, today, {item.id} if item else set())
        return PrintedFile(one.meeting, (one,), about, today, alone=True)
    found = paper.sheet(session, id_, today)
    every = tuple(loop_paper.sheet(session, r.line.id, today) for r in found.resolutions)
    return PrintedFile(found, every, _topics(session, id_, today, {i.id for i in found.agenda}), today)


def _topics(session: Session, meeting_id: str, today: date, items: set[str]) -> tuple[TopicSheet, ...]:
    """Return the topics that stand behind these items of the agenda and were gathered before the meeting, in their order."""
    wanted = rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id, AgendaItem.topic_id.is_not(None), by=AgendaItem.position)
    gathered = {t.id for t in rows(session, Topic, Topic.raised_on.is_not(None))}
    ids = dict.fromkeys(i.topic_id for i in wanted if i.id in items and i.topic_id in gathered)
    return tuple(topics.sheet(session, id_, today) for id_ in ids)


def year_of(ref: str, today: date) -> int:
    """Return the year that `ref` names, that of `today` for none; refused (YS-P21) where it is no year."""
    text = ref.strip().removesuffix("年")
    if not text:
        return today.year
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 1900 <= int(text) < 2200):
        raise Refusal("YS-P21", _("归档索引一年一份，“{ref}”看不出是哪一年。").format(ref=shown(ref)),
                      next_step=_("请写 2026 这样的年份。"))
    return int(text)


def year(session: Session, wanted: int, today: date) -> PrintedYear:
    """Return the meetings held in a year, the earliest first, with what became of what they agreed."""
    mine = communities.mine(session)
    found: dict[str, list[Dossier]] = {}
    for d in gather(bundle.of_book(session), today):
        found.setdefault(d.meeting.id, []).append(d)
    posted: dict[str, date] = {}
    for p in rows(session, Posting, Posting.starts_on <= today, Posting.kind != "outcome", by=Posting.starts_on):
        posted.setdefault(p.meeting_id, p.starts_on)
    titles: dict[str, list[str]] = {}
    for item in rows(session, AgendaItem, by=(AgendaItem.meeting_id, AgendaItem.position)):
        titles.setdefault(item.meeting_id, []).append(item.title)
    held = [m for m in meetings.lines(session)
            if m.state != "planned" and m.start[:4] == str(wanted) and m.start[:10] <= today.isoformat()]  # fmt: skip
    by_law = {form.code for form in forms.lines(session) if form.legal_status == "statutory"}
    lines = []
    for m in sorted(held, key=lambda m: (m.start, m.number)):
        states = [d.standing.state.name for d in found.get(m.id, ())]
        lines.append(YearRow(
            m, tuple(titles.get(m.id, ())), sum(s != "DRAFT" for s in states), sum(s in _DONE for s in states), states.count("ARCHIVED"),
            posted.get(m.id), m.form in by_law, sheet(session, m.id, today) if len(held) <= _COUNTED else None))  # fmt: skip
    return PrintedYear(mine.name, mine.kind, mine.org or mine.name, mine.sample, today, wanted, tuple(lines))
