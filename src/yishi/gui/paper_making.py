"""From a paper of the shelf to its pages: read from the book, names in order, composed, coded in the corner; and noted as printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yishi.gui import paper_faces
from yishi.gui.printing import file_name, folder, masked
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.documents.manner import Manner
    from yishi.services.paper_shelf import Paper


@dataclass(frozen=True)
class Wish:
    """How papers are to be made: manner of the paper, order of its names (a key of services.name_lists.OFFERED).

    `halved`: each page of A3 on two sheets of A4.
    """

    manner: "Manner"
    order: str = ""
    halved: bool = False


@dataclass(frozen=True)
class Piece:
    """One paper to be made: of one record, or of several that share its pages."""

    name: str
    title: str
    needs: str
    about: tuple[str, ...]
    of: str = ""  # number and title of what it is about, where many are made that differ only in that


@dataclass(frozen=True)
class Made:
    """A composed paper: its PDF, what it is called, what the book is to remember of its pages."""

    piece: Piece
    content: bytes
    called: str  # file name without ending
    about: str
    prints: tuple[str, ...]
    pages: int  # sheets, one side each
    unknown: tuple[str, ...] = ()  # signs whose strokes nobody knows
    unplaced: tuple[str, ...] = ()  # names that the order by hand does not know
    coded: bool = True
    note: str = ""  # how many passages are printed masked, in words
    files: list[Path] = field(default_factory=list)


Put = Callable[[Made], Iterator[int]]  # prints or saves a paper, a step at a time


def pieces(papers: Sequence["Paper"]) -> tuple[Piece, ...]:
    """Return the single papers that these of the shelf come to."""
    from yishi.services.paper_shelf import TOGETHER

    found = []
    for paper in papers:
        apart = [paper.about] if paper.name == TOGETHER else [(id_,) for id_ in paper.about]
        found += [Piece(paper.name, paper.title, paper.needs, about) for about in apart]
    return tuple(found)


def refuse(asked: Sequence[Piece], wish: Wish) -> None:
    """Refuse, before anything is made, what is not made in that manner (YS-P24, YS-P26)."""
    from yishi.documents.catalogue import documents

    known = documents()
    for name in dict.fromkeys(piece.name for piece in asked):
        known[name].refuse(wish.manner)


def make(workspace: Workspace, piece: Piece, wish: Wish) -> Made:
    """Compose a paper with the codes that it will have; nothing is written. Refused as the documents refuse (YS-P01, YS-P22 …)."""
    from yishi.documents import paint
    from yishi.documents.catalogue import documents
    from yishi.documents.corner import coded, prints
    from yishi.documents.halved import halved
    from yishi.services import printed_pages

    document = documents()[piece.name]
    document.refuse(wish.manner)
    paper_faces.wear()
    with workspace.read() as session:
        answer, unknown, unplaced = _answer(workspace, session, piece, wish)
        paper = document.compose(answer, wish.manner)
        about, marks = document.about(answer), prints(paper)
        codes = printed_pages.foretold(session, piece.name, about) if document.coded and workspace.may_write else None
        whole = coded(paper, codes)
        out = halved(whole) if wish.halved else whole
        content = paint.pdf(out)
    called = _called(answer, document.title, wish)
    told = masked(document, answer, wish.manner) if document.public else ""
    return Made(piece, content, called, about, marks, len(out.pages), unknown, unplaced, document.coded, told)


def word(workspace: Workspace, piece: Piece, wish: Wish) -> Path:
    """Write a paper as a file that can go on being edited and return where it lies; refused (YS-P02 … YS-P04) where that cannot be."""
    from yishi.documents.catalogue import documents

    document = documents()[piece.name]
    with workspace.read() as session:
        answer, *_last = _answer(workspace, session, piece, wish)
    target = folder() / f"{_called(answer, document.title, wish)}.docx"
    document.write(answer, target, wish.manner)
    return target


def save(made: Made) -> Iterator[int]:
    """Put the PDF among the papers of this PC; refused (YS-P02 … YS-P04) where that cannot be."""
    from yishi.documents.paint import save as put

    target = folder() / f"{made.called}.pdf"
    put(made.content, target)
    made.files.append(target)
    yield 1


def save_into(into: Path) -> Put:
    """Return how papers are saved into a folder, each under the number and title of what it is about; no name comes twice."""
    taken: set[str] = set()

    def put(made: Made) -> Iterator[int]:
        from yishi.documents import paint

        name = f"{file_name(made.piece.of)}-{file_name(made.piece.title)}"
        times = next(n for n in count(1) if (name if n == 1 else f"{name}（{n}）").casefold() not in taken)
        name = name if times == 1 else f"{name}（{times}）"
        taken.add(name.casefold())
        target = paint.folder(into) / f"{name}.pdf"
        paint.save(made.content, target)
        made.files.append(target)
        yield 1

    return put


def note(workspace: Workspace, done: Sequence[Made]) -> None:
    """Note in the book that these papers left this PC; where it can only be read, nothing is."""
    from yishi.services import printed_pages

    told = [made for made in done if made.coded]
    if not told or not workspace.may_write:
        return
    with workspace.note(printed_pages.VERB) as session:
        for made in told:
            printed_pages.register(session, made.piece.name, made.about, made.prints, workspace.today)


def _answer(workspace: Workspace, session: Any, piece: Piece, wish: Wish) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    from yishi.documents.catalogue import documents
    from yishi.services import hand_edits, leaks, list_orders, name_lists, paper_for, paper_shelf

    found = [paper_for.answer(session, piece.needs, paper_shelf.ref_of(piece.needs, id_, workspace.today), workspace.today)
             for id_ in piece.about]
    found = [hand_edits.applied(session, piece.name, each) for each in found]
    if documents()[piece.name].public:
        found = [leaks.guarded(session, piece.name, each, workspace.today) for each in found]
    hands = list_orders.every_hand(session) if wish.order == list_orders.HAND else {}
    ids = {a.person_id for each in found for a in name_lists.people_of(each)} if wish.order == "household" else set[str]()
    listed = [name_lists.listed(each, wish.order, hands, list_orders.houses(session, ids)) for each in found]
    unknown = tuple(dict.fromkeys(sign for each in listed for sign in each.unknown))
    unplaced = tuple(dict.fromkeys(name for each in listed for name in each.unplaced))
    return (listed[0].answer if len(listed) == 1 else tuple(each.answer for each in listed)), unknown, unplaced


def _called(answer: Any, title: str, wish: Wish) -> str:
    """Return the name of the file: number and title, and in brackets what is not as usual, so that no version takes the other's place."""
    manner = wish.manner
    sheet = _("拼A3") if wish.halved else manner.paper.removeprefix("A4")
    told = (sheet, _("大字") if manner.large else "", _("上报") if manner.profile == "report" else "")
    title += f"（{unusual}）" if (unusual := "，".join(filter(None, told))) else ""
    line, entry = getattr(answer, "line", None), getattr(answer, "entry", None)
    about = getattr(line, "number", "") or (entry.title[:20] if entry is not None else "")
    return f"{file_name(about)}-{file_name(title)}" if about else file_name(title)
