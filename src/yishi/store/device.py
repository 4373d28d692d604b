"""Which device id this PC writes a book under.

It is noted on the PC and never in the book, so that a copied or restored file cannot carry it along: the note counts
only where the row that it names is in the book.
"""

from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from yishi.store.journal import Head, hash_at


class DeviceNote:
    """The note for one book: device, seq and hash of the last row written here. One small file per book path."""

    def __init__(self, home: Path, location: str) -> None:
        self._file = home / "devices" / sha256(location.encode()).hexdigest()[:16]

    def device(self, session: Session) -> str | None:
        """Return the id under which this PC last wrote this very file, or None if the file is not what it left here."""
        try:
            device, seq, mark = self._file.read_text("ascii").split()
            known = hash_at(session, device, int(seq))
        except (OSError, ValueError):
            return None
        return device if known and known.hex() == mark else None

    def remember(self, end: Head) -> None:
        """Note where the chain ends: in place and without a sync, since a note that is lost costs only a new id."""
        text = f"{end.device} {end.seq:12} {end.hash.hex()}"
        try:
            if not self._file.exists():
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.touch()
            with self._file.open("r+b") as note:
                note.write(text.encode())
        except OSError:
            pass
