"""The papers that can be printed, by name: what they are called, what they are made from, who makes them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.documents.layout import Paper


@dataclass(frozen=True)
class Document:
    """One kind of paper; its module is loaded when it is composed."""

    name: str
    title: str
    needs: str  # the answer it is composed from: class of services.answers
    module: str

    def compose(self, answer: Any) -> "Paper":
        """Return the pages made from `answer`."""
        make: Callable[[Any], Paper] = import_module(f"yishi.documents.{self.module}").compose
        return make(answer)

    def write(self, answer: Any, target: Path) -> None:
        """Write the PDF, the whole of it or nothing; refused with YS-P01 … YS-P04."""
        from yishi.documents import paint

        paint.write(self.compose(answer), target)


def documents() -> dict[str, Document]:
    """Return the papers by name, in the order of `print --list`."""
    found = (
        Document("minutes", _("会议纪要"), "MeetingSheet", "minutes"),
        Document("record", _("会议记录"), "MeetingSheet", "record"),
        Document("sign-in", _("签到表"), "MeetingSheet", "sign_in"),
    )
    return {document.name: document for document in found}
