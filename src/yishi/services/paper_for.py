"""One way from the name of a paper and what it is about to what it is composed from, for the command line and the window."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.errors import Refusal
from yishi.i18n import _

BLANK_TOO = ("TopicSheet", "HandoverSheet", "PrintedRegister", "PrintedYear")  # these papers can be asked for about nothing in particular


def answer(session: Session, needs: str, ref: str, today: date) -> Any:
    """Return what a paper is composed from: `needs` is that of its Document, `ref` a number, name, year, period or id.

    A paper of BLANK_TOO is also made of "": a blank form, the whole book, this year. A `ref` that names nothing, or several, is refused.
    """
    from yishi.services import loop_paper, paper

    if not ref and needs not in BLANK_TOO:
        raise Refusal("YS-P51", _("没有写明是哪一场会、哪一条决议，这种纸做不出来。"), next_step=_("请写上编号，例如 TW-2026-03。"))
    if needs == "PrintedResolution":
        return loop_paper.sheet(session, loop_paper.find(session, ref), today)
    if needs in ("MeetingSheet", "PrintedSheet"):
        return paper.sheet(session, loop_paper.find_meeting(session, ref), today)
    return _ANSWERS[needs](session, ref, today)


def _topic(session: Session, ref: str, today: date) -> Any:
    from yishi.services import topics

    return topics.sheet(session, topics.find(session, ref) if ref else "", today)


def _file(session: Session, ref: str, today: date) -> Any:
    from yishi.services import file_paper

    id_, alone = file_paper.find(session, ref)
    return file_paper.sheet(session, id_, today, alone)


def _year(session: Session, ref: str, today: date) -> Any:
    from yishi.services import file_paper

    return file_paper.year(session, file_paper.year_of(ref, today), today)


def _handover(session: Session, ref: str, today: date) -> Any:
    from yishi.services import handover_paper

    return handover_paper.sheet(session, ref, today)


def _register(session: Session, ref: str, today: date) -> Any:
    from yishi.services import loop_paper

    return loop_paper.register(session, loop_paper.year_of(ref), today)


def _quarter(session: Session, ref: str, today: date) -> Any:
    from yishi.domain.periods import read_period
    from yishi.services import quarter

    return quarter.sheet(session, read_period(ref), today)


def _covenant(session: Session, ref: str, today: date) -> Any:
    from yishi.services import covenants

    return covenants.paper(session, covenants.find(session, ref, today), today)


def _statement(session: Session, ref: str, today: date) -> Any:
    from yishi.services import loop_paper, micro_projects

    return micro_projects.statement(session, loop_paper.find(session, ref), today)


def _notice(session: Session, ref: str, today: date) -> Any:
    from yishi.services import loop_paper, statutory_notice

    return statutory_notice.sheet(session, loop_paper.find(session, ref), today)


_ANSWERS = {
    "TopicSheet": _topic, "PrintedFile": _file, "PrintedYear": _year, "HandoverSheet": _handover, "PrintedRegister": _register,
    "QuarterSheet": _quarter, "CovenantPaper": _covenant, "ProjectStatement": _statement, "StatutoryNotice": _notice,
}  # fmt: skip
