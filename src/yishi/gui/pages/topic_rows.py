"""How a topic of the pool reads in the list: its columns, its row, its chip, and who raised it."""

from datetime import date

from yishi.domain.terms import CATEGORY_WORDS, FATE_WORDS, LEVEL_WORDS, SOURCE_WORDS
from yishi.gui.pages import loop_words
from yishi.gui.pages.roster import spaced
from yishi.gui.table import Cell, Column, Row
from yishi.i18n import _
from yishi.services.pool_lines import TopicEntry

DAY, SOURCE, WHO, UNIT, TITLE, CATEGORY, LEVEL, STATUS, MENTIONS = range(9)
LEAVES = ((CATEGORY, 880), (LEVEL, 800), (SOURCE, 720), (UNIT, 640), (WHO, 560))  # column, width below which it is left away
_STATES = {"new": "ready", "listed": "live", "direct": "passed", "declined": "ended", "passed_up": "inspect", "merged": "gray",
           "done": "closed"}  # fmt: skip


def columns() -> tuple[Column, ...]:
    """Return the columns of the pool."""
    return (Column(_("日期"), 84), Column(_("来源"), 88), Column(_("反映人"), 68), Column(_("网格/组"), 76), Column(_("内容")),
            Column(_("类别"), 114), Column(_("层级"), 72), Column(_("状态"), 126), Column(_("附议"), 48, "right"))  # fmt: skip


def chip(entry: TopicEntry) -> tuple[str, str]:
    """Return the state of chips.STATES and the word of a topic; one that still owes a reply says so."""
    if entry.awaits_reply:
        short = _("不议") if entry.status == "declined" else _(FATE_WORDS[entry.status])
        return "draft", _("{what}，待回音").format(what=short)
    return _STATES[entry.status], entry.status_words


def row(entry: TopicEntry, today: date, ticked: bool) -> Row:
    """Return the row of a topic; Space ticks it."""
    state, word = chip(entry)
    return Row(entry.id, (
        Cell(loop_words.short_day(entry.raised_on, today), box=ticked, sort=entry.raised_on or date.min),
        Cell(_(SOURCE_WORDS.get(entry.source, entry.source)).partition("（")[0], kind="muted"),
        Cell(spaced(entry.proposer)), Cell(entry.unit),
        Cell(entry.title, bold=entry.status == "new"), Cell(_(CATEGORY_WORDS.get(entry.category, entry.category)), kind="muted"),
        Cell(_(LEVEL_WORDS.get(entry.level, entry.level)), kind="muted"), Cell(word, chip=state),
        Cell(str(entry.mentions) if entry.mentions else "—", sort=entry.mentions),
    ))  # fmt: skip


def in_filter(entry: TopicEntry, name: str) -> bool:
    """Whether a topic belongs under a filter: new reply listed all."""
    if name == "reply":
        return entry.awaits_reply
    return name == "all" or entry.status == name
