"""Which closed matters it is time to ask about: 「还好吗」. 今日 asks this at every start, so it loads nothing else."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from yishi.domain.records import Aftercare, AgendaItem, Resolution
from yishi.domain.transitions import State
from yishi.services import resolutions
from yishi.services.answers import ResolutionLine
from yishi.services.evaluating import AftercareLine
from yishi.services.living import name_of, rows
from yishi.services.today_lines import Filed

DAYS = 90  # after closing [design]
_LATEST = 90  # days after it was due at which nobody asks any more
_CLOSED = (State.CLOSED, State.ARCHIVED)


def due(session: Session, today: date, known: Iterable[ResolutionLine | Filed] | None = None) -> tuple[AftercareLine, ...]:
    """Return the closed matters that it is time to ask about, the longest waiting first; asked once they are gone.

    `known` are lines that somebody has already; those closed in the last 180 days must be among them.
    """
    asked: dict[str, date] = {}
    for row in rows(session, Aftercare):
        asked[row.resolution_id] = max(row.happened_on, asked.get(row.resolution_id, row.happened_on))
    found = []
    for line in resolutions.lines(session, today) if known is None else known:
        if line.closed_on is None or State[line.state] not in _CLOSED:
            continue
        day = line.closed_on + timedelta(days=DAYS)
        if day <= today <= day + timedelta(days=_LATEST) and asked.get(line.id, date.min) < day:
            found.append((day, line.number, line))
    if not found:
        return ()
    items = {r.id: r.agenda_item_id for r in rows(session, Resolution, Resolution.id.in_([f[2].id for f in found]))}
    raisers = {a.id: name_of(a.proposer) for a in rows(session, AgendaItem, AgendaItem.id.in_(items.values()))}
    return tuple(AftercareLine(line.id, line.number, line.text, line.closed_on or day, day, raisers.get(items[line.id], ""))
                 for day, _number, line in sorted(found, key=lambda f: f[:2]))
