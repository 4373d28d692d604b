"""Which pictures and recordings the book names; they themselves lie beside it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from yishi.domain.records import Attachment, Expense, Photo, PostingMark, ReturnedPage
from yishi.services.living import one, rows


def digests(session: Session) -> list[str]:
    """Return the hashes of all pictures and recordings that living records name, each once."""
    return sorted({named.sha256 for kind in (Photo, Attachment, PostingMark, Expense, ReturnedPage)
                   for named in rows(session, kind) if named.sha256})


def consents(session: Session, resolution_id: str) -> dict[str, bool | None]:
    """Return by hash whether those on a picture of a resolution agreed that it hangs; None = nobody asked them yet."""
    return {p.sha256: p.photo_consent for p in rows(session, Photo, Photo.resolution_id == resolution_id)}


def set_consent(session: Session, resolution_id: str, sha256: str, agreed: bool | None) -> None:
    """Note whether those on a picture agreed that it hangs (civil code, article 1019); it can be taken back at any time."""
    for found in rows(session, Photo, Photo.resolution_id == resolution_id, Photo.sha256 == sha256):
        one(session, Photo, found.id).photo_consent = agreed


def finder(session: Session) -> Callable[[str], Path | None]:
    """Return what finds the file of a hash beside this book; None for one that is missing, and for all in a town's hub."""
    from yishi.store import attachments

    book = attachments.book_of(session)
    return lambda digest: attachments.file_of(book, digest) if book is not None else None
