"""What people type, before it goes into the book: trimmed, not empty, not too long, and readable on every machine.

The limits are those of the record format, so that whatever is entered live comes out as a record and goes in again.
"""

import re
import unicodedata
from datetime import datetime

from yishi.domain.unseen import without_marks
from yishi.errors import Refusal, shown
from yishi.i18n import _

LONGEST_TEXT = 20_000
LONGEST_NAME = 200
YEARS = range(1900, 2200)
_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]|\r\n?")  # line breaks of other programs
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")
_UNSEEN = re.compile("[\\s\u180e\u200c\u200d]+")  # nobody would be seen on the roster
_PHONE = re.compile(r"(?:[0-9+\-. ()#、,;/]|转|内线|分机|总机|ext)+", re.IGNORECASE)
_FEWEST, _MOST_FIGURES = 3, 60  # 110 is a number; several stand in one field
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def clean(text: str) -> str:
    """Return the text without blanks around it, with plain line breaks; refuse control characters and broken ones."""
    text = _BREAKS.sub("\n", text).strip()
    if _UNREADABLE.search(text):
        raise Refusal("YS-M23", _("这段文字里有看不见的控制字符。"), next_step=_("请把这一处重新打一遍。"))
    return text


def text_of(text: str, what: str, required: bool = True, longest: int = LONGEST_TEXT) -> str:
    """Return the cleaned text; refuse an empty or overlong one, naming `what` it is."""
    text = clean(text)
    if required and not text:
        raise Refusal("YS-M09", _("{what}还空着。").format(what=what), next_step=_("请写上再存。"))
    if len(text) > longest:
        raise Refusal("YS-M10", _("{what}太长（{n}个字）。").format(what=what, n=len(text)),
                      next_step=_("最多{most}个字，请写短一些或分成几段。").format(most=longest))
    return text


def short(text: str, what: str) -> str:
    """Return the cleaned text of a field that holds a name or a few words, without marks that nobody sees."""
    return text_of(without_marks(text), what, required=False, longest=LONGEST_NAME)


def checked_name(name: str) -> str:
    """Return the cleaned name without marks that nobody sees; refuse an empty or overlong one."""
    name = clean(without_marks(name)).replace("\n", " ")
    if not _UNSEEN.sub("", name):
        raise Refusal("YS-M04", _("姓名还空着。"), next_step=_("请写上姓名。"))
    if len(name) > LONGEST_NAME:
        raise Refusal("YS-M05", _("姓名太长（{n}个字）。").format(n=len(name)),
                      next_step=_("姓名最多200个字，请看看是不是把别的内容贴进来了。"))
    return name


def checked_phone(text: str) -> str:
    """Return telephone numbers as they were written; refuse (YS-M80) what is none.

    Figures, + - . blanks and brackets, 转 or ext. before an extension; short numbers, those with an area code, several with 、.
    """
    text = short(text, _("电话"))
    plain = unicodedata.normalize("NFKC", text).replace("–", "-").replace("—", "-")
    figures = sum(sign.isdigit() for sign in plain)
    if text and not (_PHONE.fullmatch(plain) and _FEWEST <= figures <= _MOST_FIGURES):
        raise Refusal("YS-M80", _("电话“{phone}”里有不是号码的内容。").format(phone=shown(text)),
                      next_step=_("只写号码，例如 0511-85551234转8001；几个号码用顿号隔开，别的话写在备注里。"))
    return text


def checked_time(text: str) -> str:
    """Return a local time written YYYY-MM-DDTHH:MM, in exactly that form."""
    try:
        found = datetime.strptime(text, "%Y-%m-%dT%H:%M")
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise Refusal("YS-T02", _("“{text}”看不出是什么时间。").format(text=text[:40]), next_step=_("请写成 2026-06-08T19:00 这样。"))
    return found.isoformat(timespec="minutes")


def checked_hour(text: str) -> str:
    """Return a time of day written HH:MM, or "" for nothing."""
    if text and not _HOUR.fullmatch(text):
        raise Refusal("YS-T02", _("“{text}”看不出是几点。").format(text=text[:40]), next_step=_("请写成 19:30 这样。"))
    return text
