"""What the place has turned on to be collected of people beyond the usual: nothing, until somebody says so.

The last four of ID numbers tell namesakes apart. Full numbers are never kept (Personal Information Protection Law, articles 6 and 28).
"""

import json

from sqlalchemy.orm import Session

from yishi.domain.records import RuleCopy
from yishi.services import communities
from yishi.store.writing import put

KIND, ID_TAIL = "collect", "id_tail"


def id_tail(session: Session) -> bool:
    """Return whether this place keeps the last four of ID numbers."""
    copy = session.get(RuleCopy, RuleCopy.id_for(communities.mine(session).id, KIND, ID_TAIL))
    if copy is None or copy.deleted:
        return False
    data = json.loads(copy.content)
    return isinstance(data, dict) and data.get("on") is True


def keep_id_tail(session: Session, on: bool) -> None:
    """Turn it on or off from now on; what is kept already stays with the people."""
    if on != id_tail(session):
        mine = communities.mine(session).id
        put(session, RuleCopy, RuleCopy.id_for(mine, KIND, ID_TAIL),
            {"community_id": mine, "kind": KIND, "code": ID_TAIL, "content": json.dumps({"on": on})}, over=True)
        session.flush()
