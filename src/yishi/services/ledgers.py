"""台账: every matter in one flat list, the two ledgers (党建, 民生) that are cut out of it, and the list of wishes (百姓点单)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.fund_sorts import sort_of
from yishi.domain.periods import Period
from yishi.domain.periods import year as year_of
from yishi.domain.records import AgendaItem, Mention, Resolution, Topic
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import loop_paper
from yishi.services.living import one, rows
from yishi.services.printed_loop import PrintedRegister, RegisterRow

WISHED_BY = ("resident", "idea")
_SERVICE = "服务"


@dataclass(frozen=True)
class LedgerRow:
    """One matter of the register; `kind` is party_building, livelihood, or "" where nobody has said."""

    row: RegisterRow
    kind: str
    category: str
    source: str
    fund_source: str

    @property
    def id(self) -> str:
        """The id of its resolution."""
        return self.row.line.id


def register(session: Session, period: Period | None, today: date, kind: str | None = None) -> tuple[LedgerRow, ...]:
    """Return the matters decided in `period` (None: ever), in the order of their meetings; of one ledger, or ("") not filed yet.

    Without a word of its own a resolution stands in the ledger of its topic.
    """
    topics = {t.id: t for t in rows(session, Topic)}
    items = {a.id: a for a in rows(session, AgendaItem)}
    own = {r.id: r for r in rows(session, Resolution)}
    found = []
    for row in loop_paper.register(session, None, today).rows:
        if period is not None and row.meeting_day not in period:
            continue
        mine = own[row.line.id]
        item = items[mine.agenda_item_id]
        topic = topics.get(item.topic_id or "")
        filed = mine.ledger_kind or (topic.ledger_kind if topic is not None else "")
        if kind is None or filed == kind:
            found.append(LedgerRow(row, filed, item.category, item.source, mine.fund_source or ""))
    return tuple(found)


def printed(session: Session, period: Period | None, today: date, kind: str | None = None) -> PrintedRegister:
    """Return what the paper of the register is made from, of the same matters as `register`."""
    whole = loop_paper.register(session, None, today)
    year = period.first.year if period is not None and period == year_of(period.first.year) else None
    return replace(whole, year=year, rows=tuple(filed.row for filed in register(session, period, today, kind)))


def file_under(session: Session, resolution_ids: Sequence[str], kind: str) -> int:
    """Put resolutions into a ledger ("" takes them out) and return how many changed; refuse an unknown one (YS-N01) or none (YS-N02)."""
    return _file(session, Resolution, resolution_ids, kind, _("还没有选事项。"))


def file_topics(session: Session, topic_ids: Sequence[str], kind: str) -> int:
    """Put topics into a ledger and return how many changed; what was agreed about them follows unless it says otherwise.

    Refused: an unknown ledger (YS-N01), none ticked (YS-N02).
    """
    return _file(session, Topic, topic_ids, kind, _("还没有选议题。"))


def _file(session: Session, of: type[Resolution] | type[Topic], ids: Sequence[str], kind: str, none: str) -> int:
    _known(kind)
    if not ids:
        raise Refusal("YS-N02", none, next_step=_("请先在列表里打勾，再归账。"))
    filed = [record for id_ in ids if (record := one(session, of, id_)).ledger_kind != kind]
    for record in filed:
        record.ledger_kind = kind
    session.flush()
    return len(filed)


@dataclass(frozen=True)
class TopicRow:
    """A topic and the ledger that it belongs to; what is agreed about it follows unless it says otherwise."""

    topic_id: str
    kind: str
    raised_on: date | None
    title: str
    unit: str
    source: str


def topics(session: Session, period: Period | None = None) -> tuple[TopicRow, ...]:
    """Return the topics raised in `period` (None: ever), the newest first; what was merged into another one is left out."""
    found = [TopicRow(t.id, t.ledger_kind, t.raised_on, t.title, t.unit, t.source) for t in rows(session, Topic)
             if not t.merged_into_id and (period is None or t.raised_on is None or t.raised_on in period)]
    return tuple(sorted(found, key=lambda t: (-(t.raised_on or date.min).toordinal(), t.title)))


def _known(kind: str) -> None:
    if kind and kind not in terms.LEDGER_WORDS:
        words = "、".join(_(word) for word in terms.LEDGER_WORDS.values())
        raise Refusal("YS-N01", _("没有“{kind}”这本账。").format(kind=shown(kind)),
                      next_step=_("只有这两本：{words}。").format(words=words))


@dataclass(frozen=True)
class WishRow:
    """A service that people would like to have (百姓点单, 政府配菜); without their names, so that the list can be handed on."""

    topic_id: str
    raised_on: date | None
    title: str
    wish: str
    unit: str
    source: str
    times: int  # raised, the first time included
    bought: bool  # something was agreed and is paid for as a purchased service


def wishes(session: Session, period: Period | None = None) -> tuple[WishRow, ...]:
    """Return the topics of residents and of the ideas contest that wish for a service, the most asked for first."""
    again: dict[str, int] = {}
    for mention in rows(session, Mention):
        again[mention.topic_id] = again.get(mention.topic_id, 0) + 1
    of_item = {a.id: a.topic_id for a in rows(session, AgendaItem)}
    bought = {of_item.get(r.agenda_item_id) for r in rows(session, Resolution) if sort_of(r.fund_source or "") == "purchase"}
    found = []
    for t in rows(session, Topic):
        wanted = _SERVICE in (t.wish or "") or t.id in bought
        if t.source in WISHED_BY and wanted and not t.merged_into_id and (period is None or t.raised_on in period):
            found.append(WishRow(t.id, t.raised_on, t.title, t.wish or "", t.unit, t.source, 1 + again.get(t.id, 0), t.id in bought))
    return tuple(sorted(found, key=lambda w: (-w.times, w.raised_on or date.min, w.title)))
