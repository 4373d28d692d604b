"""议程海报: where a hall has no second screen, the agenda hangs on the wall in 36 pt; A3, on A4 in as many pages as it takes.

It names nobody: topics go through the words that a notice board may show.
"""

from dataclasses import dataclass, replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG, TITLE
from yishi.documents.cleaning import Cleaner, walled
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style, Text
from yishi.documents.manner import Manner
from yishi.documents.page import MM, counted, headline
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

TYPES = (48.0, 42.0, 36.0)  # points: the largest in which all stands on one page, never less
_A3 = Sheet(297 * MM, 420 * MM, top=24 * MM, right=24 * MM, bottom=26 * MM, left=24 * MM)
_A4 = Sheet(210 * MM, 297 * MM, top=16 * MM, right=14 * MM, bottom=20 * MM, left=14 * MM)
_FOOT = Style(SONG, 12, 14)
_MOST_LINES = 3  # to write on, where nobody knows the agenda yet


@dataclass(frozen=True)
class AgendaView:
    """What the wall may show of a meeting that begins."""

    title: tuple[str, str]  # whose it is, what it is
    number: str
    sample: bool
    when: str
    place: str
    topics: tuple[tuple[int, str, int | None], ...]  # no, words, planned minutes


def compose(sheet: MeetingSheet, manner: Manner | None = None) -> Paper:
    """Return the poster of a meeting; without an agenda there are lines to write it on."""
    return of_view(walled(view, sheet), manner)


def view(sheet: MeetingSheet, clean: Cleaner) -> AgendaView:
    """Return what the wall may show of a meeting that begins."""
    line = sheet.line
    head, found, rest = wording.form_title(sheet, _("议程")).partition(one_line(sheet.community))
    day = wording.day(line.start) + (f"（{wording.weekday(line.start)}）" if line.start else "")
    return AgendaView(
        title=(clean.text(head + found), clean.text(rest)), number=clean.text(wording.number(sheet)), sample=sheet.sample,
        when=day + wording.clock(line.start), place=clean.text(line.place),
        topics=tuple((i.no, clean.text(i.title), i.planned_minutes) for i in sheet.agenda))


def of_view(v: AgendaView, manner: Manner | None = None) -> Paper:
    """Return the poster made from a view."""
    paper = _A4 if manner is not None and manner.paper == "A4" else _A3

    def furniture(page: Page, number: int, total: int) -> None:
        page.append(Rule(paper.left, 20 * MM, paper.width - paper.right, 20 * MM))
        page.append(Text(paper.left, 13 * MM, _FOOT.size, 0, SONG, v.number))
        words = _("样例，不作凭证") if v.sample else ""
        page.append(Text(paper.width - paper.right - _FOOT.width(words), 13 * MM, _FOOT.size, 0, SONG, words))
        if total > 1:
            counted(replace(paper, bottom=13 * MM), page, number, total)

    def made(size: float) -> Paper:
        flow = Flow(paper, furniture)
        _set(flow, v, Style(FANG, size, size * 1.5, align="left"))
        return flow.finish("".join(v.title))

    papers = [made(size) for size in TYPES]
    one_page = [each for each in papers if len(each.pages) == 1]
    return next((each for each in one_page if not _lonely(each)), (*one_page, papers[-1])[0])


def _lonely(paper: Paper) -> bool:
    """Whether a line holds a single character."""
    return any(isinstance(c, Text) and len(c.text) == 1 for c in paper.pages[0])


def _set(flow: Flow, v: AgendaView, text: Style) -> None:
    large = text.size * (1.5 if flow.sheet is _A3 else 1.1)
    longest = max(Style(TITLE, 1, 1).width(part) for part in v.title) or 1
    large = max(min(large, flow.sheet.measure / longest * 0.98), text.size)  # a line each for whose it is and what it is
    heading = Style(TITLE, large, large * 1.4, align="center")
    whole = "".join(v.title)
    for part in filter(None, v.title if heading.width(whole) > flow.sheet.measure else (whole,)):
        headline(flow, part, heading)
    flow.skip(10)
    _labelled(flow, text, _("时间："), v.when)
    _labelled(flow, text, _("地点："), v.place or wording.BLANK * 2)
    flow.skip(12)
    flow.page.append(Rule(flow.sheet.left, flow.y, flow.sheet.width - flow.sheet.right, flow.y))
    flow.skip(12)
    flow.paragraph(_("今天议这几件事"), replace(text, chain=HEI))
    flow.skip(6)
    for n, words, minutes in v.topics:
        _numbered(flow, text, n, words + (_("（约{n}分钟）").format(n=minutes) if minutes else ""))
    for n in range(1, (0 if v.topics else _MOST_LINES) + 1):
        _numbered(flow, text, n, "")
    flow.skip(14)
    flow.keep(2 * text.leading)
    flow.paragraph(_("一个一个说，说完再议下一件。"), replace(text, chain=HEI))


def _labelled(flow: Flow, text: Style, label: str, words: str) -> None:
    flow.paragraph([(HEI, label), (FANG, words)], replace(text, hang=len(label)))


def _numbered(flow: Flow, text: Style, n: int, words: str) -> None:
    end = flow.paragraph([(HEI, f"{n}．"), (FANG, words)], replace(text, hang=1.6), keep=1)
    if not words:
        flow.rule(end, flow.sheet.width - flow.sheet.right, text)
    flow.skip(8)
