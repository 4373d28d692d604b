"""三格记录: a teahouse or a few stools in a yard, written down as 谁说的 · 说了什么 · 怎么定的. Only day and place are needed.

What is said goes into one catch-all item first and is sorted into topics afterwards; what was settled becomes a resolution
when somebody says so. Everything is a plain speech, item and resolution of the meeting, so every paper and list knows it.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.records import AgendaItem, Attachment, Attendance, Meeting, Motion, Recusal, Resolution, Speech
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities, room
from yishi.services.checks import text_of
from yishi.services.living import name_of, one, rows

CATCH_ALL = "随便聊聊"  # as it stands in the book, like 某居民
FORMS = ("teahouse", "bench")


def begin(session: Session, day: date, place: str, *, form: str = "teahouse", title: str = "", at: str = "", today: date | None = None,
          came: Sequence[str] = (), host: str = "", recorder: str = "") -> str:
    """Begin a meeting of `day` at `place` and return its id; one of an earlier day than `today` is marked as 补录.

    `at` is HH:MM, "" where nobody remembers; `came` are names, as 姓名 or 姓名（身份）. Without a title it is form and place.
    """
    place = text_of(place, _("地点"))
    if today is not None and day > today:
        raise Refusal("YS-T02", _("{day}还没有到。").format(day=day), next_step=_("还没开的会，请在会议页先准备。"))
    title = title.strip() or f"{communities.mine(session).name}{_(terms.FORM_WORDS.get(form, form))}（{place}）"
    meeting_id = room.open_meeting(session, form, title, place, f"{day}T{at or '00:00'}", host, recorder)
    if today is not None and day < today:
        one(session, Meeting, meeting_id).entered_on = today
    here(session, meeting_id, came)
    return meeting_id


def here(session: Session, meeting_id: str, names: Sequence[str]) -> int:
    """Sign in everybody of these names who is not on the sheet yet; return how many are new."""
    new = [name for name in dict.fromkeys(name.strip() for name in names) if name and not _is_here(session, meeting_id, name_of(name))]
    for name in new:
        room.sign_in(session, meeting_id, name)
        session.flush()
    return len(new)


def _is_here(session: Session, meeting_id: str, name: str) -> bool:
    there = select(func.count()).where(Attendance.meeting_id == meeting_id, Attendance.name == name, Attendance.deleted.is_(False),
                                       Attendance.mark.in_(("present", "proxy", "observer")))
    return bool(session.scalar(there))


def note(session: Session, meeting_id: str, who: str, what: str, settled: str = "", handling: str = "", at: str = "") -> str:
    """Write one entry down and return the id of the speech; nobody named is 某居民, unknown people are signed in."""
    what = text_of(what, _("说了什么"))
    who = who.strip() or terms.ANYBODY
    if name_of(who) != terms.ANYBODY:
        here(session, meeting_id, [who])
    item = _catch_all(session, meeting_id)
    speech_id = room.speak(session, meeting_id, _number(session, item), name_of(who), what, at=at)
    if settled.strip() or handling:
        room.handle(session, speech_id, handling, settled)
    return speech_id


def rewrite(session: Session, speech_id: str, who: str, what: str, settled: str = "", handling: str = "") -> None:
    """Change an entry; the history keeps what stood there."""
    speech = one(session, Speech, speech_id)
    who = who.strip() or terms.ANYBODY
    if name_of(who) != terms.ANYBODY:
        here(session, speech.meeting_id, [who])
    room.correct_speech(session, speech_id, text_of(what, _("说了什么")), name_of(who))
    room.handle(session, speech_id, handling, settled)


def sort(session: Session, speech_ids: Sequence[str], agenda_item_id: str = "", title: str = "") -> str:
    """Move entries to another item of the agenda, or to a new one of this title; return the item's id.

    A catch-all item that nothing is left in leaves the agenda.
    """
    speeches = [one(session, Speech, speech_id) for speech_id in dict.fromkeys(speech_ids)]
    if not speeches:
        raise Refusal("YS-M51", _("还没有选要归类的话。"), next_step=_("请先在列表里打勾。"))
    meeting_id = speeches[0].meeting_id
    if any(speech.meeting_id != meeting_id for speech in speeches):
        raise Refusal("YS-M52", _("选的话不是同一场会上的。"), next_step=_("请在一场会里选。"))
    if not agenda_item_id:
        agenda_item_id = _item(session, meeting_id, title)
    item = one(session, AgendaItem, agenda_item_id)
    if item.meeting_id != meeting_id:
        raise Refusal("YS-M53", _("这项议题是另一场会的。"), next_step=_("请在这场会里选一项议题。"))
    room.reword_agenda(session, item.id, item.title)  # refuses a meeting that is closed
    for speech in speeches:
        speech.agenda_item_id = item.id
    session.flush()
    _tidy(session, meeting_id)
    return item.id


def settle(session: Session, speech_id: str, owner: str, supervisor: str, due: date | None = None, workdays: int | None = None,
           owner_unit: str = "", text: str = "") -> str:
    """Make a resolution of 怎么定的 (or of `text`), under the item that the entry stands in; return its number."""
    speech = one(session, Speech, speech_id)
    text = text.strip() or (speech.reply or "")
    if not text:
        raise Refusal("YS-M54", _("“怎么定的”还空着。"), next_step=_("请先写上怎么定的，再定成决议。"))
    if rows(session, Resolution, Resolution.agenda_item_id == speech.agenda_item_id, Resolution.text == text_of(text, _("决议内容"))):
        raise Refusal("YS-M55", _("这一条已经定成决议了。"), next_step=_("不用再存；要改，请到落实页。"))
    number = _number(session, one(session, AgendaItem, speech.agenda_item_id))
    return room.resolve(session, speech.meeting_id, number, text, owner_unit, owner, supervisor, due=due, workdays=workdays)


def _catch_all(session: Session, meeting_id: str) -> AgendaItem:
    """Return the item that unsorted entries stand in, the last of the agenda; it is no topic of the pool."""
    order = rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id)
    found = next((row for row in order if row.topic_id is None and row.title == CATCH_ALL), None)
    if found is not None:
        return one(session, AgendaItem, found.id)
    item = AgendaItem(meeting_id=meeting_id, position=max((row.position for row in order), default=0) + 1, title=CATCH_ALL)
    session.add(item)
    session.flush()
    return item


def _item(session: Session, meeting_id: str, title: str) -> str:
    """Return the item of this title, made when there is none."""
    title = text_of(title, _("议题"))
    found = rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id, AgendaItem.title == title)
    return str(found[0].id) if found else room.add_agenda(session, meeting_id, title)


def _number(session: Session, item: AgendaItem) -> int:
    """Return the number under which an item is shown, from 1."""
    order = rows(session, AgendaItem, AgendaItem.meeting_id == item.meeting_id, by=(AgendaItem.position, AgendaItem.id))
    return next(n for n, other in enumerate(order, 1) if other.id == item.id)


def _tidy(session: Session, meeting_id: str) -> None:
    """Take the catch-all off the agenda once nothing refers to it."""
    for row in rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id, AgendaItem.topic_id.is_(None), AgendaItem.title == CATCH_ALL):
        uses = (Speech, Motion, Resolution, Attachment, Recusal)
        if not any(rows(session, kind, kind.agenda_item_id == row.id) for kind in uses):
            one(session, AgendaItem, row.id).deleted = True
