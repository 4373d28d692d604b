"""Which pictures the book names; the pictures themselves lie beside it."""

from sqlalchemy.orm import Session

from yishi.domain.records import Photo
from yishi.services.living import rows


def digests(session: Session) -> list[str]:
    """Return the hashes of all pictures that living records name, each once."""
    return sorted({p.sha256 for p in rows(session, Photo)})
