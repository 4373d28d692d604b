"""The command that prints: any paper by name, for whom, on which paper, as PDF or as text that can go on being edited."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yishi.cli import Door, door
from yishi.documents.manner import PAPERS, PROFILES, Manner
from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from yishi.documents.catalogue import Document

ENDINGS = (".pdf", ".docx")


def register(cli: click.Group) -> None:
    """Hang the command of this module under `cli`."""
    cli.add_command(print_)


@click.command("print")
@click.argument("document", metavar="打印件", required=False)
@click.argument("ref", metavar="编号", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="存成 .pdf，要接着改就存成 .docx")
@click.option("--profile", type=click.Choice(PROFILES), help="存档 archive，公示 posting，上报 report")
@click.option("--paper", type=click.Choice(PAPERS), help="纸张")
@click.option("--large", is_flag=True, help="大字版")
@click.option("--list", "list_only", is_flag=True, help="能打印哪些")
@door
def print_(at: Door, document: str | None, ref: str | None, output: Path | None, profile: str | None, paper: str | None, large: bool,
           list_only: bool) -> None:
    """把纪要、公示、交办单等存成 PDF。"""
    from yishi.documents.catalogue import documents
    from yishi.services import paper_for

    known = documents()
    if list_only:
        for name, kind in known.items():
            click.echo(f"{name} {kind.title}")
        return
    whole = document in known and known[document].needs in paper_for.BLANK_TOO
    if not document or output is None or not (ref or whole):
        raise click.UsageError(_("要写清楚打印什么、哪一场、存到哪里，例如：yishi print minutes TW-2026-03 -o 纪要.pdf"))
    if document not in known:
        raise Refusal("YS-P05", _("没有“{name}”这种打印件。").format(name=shown(document)), next_step=_("用 yishi print --list 看有哪些。"))
    if output.suffix.lower() not in ENDINGS:
        raise Refusal("YS-P06", _("只能存成 PDF 或 Word，存不了“{suffix}”。").format(suffix=shown(output.suffix)),
                      next_step=_("请把文件名写成 .pdf 或 .docx 结尾。"))
    from yishi.services import hand_edits, leaks, printed_pages
    from yishi.store.outfile import refuse_book

    refuse_book(output, at.location)
    manner = Manner(profile or "", paper or "", large)
    known[document].refuse(manner)
    with ExitStack() as opened:
        session, noting = _opened(opened, at, known[document].coded and output.suffix.lower() == ".pdf")
        answer = paper_for.answer(session, known[document].needs, ref or "", at.today)
        _tell_stale(session, known[document], answer)
        answer = hand_edits.applied(session, document, answer)
        if known[document].public:
            answer = leaks.guarded(session, document, answer, at.today)
        codes = printed_pages.giver(session, document, known[document].about(answer), at.today) if noting else None
        known[document].write(answer, output, manner, codes)
    click.echo(_("已存到 {file}").format(file=output))
    if known[document].cleaned(manner):
        _tell_masked(document, answer)


def _tell_stale(session: "Session", document: "Document", answer: Any) -> None:
    """Say beside the answer how many parts were reworded whose records have changed since."""
    from yishi.services import hand_edits

    edits = hand_edits.held(session, document.name, document.about(answer))
    found = hand_edits.stale(edits, ((part.name, part.words) for part in document.parts(answer))) if edits else ()
    if found:
        click.echo(_("有{n}段手工改过，之后记录又变了，印的是手工改的。请到打印中心核对。").format(n=len(found)), err=True)


def _tell_masked(document: str, answer: Any) -> None:
    """Say beside the answer how many passages were masked, and how many of them nobody looked at."""
    from yishi.documents import leaks

    found = leaks.hits(document, answer)
    masked, waiting = leaks.masked(found), leaks.undecided(found)
    if masked:
        click.echo(_("有{n}处像个人信息，已经打码；其中{m}处还没有人看过。").format(n=masked, m=waiting), err=True)
    if len(found) > masked:
        click.echo(_("有{n}处按写明的理由原样印出。").format(n=len(found) - masked), err=True)


def _opened(opened: ExitStack, at: Door, coded: bool) -> tuple["Session", bool]:
    """Return a session and whether the pages can be noted in the book; where it can only be read, they are printed without a code."""
    from yishi.services import printed_pages

    if coded:
        try:
            return opened.enter_context(at.write(printed_pages.VERB)), True
        except Refusal as refusal:
            if refusal.exit_code not in (Exit.BUSY, Exit.NO_SPACE):
                raise
    return opened.enter_context(at.read()), False
