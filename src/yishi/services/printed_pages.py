"""The codes of the pages that leave the printer, and what the book remembers of them.

Whoever prints a paper does three things, in this order, inside one `write("print")`:

    paper = document.compose(answer, manner)                        # documents.catalogue
    coded = corner.coded(paper, printed_pages.giver(session, document.name, document.about(answer), today))
    paint.write(coded, target)                                      # or to the printer

or, where a file is wanted, the one call `document.write(answer, target, manner, codes=printed_pages.giver(…))`.
A preview takes `printed_pages.foretold(session, name, about_id)` in place of `giver`: the same codes, nothing written.
Where the book can only be read, `codes=None` prints the paper without a code.

The code is drawn from what the page is: its record, its paper, its place in it, and its content. So a paper printed again
unchanged carries the same codes (a copy is a copy, and nothing is written), while a changed page gets a new one: a scan
says which wording was signed. The journal's head at the foot moves with every action and is not counted as content.
"""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from yishi.domain import form_code
from yishi.domain.records import PrintedPage
from yishi.services import communities
from yishi.store.writing import put

VERB = "print"  # of the journal: never undone, the paper is out
TEMPLATE = 1
Giver = Callable[[Sequence[str]], tuple[str, ...]]


def giver(session: Session, document: str, about_id: str, on: date, template: int = TEMPLATE) -> Giver:
    """Return what gives the pages of a paper their codes and notes them in the book, for `corner.coded` and `Document.write`."""
    return lambda prints: register(session, document, about_id, prints, on, template)


def foretold(session: Session, document: str, about_id: str) -> Giver:
    """Return what gives the codes that `giver` would give, without noting them: for a preview."""
    return lambda prints: tuple(code for code, _known in _codes(session, document, about_id or _mine(session), prints))


def register(session: Session, document: str, about_id: str, prints: Sequence[str], on: date, template: int = TEMPLATE) -> tuple[str, ...]:
    """Note the pages of a paper that is printed and return their codes; a page that is known already is not noted again.

    `document` is its name in the catalogue, `about_id` the record it was made from ("" = the whole book), `prints` what
    tells its pages apart (`corner.prints`).
    """
    about_id, found = about_id or _mine(session), []
    for page, (code, known) in enumerate(_codes(session, document, about_id, prints), 1):
        found.append(code)
        if not known:
            put(session, PrintedPage, PrintedPage.id_for(code), {
                "code": code, "document": document, "about_id": about_id, "template": template, "page": page,
                "pages": len(prints), "printed_on": on,
            })  # fmt: skip
    session.flush()
    return tuple(found)


def _codes(session: Session, document: str, about_id: str, prints: Sequence[str]) -> list[tuple[str, bool]]:
    """Return for each page its code and whether the book knows it; a code that another page has already is not given."""
    found: list[tuple[str, bool]] = []
    for page, mark in enumerate(prints, 1):
        turn = 0
        while True:
            told = "\x1f".join((document, about_id, str(page), str(len(prints)), mark, str(turn)))
            code = form_code.make(sha256(told.encode()).digest())
            holder = session.get(PrintedPage, PrintedPage.id_for(code))
            mine = holder is not None and (holder.document, holder.about_id, holder.page) == (document, about_id, page)
            if holder is None or mine:
                found.append((code, mine and holder is not None and not holder.deleted))
                break
            turn += 1
    return found


def _mine(session: Session) -> str:
    return communities.mine(session).id
