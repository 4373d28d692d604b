"""How papers, and what they are of, stand in the lists of 打印中心."""

from yishi.gui.ime import Candidate
from yishi.gui.table import Cell, Row
from yishi.i18n import _
from yishi.services.paper_shelf import Paper
from yishi.services.paper_subjects import MEETING, RESOLUTION, TOPIC, About

CHIPS = {"printed": "note", "scanned": "live", "signed": "passed"}
SHEETS = ("MeetingSheet", "PrintedSheet")
_LONGEST = 40  # characters of a title in the list of what is meant


def candidate(about: About) -> Candidate:
    """Return something as the box finds it: by its words, their sound, its number and its day."""
    hint = "　".join(filter(None, (kind_word(about), about.number, about.on)))
    return Candidate(about.title[:_LONGEST], hint, tuple(filter(None, (about.number, about.on))), about.id)


def kind_word(about: About) -> str:
    """Return 会议, 决议 or 议题."""
    return {MEETING: _("会议"), RESOLUTION: _("决议"), TOPIC: _("议题")}.get(about.kind, "")


def told(about: About) -> str:
    """Return what stands below the box and beside the title: 会议　BD-2026-04　2026-04-24."""
    return "　".join(filter(None, (kind_word(about), about.number, about.on))) or about.title


def row(paper: Paper, ticked: bool) -> Row:
    """Return a paper as a row: box, title, how many there are of it, how far it has come."""
    many = len(paper.about)
    below = _("{n}条决议，各一张").format(n=many) if many > 1 else ""
    if not paper.asked:
        below = _("这类会一般不用") if paper.needs in SHEETS else _("现在用不着")
    words = paper.state_words
    chip = CHIPS.get(paper.state, "")
    state = Cell(words, chip=chip) if chip else Cell(words, kind="muted")
    return Row(paper.name, (Cell(paper.title, sub=below, box=ticked, kind="" if paper.asked else "muted"), state))
