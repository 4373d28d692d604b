"""The one way to select records: those that are not marked deleted. Nothing is ever removed, so every list asks here."""

import json
from typing import Any, TypeVar

import orjson
from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from yishi.domain.records import Record
from yishi.errors import Refusal
from yishi.i18n import _

R = TypeVar("R", bound=Record)


def living(kind: type[Record], *where: ColumnElement[bool]) -> Select[Any]:
    """Select all columns of the records of `kind` that are not deleted: rows, not objects (a list needs no more)."""
    return select(*kind.__table__.c).where(kind.deleted.is_(False), *where)


def rows(session: Session, kind: type[Record], *where: ColumnElement[bool], by: Any = None) -> list[Row[Any]]:
    """Return the living records of `kind` as rows, ordered by the column or columns `by`."""
    query = living(kind, *where)
    if by is not None:
        query = query.order_by(*by) if isinstance(by, tuple) else query.order_by(by)
    return list(session.execute(query))


def one(session: Session, kind: type[R], id_: str) -> R:
    """Return the living record itself, to be changed; refuse when it is gone."""
    record = session.get(kind, id_)
    if record is None or record.deleted:
        raise Refusal("YS-R01", _("这一条已经不在了，可能刚被删除或撤销。"), next_step=_("请回到列表里再看一眼。"))
    return record


def unlist(text: str | None) -> tuple[Any, ...]:
    """Return the items of a JSON list column."""
    return tuple(orjson.loads(text)) if text else ()


def as_list(items: Any) -> str | None:
    """Return the JSON text of a list column; an empty list is not kept."""
    return json.dumps(list(items), ensure_ascii=False) if items else None


def name_of(text: str | None) -> str:
    """Return the name alone of 姓名（说明）."""
    return _split(text)[0]


def role_of(text: str | None) -> str:
    """Return what stands in the parentheses of 姓名（说明）, or nothing."""
    return _split(text)[1]


def _split(text: str | None) -> tuple[str, str]:
    name, mark, role = (text or "").partition("（")
    return (name, role[:-1]) if mark and name and role.endswith("）") else (text or "", "")


def with_role(name: str, role: str) -> str:
    """Return 姓名（说明）, the inverse of `name_of` and `role_of`."""
    return f"{name}（{role}）" if role else name
