"""What was said of the columns of a sheet, remembered: the next sheet with the same headers is understood the same way."""

import json

from sqlalchemy.orm import Session

from yishi.domain import roster_columns
from yishi.domain.records import RuleCopy
from yishi.domain.roster_columns import Columns
from yishi.services import communities
from yishi.store.writing import put

KIND = "roster_columns"  # of the RuleCopy; its code is the signature of the headers


def recall(session: Session, found: Columns) -> Columns:
    """Return the columns as they were understood last time; those of an unknown sheet as they are."""
    copy = session.get(RuleCopy, _id(session, found.signature)) if found.signature else None
    if copy is None or copy.deleted:
        return found
    data = json.loads(copy.content)
    fields = data.get("fields") if isinstance(data, dict) else None
    if not isinstance(fields, list) or len(fields) > len(found.columns):
        return found
    kept = {place: field for place, field in enumerate(fields) if field == "" or field in roster_columns.FIELDS}
    return roster_columns.placed(found, kept)


def keep(session: Session, found: Columns) -> None:
    """Remember how these columns are understood, where that is news."""
    if not found.signature:
        return
    fields = [column.field for column in found.columns]
    content = json.dumps({"title": "、".join(column.called for column in found.columns), "fields": fields}, ensure_ascii=False)
    mine, there = communities.mine(session).id, session.get(RuleCopy, _id(session, found.signature))
    if there is not None and not there.deleted and there.content == content:
        return
    put(session, RuleCopy, _id(session, found.signature),
        {"community_id": mine, "kind": KIND, "code": found.signature, "content": content}, over=True)
    session.flush()


def _id(session: Session, signature: str) -> str:
    return RuleCopy.id_for(communities.mine(session).id, KIND, signature)
