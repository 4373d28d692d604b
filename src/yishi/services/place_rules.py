"""The numbers in force in this book: deadlines, lights, when an evaluation passes, weights of the score, micro-project budgets.

What the place has not changed is what the program ships, and improves with it. A change counts from now on: an event
that has happened keeps the due day that was written with it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import place_numbers, rule_data
from yishi.domain.evaluation import Thresholds
from yishi.domain.funds import Funds
from yishi.domain.records import RuleCopy
from yishi.domain.rule_data import FormFault
from yishi.domain.score import Weights
from yishi.domain.transitions import Deadlines
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import communities
from yishi.services.living import rows
from yishi.store.writing import put

CODE = "place"  # of the one copy of each kind


def deadlines(session: Session) -> Deadlines:
    """Return the deadlines in force, with what makes a light (soon, idle_percent, escalate_after)."""
    return read(_stored(session))[0]


def lights(session: Session) -> dict[str, int]:
    """Return soon, idle_percent and escalate_after alone; `deadlines` has them too."""
    return _in_force(session, "lights")


def thresholds(session: Session) -> Thresholds:
    """Return when an evaluation passes."""
    return read(_stored(session))[1]


def read(copies: Iterable[Row[Any]]) -> tuple[Deadlines, Thresholds]:
    """Return the deadlines and the thresholds that rows of RuleCopy (of any kind) make, for who has read them already."""
    kept = _kept(copies)
    found: dict[str, Any] = _of(kept, "thresholds")
    return Deadlines(**_of(kept, "deadlines"), **_of(kept, "lights")), Thresholds(**found)


def weights(session: Session) -> Weights:
    """Return how much each part of a unit's score weighs."""
    found: dict[str, Any] = _in_force(session, "weights")
    return Weights(**found)


def funds(session: Session) -> Funds:
    """Return the usual budget of a micro-project."""
    return Funds(**_in_force(session, "funds"))


def values(session: Session, kind: str) -> dict[str, int]:
    """Return the values in force of a kind (a key of place_numbers.KINDS) by key."""
    _known(kind)
    return _in_force(session, kind)


def changed(session: Session, kind: str) -> bool:
    """Return whether the place has numbers of its own."""
    return kind in _copies(session)


def faults(kind: str, wanted: Mapping[str, Any]) -> tuple[FormFault, ...]:
    """Return the mistakes in a whole set of values, each with the key of its field."""
    _known(kind)
    return place_numbers.faults(kind, wanted)


def change(session: Session, kind: str, wanted: Mapping[str, Any]) -> None:
    """Keep the place's numbers of a kind; those not named stay. Refuse mistakes with their places (YS-F01)."""
    whole = {**values(session, kind), **wanted}
    rule_data.refuse(place_numbers.faults(kind, whole), _(place_numbers.WORDS[kind]))
    mine = communities.mine(session).id
    content = json.dumps({"title": place_numbers.WORDS[kind], "values": whole}, ensure_ascii=False, sort_keys=True)
    put(session, RuleCopy, RuleCopy.id_for(mine, kind, CODE),
        {"community_id": mine, "kind": kind, "code": CODE, "content": content}, over=True)
    session.flush()


def restore(session: Session, kind: str) -> None:
    """Give up the place's numbers of a kind: the factory values are in force again; without any nothing happens."""
    _known(kind)
    copy = session.get(RuleCopy, RuleCopy.id_for(communities.mine(session).id, kind, CODE))
    if copy is not None and not copy.deleted:
        copy.deleted = True
        session.flush()


def _known(kind: str) -> None:
    if kind not in place_numbers.KINDS:
        raise Refusal("YS-F10", _("没有“{kind}”这一类设置。").format(kind=shown(kind)), next_step=_("请从设置里选一类。"))


def _in_force(session: Session, kind: str) -> dict[str, int]:
    return _of(_copies(session), kind)


def _of(copies: Mapping[str, Mapping[str, Any]], kind: str) -> dict[str, int]:
    return place_numbers.lenient(kind, copies.get(kind, {}))


def _copies(session: Session) -> dict[str, dict[str, Any]]:
    return _kept(_stored(session))


def _stored(session: Session) -> list[Row[Any]]:
    return rows(session, RuleCopy, RuleCopy.kind.in_(tuple(place_numbers.KINDS)), RuleCopy.code == CODE)


def _kept(copies: Iterable[Row[Any]]) -> dict[str, dict[str, Any]]:
    found = {}
    for copy in copies:
        if copy.kind not in place_numbers.KINDS or copy.code != CODE:
            continue
        data = json.loads(copy.content)
        kept = data.get("values") if isinstance(data, dict) else None
        if isinstance(kept, dict):
            found[copy.kind] = kept
    return found
