"""Which pictures and recordings the book names; they themselves lie beside it."""

from sqlalchemy.orm import Session

from yishi.domain.records import Attachment, Expense, Photo, PostingMark
from yishi.services.living import rows


def digests(session: Session) -> list[str]:
    """Return the hashes of all pictures and recordings that living records name, each once."""
    return sorted({named.sha256 for kind in (Photo, Attachment, PostingMark, Expense)
                   for named in rows(session, kind) if named.sha256})
