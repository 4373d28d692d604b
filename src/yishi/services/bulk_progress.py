"""One evening's phone calls, one grid: what was done about many resolutions, written down as one action.

Each line is an event of its own in the life of its resolution, exactly as if it had been noted alone; undoing takes all
of them back, since they were one action.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import loop_events


@dataclass(frozen=True)
class Noted:
    """A line of the grid: `head` is how a refusal calls it."""

    resolution_id: str
    head: str
    on: date
    by: str
    text: str


def note_all(session: Session, lines: Sequence[Noted], today: date, actor: str) -> tuple[str, ...]:
    """Write down 记跟进 for each line with words and return the ids of the events; one that is refused stops them all."""
    told = [line for line in lines if line.text.strip()]
    if not told:
        raise Refusal("YS-L74", _("还一行都没有写。"), next_step=_("在要记的那几行写上做了什么，空着的行不记。"))
    found = []
    for line in told:
        try:
            found.append(loop_events.happen(session, line.resolution_id, "progress", by=line.by, on=line.on, today=today,
                                            actor=actor, text=line.text))  # fmt: skip
        except Refusal as refusal:
            message = _("“{head}”：{why}").format(head=line.head, why=refusal.message)
            raise Refusal(refusal.code, message, _("几行都还没有记。"), refusal.next_step, refusal.exit_code) from refusal
    return tuple(found)
