"""What the wrap-up asks for in its own line, as it is typed there: a day, a number, an hour."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import meeting_days
from yishi.domain.dates import AROUND, read_day
from yishi.domain.records import Meeting
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import booklet, resolution_facts, settling
from yishi.services.dossier import calendar
from yishi.services.living import unlist

MOST_PEOPLE = 1_000_000


def fill(session: Session, meeting_id: str, what: str, about: str, text: str, today: date) -> None:
    """Write down the answer `text` to what a finding asks for; refused in the words of whatever cannot be read.

    `what` is the `fix` of the finding: notice (day), members, households, end (hour), precheck (day and paper; `about` is
    the agenda item), step (day) and step_numbers (应到 实到 同意), both with the name of the step in `about`,
    and beneficiaries (households; `about` is the resolution).
    """
    _FILLING[what](session, settling.not_final(session, meeting_id), about, text.strip(), today)


def _notice(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    day = _day(session, text, today)
    if day > date.fromisoformat(meeting.starts[:10]):
        raise Refusal("YS-W09", _("{day}在开会以后。").format(day=day), next_step=_("请写贴出通知的那一天。"))
    meeting.notice_date = day


def _members(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    meeting.members = _numbers(text, 1)[0]


def _households(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    came = _numbers(text, 1)[0]
    if meeting.households_total is not None and came > meeting.households_total:
        raise Refusal("YS-W10", _("到会{a}户，多于一共的{b}户。").format(a=came, b=meeting.households_total), next_step=_("请核对户数。"))
    meeting.households_present = came


def _end(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    begun, hour = meeting.starts, meeting_days.read_hour(text)
    day = date.fromisoformat(begun[:10])
    if f"{day}T{hour}" < begun:
        day += timedelta(days=1)  # after midnight
    meeting.ends = f"{day}T{hour}"


def _precheck(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    day, _blank, paper = text.partition(" ")
    settling.note_precheck(session, about, _day(session, day, today), paper)


def _step(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    _when, numbers = _kept(meeting, about)
    booklet.note(session, meeting.id, about, _day(session, text, today).isoformat(), *numbers)


def _step_numbers(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    expected, present, votes_for = _numbers(text, 3)
    when, kept = _kept(meeting, about)
    booklet.note(session, meeting.id, about, when, expected, present, votes_for, kept[3])


def _beneficiaries(session: Session, meeting: Meeting, about: str, text: str, today: date) -> None:
    resolution_facts.describe(session, about, beneficiaries=_numbers(text, 1)[0])


_FILLING: dict[str, Callable[[Session, Meeting, str, str, date], None]] = {
    "notice": _notice, "members": _members, "households": _households, "end": _end, "precheck": _precheck,
    "step": _step, "step_numbers": _step_numbers, "beneficiaries": _beneficiaries,
}  # fmt: skip


def _day(session: Session, text: str, today: date) -> date:
    return read_day(text, today, AROUND, calendar(session))


def _numbers(text: str, count: int) -> list[int]:
    found = [int(each) for each in re.findall(r"\d+", unicodedata.normalize("NFKC", text))]
    if len(found) != count or not all(0 <= n <= MOST_PEOPLE for n in found):
        words = _("请只写一个数。") if count == 1 else _("请写{n}个数，中间空开。").format(n=count)
        raise Refusal("YS-W11", _("“{text}”看不出是几。").format(text=shown(text)), next_step=words)
    return found


def _kept(meeting: Meeting, step: str) -> tuple[str, tuple[int | None, int | None, int | None, str]]:
    """Return day and numbers of a step as they are kept."""
    kept: list[Any] = next((list(each) for each in unlist(meeting.steps) if each[0] == step), [step, ""])
    told = kept[2] if len(kept) > 2 else {}
    return str(kept[1] or ""), (told.get("expected"), told.get("present"), told.get("votes_for"), str(told.get("opinion") or ""))
