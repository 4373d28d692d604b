"""The rows of 落实: chip, what and what happened last, owner, due day, station, evaluation; three of them where narrow."""

from datetime import date

from yishi.gui.pages import loop_words
from yishi.gui.table import Cell, Column, Row
from yishi.gui.widgets import opened_name
from yishi.i18n import _
from yishi.services.answers import ResolutionLine


def columns(*, narrow: bool) -> tuple[Column, ...]:
    """Return the heads that belong to `row`."""
    state, what = Column(_("状态"), 122, sorts=False), Column(_("事项　最近跟进"), sorts=False)
    due = Column(_("期限"), 76, "right")
    if narrow:
        return state, what, due
    return (state, what, Column(_("负责人"), 76), due, Column(_("进度"), 104, sorts=False), Column(_("评价"), 64, "right"))


def row(line: ResolutionLine, today: date, *, narrow: bool, amiss: str = "") -> Row:
    """Return the row of one resolution; `amiss` says what went wrong beside its loop."""
    state, word = loop_words.chip(line)
    late, urgent = line.days_left is not None and line.days_left < 0, line.light in ("red", "yellow")
    due = Cell(loop_words.short_day(line.due, today), kind="red" if late else "", sort=line.due.isoformat() if line.due else "9")
    first, said = Cell(word, chip=state), loop_words.latest(line, today)
    if line.awaits_confirmation:
        number, _gap, rest = said.partition("　")
        said = "　".join((number, _("协商意见，待法定会议确认"), rest))
    if amiss:
        number, _gap, rest = said.partition("　")
        said = "　".join((number, amiss, rest))
    if narrow:
        return Row(line.id, (first, Cell(line.text, sub=f"{line.owner}　{said}", bold=urgent), due))
    station = loop_words.station(line)
    dots = Cell(stage=station) if station >= 0 else Cell(_("终止"), kind="muted")
    graded = "" if line.satisfaction is None else f"{line.satisfaction / 10:.1f}%"
    what = Cell(line.text, sub=said, bold=urgent)
    return Row(line.id, (first, what, Cell(opened_name(line.owner)), due, dots, Cell(graded, kind="muted")))
