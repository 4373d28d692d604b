"""What a meeting dealt with, as rows: each item of its agenda with what was resolved on it."""

from yishi.gui.pages import loop_words
from yishi.gui.table import Cell, Row
from yishi.gui.widgets import opened_name
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, ResolutionSheet


def rows(sheet: MeetingSheet) -> list[Row]:
    """Return the rows; the ref of a resolution is its id, that of an item of the agenda is empty."""
    found = []
    for item in sheet.agenda:
        counts = _("发言 {a}　表决 {b}").format(a=item.speeches, b=item.motions)
        found.append(Row("", (Cell(cap=str(item.no)), Cell(item.title, sub=counts, bold=True), Cell())))
        found += [_resolution(each) for each in sheet.resolutions if each.agenda == item.no]
    return found


def _resolution(each: ResolutionSheet) -> Row:
    line = each.line
    who = "　".join(part for part in (line.number, opened_name(line.owner.partition("（")[0])) if part)
    state, word = loop_words.chip(line)
    return Row(line.id, (Cell(), Cell(line.text, sub=who), Cell(word, chip=state)))
