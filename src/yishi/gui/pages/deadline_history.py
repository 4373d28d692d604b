"""How the deadline of a resolution moved: from which day to which, why, and who approved it."""

from datetime import date

from yishi.gui.timeline import Moment
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

_STATES = {"extend": "yellow", "resume": "suspended", "inspect_fail": "red", "eval_fail": "red", "reopen": "red"}


def moves(sheet: ResolutionSheet) -> list[Moment]:
    """Return each change of the deadline, the oldest first; the first one is the day that was set when it was assigned."""
    found: list[Moment] = []
    before: date | None = None
    for event in sheet.events:
        after = event.work_due
        if event.ignored or after == before:
            continue
        if after is None:
            head = _("{event}，期限重新定").format(event=event.words)
        elif before is None:
            head = _("{event}　期限 {day}").format(event=event.words, day=_day(after))
        else:
            head = _("{event}　{old} → {new}").format(event=event.words, old=_day(before), new=_day(after))
        reason = "" if event.text in ("", event.words) else event.text
        approved = _("{name}批准").format(name=event.approved_by) if event.approved_by else ""
        who = event.by if before is not None else ""
        text = "　".join(part for part in (reason, who, approved) if part)
        found.append(Moment(f"{event.on:%m-%d}", _STATES.get(event.event, "note"), head, text))
        before = after
    return found


def count(sheet: ResolutionSheet) -> int:
    """Return how often the deadline was changed after it had been set."""
    return max(len(moves(sheet)) - 1, 0)


def _day(day: date) -> str:
    return _("{m}月{d}日").format(m=day.month, d=day.day)
