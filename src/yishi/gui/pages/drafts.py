"""The sentence that is not finished yet, kept on this PC so that a power cut does not lose it; and which meeting goes on.

One small file per meeting in the user's own folder, gone as soon as the sentence is saved or emptied. Another, empty one
while the room is open: found at the next start, the program was cut off.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from yishi import paths

FOLDER = "drafts"


@dataclass(frozen=True)
class Draft:
    """What stood in the speech box: speaker, text, the item of the agenda, when typing began (ISO)."""

    speaker: str
    text: str
    agenda: int
    started: str

    @property
    def began(self) -> datetime | None:
        """When typing began."""
        try:
            return datetime.fromisoformat(self.started)
        except ValueError:
            return None


def _file(meeting_id: str) -> Path:
    return paths.home() / FOLDER / f"{meeting_id}.json"


def keep(meeting_id: str, draft: Draft) -> None:
    """Write the draft, the whole of it or nothing; an empty one is dropped. A full disk must not stop the typing."""
    if not draft.text.strip():
        drop(meeting_id)
        return
    file = _file(meeting_id)
    try:
        file.parent.mkdir(exist_ok=True)
        half = file.with_suffix(".new")
        half.write_text(json.dumps(asdict(draft), ensure_ascii=False), encoding="utf-8")
        half.replace(file)
    except OSError:
        return


def drop(meeting_id: str) -> None:
    """Forget the draft of this meeting."""
    try:
        _file(meeting_id).unlink(missing_ok=True)
    except OSError:
        return


def _live(meeting_id: str) -> Path:
    return paths.home() / FOLDER / f"{meeting_id}.live"


def begin(meeting_id: str) -> None:
    """Note that this meeting goes on."""
    try:
        _live(meeting_id).parent.mkdir(exist_ok=True)
        _live(meeting_id).touch()
    except OSError:
        return


def end(meeting_id: str) -> None:
    """Note that the room was left as it should be."""
    try:
        _live(meeting_id).unlink(missing_ok=True)
    except OSError:
        return


def is_live(meeting_id: str) -> bool:
    """Whether the room of this meeting was open when the program stopped."""
    return _live(meeting_id).exists()


def kept(meeting_id: str) -> Draft | None:
    """Return the draft of this meeting, None when there is none or it cannot be read."""
    try:
        found = json.loads(_file(meeting_id).read_text(encoding="utf-8"))
        return Draft(str(found["speaker"]), str(found["text"]), int(found["agenda"]), str(found["started"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
