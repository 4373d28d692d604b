"""Taking back one's last action, and taking that back: compensating writes, never a rewind."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import Actor, Evaluation, LoopEvent, Objection, Posting, Resolution
from yishi.domain.records.record import Record, kinds, natural_id
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store.journal import journal, rows_where
from yishi.store.replay import Row, changes_of, decode, encode, fields_with
from yishi.store.writing import act_of

Key = tuple[str, str]  # kind, record
R = TypeVar("R", bound=Record)
Field = tuple[str, str, str]  # kind, record, field

_WHOLE = {"motion", "resolution", "loop_event", "posting"}  # they mean something else when what belongs to them goes
_BY_THE_WAY = {"print", "id_show"}  # they note what left the printer, or who looked, and change nothing else
_KEPT_VERBS = {"init", "erase_person", "id_on", "id_code", "id_drop", "id_off", *_BY_THE_WAY}
# No book without its community; what was seen was seen, and what is erased is gone; a key is on paper and on this PC too.


class Action(NamedTuple):
    """One action of the journal, as a button or a line may name it."""

    verb: str
    device: str
    tx: int
    at_ms: int  # what the PC's clock said
    kind: str  # of the first record that it changed
    record: str


class Undone(NamedTuple):
    """What was taken back (or put back again), and what was left since somebody has changed it in the meantime."""

    action: Action
    done: list[Field]
    left: list[Field]

    @property
    def verb(self) -> str:
        """The verb of the action that was taken back."""
        return self.action.verb


def last_undoable(session: Session, actor: str, device: str | None = None) -> Action | None:
    """Return what `undo_last` would take back, or None."""
    undone: set[tuple[str, int]] = set()
    for action in _actions(session, actor, device):
        if (action.device, action.tx) in undone:
            continue
        target = _target(action)
        if target:
            undone.add(target)
        elif action.verb not in _KEPT_VERBS and _holds(session, action):
            return action
    return None


def _holds(session: Session, action: Action) -> bool:
    """Return whether an action can still be read: of one on somebody whose data were erased since nothing may be left."""
    j = journal.c
    found = rows_where(session, (j.device == action.device) & (j.tx == action.tx) & (j.seq >= action.tx))
    return any(row.kind != Actor.__tablename__ and _inverse(row) for row in found)


def last_redoable(session: Session, actor: str, device: str | None = None) -> Action | None:
    """Return the undo that `redo_last` would take back, or None: nothing was undone, or something was written since."""
    redone: set[tuple[str, int]] = set()
    for action in _actions(session, actor, device):
        target = _target(action)
        if action.verb in _BY_THE_WAY:
            continue
        if not target:
            return None
        if action.verb.startswith("redo "):
            redone.add(target)
        elif (action.device, action.tx) not in redone:
            return action
    return None


def undo_last(session: Session, actor: str, device: str | None = None) -> Undone:
    """Take back the actor's newest action on this PC that is neither an undo nor undone; again goes further back.

    Per field: the old value is written where the field still has the action's value, else it is left. The birth of a
    record is taken back by deleting it, but for one that living records refer to which stay: it is left. So is a step of
    a resolution after which another one stays, and an objection that was answered since. `device` is this PC's by
    default. Raises Refusal YS-J03 where nothing is left.
    """
    action = last_undoable(session, actor, device)
    if action is None:
        raise Refusal("YS-J03", _("没有可以撤销的了。"), next_step=_("只能撤销自己在这台电脑上做的；要改以前记的，请直接改。"))
    act_of(session).verb = f"undo {action.device} {action.tx}"
    return Undone(action, *_take_back(session, action))


def redo_last(session: Session, actor: str, device: str | None = None) -> Undone:
    """Put back what the actor's last undo took back, if the actor has written nothing else since."""
    undo = last_redoable(session, actor, device)
    if undo is None:
        raise Refusal("YS-J03", _("没有可以重做的了。"), next_step=_("请照原来的办法再做一次。"))
    act_of(session).verb = f"redo {undo.device} {undo.tx}"
    return Undone(_action_at(session, *_pair(undo.verb)), *_take_back(session, undo))


def _actions(session: Session, actor: str, device: str | None) -> Iterator[Action]:
    """Yield the actor's actions on a device, the newest first; walked along the primary key, no further than asked."""
    j, here = journal.c, device or session.info.get("device", "")
    query = select(j.verb, j.device, j.tx, j.at, j.kind, j.record).order_by(j.seq.desc())
    query = query.where(j.device == here, j.actor == natural_id("actor", actor), j.verb.is_not(None))
    for row in session.execute(query, execution_options={"yield_per": 20}):
        yield Action(*row)


def _action_at(session: Session, device: str, tx: int) -> Action:
    j = journal.c
    query = select(j.verb, j.device, j.tx, j.at, j.kind, j.record).where(j.device == device, j.seq == tx)
    return Action(*session.execute(query).one())


def _target(action: Action) -> tuple[str, int] | None:
    """Return (device, tx) of what an undo or a redo takes back; None for any other action."""
    return _pair(action.verb) if action.verb.startswith(("undo ", "redo ")) else None


def _pair(verb: str) -> tuple[str, int]:
    _word, device, tx = verb.split(" ")
    return device, int(tx)


def _take_back(session: Session, action: Action) -> tuple[list[Field], list[Field]]:
    done: list[Field] = []
    left: list[Field] = []
    j = journal.c
    rows = list(rows_where(session, (j.device == action.device) & (j.tx == action.tx) & (j.seq >= action.tx)))
    records = _records(session, rows)
    needed = _needed(session, rows, records)
    for row in rows:
        if row.kind == Actor.__tablename__:
            continue
        record = records[row.kind, row.record]
        changes = _inverse(row)
        free = not record.deleted or "deleted" in changes
        for name, (value, expected) in changes.items():
            leaves = name == "deleted" and value and (row.kind, row.record) in needed
            if free and not leaves and encode(getattr(record, name)) == expected:
                setattr(record, name, decode(row.kind, name, value))
                done.append((row.kind, row.record, name))
            else:
                left.append((row.kind, row.record, name))
    session.flush()
    return done, left


def _records(session: Session, rows: list[Row]) -> dict[Key, Record]:
    """Return the records of these rows, read in a few queries."""
    found: dict[Key, Record] = {}
    for kind in {row.kind for row in rows}:
        mapped, ids = kinds()[kind], [row.record for row in rows if row.kind == kind]
        for start in range(0, len(ids), 500):
            several = session.scalars(select(mapped).where(mapped.id.in_(ids[start : start + 500])))
            found.update({(kind, record.id): record for record in several})
    return found


def _needed(session: Session, rows: list[Row], records: dict[Key, Record]) -> set[Key]:
    """Return those of the records to be deleted that a record refers to which will live on.

    What a needed one refers to is needed too, and so is what it stands by (the vote of a motion, the steps of a
    resolution). So the answer grows until nothing is added.
    """
    going: dict[str, set[str]] = {}
    for row in rows:
        if row.kind != Actor.__tablename__ and _inverse(row).get("deleted", (False,))[0]:
            going.setdefault(row.kind, set()).add(row.record)
    turned = {(row.kind, row.record, name) for row in rows if row.kind != Actor.__tablename__
              for name, (_value, expected) in _inverse(row).items() if encode(getattr(records[row.kind, row.record], name)) == expected}
    referrers = [reference for target in going for reference in _references(session, target, going[target], turned)]
    for kind, column, target in ((k, c, t) for k in going for c, t in _stands_under(k) if t in going):
        pairs = ((key, (target, getattr(record, column))) for key, record in records.items() if key[0] == kind)
        referrers += [pair for pair in pairs if pair[1][1] in going[target]]
    referrers += [*_followed(session, going, records), *_shown_with(session, going, records)]
    referrers += [(key, ("answer", key[1])) for key in _answered_since(rows, going, records)]
    needed: set[Key] = set()
    while True:
        more = {target for target, by in referrers if by in needed or by[1] not in going.get(by[0], ())} - needed
        if not more:
            return needed
        needed |= more


def _followed(session: Session, going: dict[str, set[str]], records: dict[Key, Record]) -> Iterator[tuple[Key, Key]]:
    """Yield (step, later living step) of one resolution: the later one was admitted since the earlier one was there."""
    steps = _of_kind(LoopEvent, going, records)
    by_resolution: dict[str, list[LoopEvent]] = {}
    for start in range(0, len(steps), 500):
        several = {step.resolution_id for step in steps[start : start + 500]} - by_resolution.keys()
        query = select(LoopEvent).where(LoopEvent.deleted.is_(False), LoopEvent.resolution_id.in_(several))
        for later in session.scalars(query):
            by_resolution.setdefault(later.resolution_id, []).append(later)
    for step in steps:
        for later in by_resolution.get(step.resolution_id, ()):
            if (later.happened_on, later.position) > (step.happened_on, step.position):
                yield (LoopEvent.__tablename__, step.id), (LoopEvent.__tablename__, later.id)


def _shown_with(session: Session, going: dict[str, set[str]], records: dict[Key, Record]) -> Iterator[tuple[Key, Key]]:
    """Yield, both ways, the steps of an action and what they brought along: neither goes without the other."""
    by_owner: dict[str, list[Key]] = {}  # a resolution's id, or the meeting's of a posting of all its resolutions
    for posting in _of_kind(Posting, going, records):
        owner = posting.resolution_id or posting.meeting_id
        by_owner.setdefault(owner, []).append((Posting.__tablename__, posting.id))
    for evaluation in _of_kind(Evaluation, going, records):
        by_owner.setdefault(evaluation.resolution_id, []).append((Evaluation.__tablename__, evaluation.id))
    for step in _of_kind(LoopEvent, going, records) if by_owner else ():
        owners = [step.resolution_id]
        if step.event == "publish_decision":
            owners.append(session.get_one(Resolution, step.resolution_id).meeting_id)
        for key in (key for owner in owners for key in by_owner.get(owner, ())):
            pair = (step.__tablename__, step.id), key
            yield from (pair, pair[::-1])


def _answered_since(rows: list[Row], going: dict[str, set[str]], records: dict[Key, Record]) -> Iterator[Key]:
    """Yield the objections to be deleted whose answer is not of the same action."""
    born = {row.record: changes_of(row) for row in rows if row.kind == Objection.__tablename__}
    for objection in _of_kind(Objection, going, records):
        answered = encode(objection.replied_on)
        if answered is not None and born[objection.id].get("replied_on", (None, None))[1] != answered:
            yield Objection.__tablename__, objection.id


def _of_kind(kind: type[R], going: dict[str, set[str]], records: dict[Key, Record]) -> list[R]:
    """Return those of the records to be deleted that are of this kind."""
    found = (records[kind.__tablename__, id_] for id_ in going.get(kind.__tablename__, ()))
    return [record for record in found if isinstance(record, kind)]


def _stands_under(kind: str) -> Iterator[tuple[str, str]]:
    """Yield (column, kind of the parent) for a kind without which the parent would be something else."""
    mapped = kinds()[kind]
    for name in mapped.natural:
        targets = (key.column.table.name for key in mapped.__table__.columns[name].foreign_keys)
        yield from ((name, target) for target in targets if target in _WHOLE)


def _references(session: Session, target: str, ids: set[str], turned: set[Field]) -> Iterator[tuple[Key, Key]]:
    """Yield ((target, id), (kind, id) of a living record with a foreign key to it) for these ids.

    References that are `turned` back in the same breath no longer count: speeches were moved under a new topic, say.
    """
    several = sorted(ids)
    for kind, mapped in kinds().items():
        for column in mapped.__table__.columns:
            if not any(key.column.table.name == target for key in column.foreign_keys):
                continue
            query = select(mapped.id, column).where(mapped.deleted.is_(False))
            for start in range(0, len(several), 500):
                for id_, refers in session.execute(query.where(column.in_(several[start : start + 500]))):
                    if (kind, id_, column.key) not in turned:
                        yield (target, refers), (kind, id_)


def records_on(session: Session, kind: str, ids: set[str]) -> Iterator[Key]:
    """Yield the living records that refer to one of these."""
    return (by for _target, by in _references(session, kind, ids, set()))


def _inverse(row: Row) -> dict[str, tuple[Any, Any]]:
    """Return {field: (value to write, value that must still be there)}; the birth of a record becomes its deletion."""
    changes = changes_of(row)
    if changes.get("deleted", [False])[0] is None:
        return {"deleted": (True, False)}
    final = {"erased", *fields_with(row.kind, "personal")} if "erased" in changes else ()
    return {name: (old, new) for name, (old, new) in changes.items() if name not in final}
