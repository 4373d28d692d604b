"""The page of GB/T 9704—2012, followed by reference: A4, 版心 156 × 225 mm, 28 characters × 22 lines. Points.

Type of 3号 is set 15.75 pt (its traditional size) on a pitch of 156/28 mm: 28 characters of 16 pt would not fit.
"""

from dataclasses import replace

from yishi.documents.chain import FANG, HEI, KAI, SONG, TITLE
from yishi.documents.layout import BASELINE, Flow, Page, Rule, Sheet, Style, Text
from yishi.documents.text import one_line
from yishi.i18n import _

MM = 72 / 25.4
A4 = Sheet(210 * MM, 297 * MM, top=37 * MM, right=26 * MM, bottom=35 * MM, left=28 * MM)
PITCH, LEADING = A4.measure / 28, A4.depth / 22

BODY = Style(FANG, 15.75, LEADING, PITCH, indent=2)  # 3号仿宋
FIRST = replace(BODY, chain=HEI)  # 一、
SECOND = replace(BODY, chain=KAI)  # （一）
HEADLINE = Style(TITLE, 22, LEADING, align="center")  # 2号
NUMBER = Style(FANG, 15.75, LEADING, PITCH, align="center")  # 编号
_FOLIO = Style(SONG, 14, 14)  # 4号
_SMALL = Style(SONG, 9, 9)
_NUMERALS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """Return 1…99 as 一, 十, 十二, 二十一; larger numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def headline(flow: Flow, text: str, style: Style = HEADLINE) -> None:
    """Set a title on whole grid lines, lines of a long one about equally long."""
    width = style.width(text)
    lines = int(width / flow.sheet.measure) + 1
    room = min(width / lines + style.size, flow.sheet.measure)
    inset = (flow.sheet.measure - room) / 2 / style.step
    centred = replace(style, indent=inset, hang=inset)
    narrow = replace(flow.sheet, right=flow.sheet.right + inset * style.step)
    wide, flow.sheet = flow.sheet, narrow
    flow.paragraph(text, centred)
    flow.sheet = wide


def field(flow: Flow, label: str, value: str, style: Style = BODY, after: str = "、") -> None:
    """Set 「出席：…」: label in 黑体, lines hang after the colon, names stay whole; no value = a line to write on."""
    hanging = replace(style, hang=style.indent + len(label), only_after=after)
    end = flow.paragraph([(HEI, label), (style.chain, value)], hanging)
    if not value:
        flow.rule(end, flow.sheet.width - flow.sheet.right, style)


def writing_lines(flow: Flow, count: int, style: Style = BODY) -> None:
    """Leave `count` ruled lines to write on."""
    for _i in range(count):
        flow.keep(style.leading)
        flow.y -= style.leading
        flow.rule(flow.sheet.left, flow.sheet.width - flow.sheet.right, style)


def signatures(flow: Flow, labels: tuple[str, ...], style: Style = BODY) -> None:
    """Set labels side by side, each followed by a line to sign on."""
    flow.keep(style.leading)
    left = flow.sheet.left + style.indent * style.step
    room = (flow.sheet.width - flow.sheet.right - left) / len(labels)
    y = flow.y - style.leading / 2 - BASELINE * style.size
    for i, label in enumerate(labels):
        x = left + i * room
        flow.page.append(Text(x, y, style.size, style.step - style.size, style.chain, label))
        flow.page.append(Rule(x + style.width(label), y - 3, x + room - style.step, y - 3))
    flow.y -= style.leading


def signed(flow: Flow, org: str, date: str, style: Style = BODY) -> None:
    """Set 署名 and 成文日期 without a seal: 署名右空二字, the date begins two characters right of it.

    A date that would pass the 署名 is set 右空二字 itself (GB/T 9704—2012, 7.3.5.2).
    """
    flow.keep(2 * style.leading)
    org = one_line(org)
    right = flow.sheet.width - flow.sheet.right - 2 * style.step
    x = right - style.width(org)
    at = x + 2 * style.step
    if at + style.width(date) > right:
        at = right - style.width(date)
        x = min(x, at - 2 * style.step)
    x = max(x, flow.sheet.left)
    for left, words in ((x, org), (at, date)):
        y = flow.y - style.leading / 2 - BASELINE * style.size
        flow.page.append(Text(left, y, style.size, style.step - style.size, style.chain, words))
        flow.y -= style.leading


def folio(sheet: Sheet, page: Page, number: int) -> None:
    """Set 「— 1 —」 7 mm below the type area, one character in from the outer edge: odd right, even left."""
    words = page_words(str(number))
    x = sheet.left + _FOLIO.size
    if number % 2:
        x = sheet.width - sheet.right - _FOLIO.size - _FOLIO.width(words)
    page.append(Text(x, _foot(sheet) - BASELINE * _FOLIO.size, _FOLIO.size, 0, SONG, words))


def page_words(number: str) -> str:
    """Return the number of a page between dashes."""
    return f"— {number} —"


def counted(sheet: Sheet, page: Page, number: int, total: int) -> None:
    """Set 「第 x 页 共 y 页」 in the middle of the foot."""
    words = _("第 {number} 页　共 {total} 页").format(number=number, total=total)
    style = replace(_SMALL, size=10.5)
    x = (sheet.width - style.width(words)) / 2
    page.append(Text(x, _foot(sheet) - BASELINE * style.size, style.size, 0, SONG, words))


def small(sheet: Sheet, page: Page, number: int, words: str) -> None:
    """Set small print at the inner side of the foot, opposite the page number."""
    if words:
        x = sheet.left + _FOLIO.size
        if number % 2 == 0:
            x = sheet.width - sheet.right - _FOLIO.size - _SMALL.width(words)
        page.append(Text(x, _foot(sheet) - BASELINE * _SMALL.size, _SMALL.size, 0, SONG, words))


def _foot(sheet: Sheet) -> float:
    """Return the height of the middle of the footer line."""
    return sheet.bottom - min(7 * MM, sheet.bottom / 2)
