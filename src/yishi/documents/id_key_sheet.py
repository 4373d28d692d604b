"""《身份证号钥匙单》: the code that opens a place's ID numbers on another PC, in figures that are copied without a slip."""

from dataclasses import dataclass, replace
from datetime import date

from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import BODY, HEADLINE, MM, counted, headline
from yishi.documents.wording import day
from yishi.i18n import _

_SHEET = Sheet(210 * MM, 297 * MM, top=30 * MM, right=24 * MM, bottom=24 * MM, left=26 * MM)
_CODE = Style(HEI, 30, 54, align="center")
_SMALL = replace(BODY, chain=FANG, size=14, leading=25)


@dataclass(frozen=True)
class KeySheet:
    """The place, the day, and the code as ABCDE-FGHJK-…"""

    place: str
    made_on: date
    code: str


def compose(told: KeySheet) -> Paper:
    """Return the sheet, one page of A4."""

    def furniture(page: Page, number: int, total: int) -> None:
        if total > 1:
            counted(_SHEET, page, number, total)

    flow = Flow(_SHEET, furniture)
    title = _("身份证号钥匙单")
    headline(flow, title, replace(HEADLINE, size=24, leading=40))
    flow.paragraph(f"{told.place}　{day(told.made_on)}", replace(BODY, indent=0, align="center"))
    flow.skip(26)
    groups = told.code.split("-")
    for start in range(0, len(groups), 3):
        flow.paragraph("　".join(groups[start : start + 3]), _CODE)
    flow.skip(26)
    for words in (
        _("换一台电脑、电脑坏了重装，在“设置—人名和证号”里输入上面的号码，才打得开存着的身份证号。横线、空格、大小写都不用管。"),
        _("号码里只有2到9和英文字母，没有0、O、1、I。输错了，软件会说是第几组。"),
        _("请锁在柜子里，不要拍照，不要和电脑、U盘放在一起。谁拿到这张单子又拿到议事簿，就看得到全部身份证号。"),
        _("这张单子丢了，又没有一台电脑打得开，号码就再也打不开了，只能照证件重新输。"),
    ):
        flow.paragraph(words, _SMALL)
    flow.skip(30)
    flow.paragraph(_("保管人：　　　　　　　　　　日期："), replace(_SMALL, indent=0))
    return flow.finish(title)
