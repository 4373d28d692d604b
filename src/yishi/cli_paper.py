"""The command that prints: any paper by name, for whom, on which paper, as PDF or as text that can go on being edited."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yishi.cli import Door, door
from yishi.documents.manner import PAPERS, PROFILES, Manner
from yishi.errors import Refusal, shown
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
@click.option("-o", "--output", type=click.Path(path_type=Path), help="存成 .pdf；会议纪要还可以存成 .docx")
@click.option("--profile", type=click.Choice(PROFILES), help="存档 archive，公示 posting，上报 report")
@click.option("--paper", type=click.Choice(PAPERS), help="纸张")
@click.option("--large", is_flag=True, help="大字版")
@click.option("--list", "list_only", is_flag=True, help="能打印哪些")
@door
def print_(at: Door, document: str | None, ref: str | None, output: Path | None, profile: str | None, paper: str | None, large: bool,
           list_only: bool) -> None:
    """把纪要、公示、交办单等存成 PDF。"""
    from yishi.documents.catalogue import documents

    known = documents()
    if list_only:
        for name, kind in known.items():
            click.echo(f"{name} {kind.title}")
        return
    whole = document in known and known[document].needs in _WITHOUT_REF
    if not document or output is None or not (ref or whole):
        raise click.UsageError(_("要写清楚打印什么、哪一场、存到哪里，例如：yishi print minutes TW-2026-03 -o 纪要.pdf"))
    if document not in known:
        raise Refusal("YS-P05", _("没有“{name}”这种打印件。").format(name=shown(document)), next_step=_("用 yishi print --list 看有哪些。"))
    if output.suffix.lower() not in ENDINGS:
        raise Refusal("YS-P06", _("只能存成 PDF 或 Word，存不了“{suffix}”。").format(suffix=shown(output.suffix)),
                      next_step=_("请把文件名写成 .pdf 或 .docx 结尾。"))
    from yishi.store.outfile import refuse_book

    refuse_book(output, at.location)
    manner = Manner(profile or "", paper or "", large)
    known[document].refuse(manner)
    with at.read() as session:
        answer = _answer(session, at, known[document], ref or "")
    known[document].write(answer, output, manner)
    click.echo(_("已存到 {file}").format(file=output))


_WITHOUT_REF = ("PrintedRegister",)


def _answer(session: "Session", at: Door, document: "Document", ref: str) -> Any:
    """Return what the paper is composed from."""
    from yishi.services import loop_paper, paper, topics

    if document.needs == "TopicSheet":
        return topics.sheet(session, topics.find(session, ref), at.today)
    if document.needs == "PrintedResolution":
        return loop_paper.sheet(session, loop_paper.find(session, ref), at.today)
    if document.needs == "PrintedRegister":
        return loop_paper.register(session, loop_paper.year_of(ref), at.today)
    if document.needs == "QuarterSheet":
        from yishi.domain.periods import read_period
        from yishi.services import quarter

        return quarter.sheet(session, read_period(ref), at.today)
    if document.needs == "CovenantPaper":
        from yishi.services import covenants

        return covenants.paper(session, covenants.find(session, ref, at.today), at.today)
    if document.needs == "ProjectStatement":
        from yishi.services import micro_projects

        return micro_projects.statement(session, loop_paper.find(session, ref), at.today)
    return paper.sheet(session, loop_paper.find_meeting(session, ref), at.today)
