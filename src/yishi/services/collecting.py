"""What the place has turned on to be collected of people beyond the usual: nothing, until somebody says so.

The last four of ID numbers tell namesakes apart; whole numbers (services/id_numbers.py) are kept sealed. Article 6 of the
personal information protection law asks for as little as the purpose needs, so both are off until a place turns them on.
"""

import json
from typing import Literal

from sqlalchemy.orm import Session

from yishi.domain.records import RuleCopy
from yishi.services import communities
from yishi.store.writing import put

Kept = Literal["none", "tail", "whole"]
KIND, ID_TAIL, ID_NUMBER = "collect", "id_tail", "id_number"


def of_ids(session: Session) -> Kept:
    """Return what this place keeps of ID numbers."""
    return "whole" if _on(session, ID_NUMBER) else "tail" if _on(session, ID_TAIL) else "none"


def id_tail(session: Session) -> bool:
    """Return whether this place keeps the last four of ID numbers, with the whole number or without."""
    return of_ids(session) != "none"


def keep_id_tail(session: Session, on: bool) -> None:
    """Turn it on or off from now on; what is kept already stays with the people."""
    _turn(session, ID_TAIL, on)


def keep_id_numbers(session: Session, on: bool) -> None:
    """Note that whole numbers are kept, or no more; the key is the business of services/id_numbers.py."""
    _turn(session, ID_NUMBER, on)


def _on(session: Session, code: str) -> bool:
    copy = session.get(RuleCopy, RuleCopy.id_for(communities.mine(session).id, KIND, code))
    if copy is None or copy.deleted:
        return False
    data = json.loads(copy.content)
    return isinstance(data, dict) and data.get("on") is True


def _turn(session: Session, code: str, on: bool) -> None:
    if on != _on(session, code):
        mine = communities.mine(session).id
        put(session, RuleCopy, RuleCopy.id_for(mine, KIND, code),
            {"community_id": mine, "kind": KIND, "code": code, "content": json.dumps({"on": on})}, over=True)
        session.flush()
