"""What is kept so that long reports are quick: sums that follow from the records, and up to where the journal is in them.

Neither journaled nor dumped nor merged: whatever is doubtful is thrown away and counted anew. No step marks what it makes
stale; the journal's rows since the mark say it, whether they come from a step, an undo, an import or another copy.
"""

from sqlalchemy import BigInteger, Column, MetaData, String, Table, delete, insert
from sqlalchemy.orm import Session

schema = MetaData()

kept_quarter = Table(
    "kept_quarter",
    schema,
    Column("community_id", String, primary_key=True),
    Column("quarter", String, primary_key=True),  # of the meetings: 2026Q2
    Column("latest", String, nullable=False),  # newest day of all that is in the facts
    Column("facts", String, nullable=False),  # JSON, services/facts.py
    sqlite_with_rowid=False,
)
kept_mark = Table(
    "kept_mark",
    schema,
    Column("device", String, primary_key=True),  # of the journal; "=" and what the sums were made by
    Column("seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)


def put(session: Session, community_id: str, quarter: str, latest: str, facts: str | None) -> None:
    """Keep the facts of a quarter in place of those before; None: there are none."""
    k = kept_quarter.c
    session.execute(delete(kept_quarter).where((k.community_id == community_id) & (k.quarter == quarter)))
    if facts is not None:
        session.execute(insert(kept_quarter).values(community_id=community_id, quarter=quarter, latest=latest, facts=facts))


def mark(session: Session, seen: dict[str, int]) -> None:
    """Note up to where the journal is in what is kept."""
    session.execute(delete(kept_mark))
    session.execute(insert(kept_mark), [{"device": device, "seq": seq} for device, seq in seen.items()])


def wipe(session: Session) -> None:
    """Throw away all that is kept."""
    for table in (kept_quarter, kept_mark):
        session.execute(delete(table))
