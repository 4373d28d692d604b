"""Words that several papers share: days and times, people, votes, in the manner of official documents."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from yishi.documents import page
from yishi.documents.layout import Flow, Style
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import AttendeeLine, MeetingSheet, MotionLine, ResolutionSheet

BLANK = "＿＿＿＿"  # where something is to be written by hand within a sentence
_STOPS = "。！？；….!?;"


def day(value: date | str | None) -> str:
    """Return 2026年3月5日, no leading zeros; a place to write where there is no day."""
    if not value:
        return _("　　　　年　　月　　日")
    found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{found.year}年{found.month}月{found.day}日"


def clock(value: str) -> str:
    """Return 19时 or 19时30分 of YYYY-MM-DDTHH:MM or HH:MM; "" where no time is given (a start at T00:00 is a day alone)."""
    if ":" not in value or value.endswith("T00:00"):
        return ""
    hours, minutes = value[-5:].split(":")
    return f"{int(hours)}时" + (f"{int(minutes)}分" if int(minutes) else "")


def period(start: str, end: str) -> str:
    """Return 2026年4月24日19时至20时40分; the end names its day only when it is another one."""
    words = day(start) + clock(start)
    if not end:
        return words
    same = end[:10] == start[:10] or "T" not in end
    return words + "至" + ("" if same else day(end)) + clock(end)


def weekday(start: str) -> str:
    """Return 星期五 of a local time."""
    return "星期" + "一二三四五六日"[datetime.fromisoformat(start).weekday()] if start else ""


def person(text: str) -> tuple[str, str]:
    """Return name and description of 姓名（说明）."""
    name, _bracket, rest = one_line(text).partition("（")
    return name, rest.removesuffix("）")


def titled(text: str) -> str:
    """Return 说明姓名 of 姓名（说明）; a place to write where nobody is named."""
    name, description = person(text)
    return description + name or BLANK


def owner(resolution: ResolutionSheet, name: str, printed: Callable[[str], str] = one_line) -> str:
    """Return who does it with the post, as `name` may be printed here: a post that is responsible stands first (居委会主任（江一舟）)."""
    title = printed(resolution.owner_title) if resolution.owner_title and name else ""
    if not title:
        return name
    return f"{title}（{name}）" if resolution.by_post else f"{name}（{title}）"


def described(attendee: AttendeeLine) -> str:
    """Return 姓名（身份）, the name alone where no role is known."""
    role = one_line(attendee.role)
    return one_line(attendee.name) + (f"（{role}）" if role else "")


def present_name(attendee: AttendeeLine) -> str:
    """Return the name for the list of those present; a proxy is named with it, and whether the paper was shown."""
    name = one_line(attendee.name)
    if attendee.mark == "proxy":
        words = _("（由{name}代，有委托书）") if attendee.proxy_paper else _("（由{name}代）")
        return name + words.format(name=one_line(attendee.proxy) or BLANK)
    return name


def sentence(text: str) -> str:
    """Return `text` with a full stop unless it ends in a mark of its own."""
    text = one_line(text)
    return text if not text or text.rstrip("”’）》")[-1:] in _STOPS else text + "。"


def stem(text: str) -> str:
    """Return `text` without the full stop at its end, to be quoted within a sentence."""
    return one_line(text).rstrip("。；;")


def counts(motion: MotionLine) -> str:
    """Return 同意8票，反对2票，弃权1票, and what was invalid or not cast where there was any."""
    parts = [_("同意{n}票").format(n=motion.votes_for), _("反对{n}票").format(n=motion.votes_against)]
    parts.append(_("弃权{n}票").format(n=motion.abstain))
    if motion.invalid and motion.returned is None:
        parts.append(_("无效{n}票").format(n=motion.invalid))
    if motion.not_voted:
        parts.append(_("未投{n}票").format(n=motion.not_voted))
    return "，".join(parts)


def ballots(motion: MotionLine) -> str:
    """Return 发出表决票30张，收回28张，有效27张，无效1张 of a vote on paper."""
    if motion.issued is None and motion.returned is None:
        return ""
    parts = [_("发出表决票{n}张").format(n=motion.issued)] if motion.issued is not None else []
    if motion.returned is not None:
        valid = motion.votes_for + motion.votes_against + motion.abstain
        parts += [_("收回{n}张").format(n=motion.returned), _("有效{n}张").format(n=valid), _("无效{n}张").format(n=motion.invalid)]
    return "，".join(parts)


def vote(motion: MotionLine) -> str:
    """Return how a motion was voted on, by which rule, with what result; the rule is named in words."""
    if not motion.voted:
        return _("没有表决")
    how = "，".join(filter(None, (one_line(motion.method), ballots(motion))))
    rule = _("规则为“{rule}”").format(rule=one_line(motion.rule_words))
    result = _("通过") if motion.passed else _("未通过")
    return "，".join(filter(None, (how, counts(motion), rule, result)))


def number(sheet: MeetingSheet) -> str:
    """Return the number of the papers of a meeting: 翠议〔2026〕4号 where its resolutions have one, else its own."""
    for resolution in sheet.resolutions:
        head, dash, _tail = one_line(resolution.line.number).rpartition("-")
        if dash and "〔" in head:
            return _("{head}号").format(head=head)
    return one_line(sheet.line.number)


# Forms that go by a name of their own stand in quotation marks; what kind of meeting they are follows.
_PROPER = {"teahouse": ("流动的茶馆", "议事会"), "bench": ("流动小板凳", "会商")}


def form_title(sheet: MeetingSheet, paper: str) -> str:
    """Return the title of a paper: community, form, what it is, e.g. 桃湾村“流动的茶馆”议事会纪要."""
    form = one_line(sheet.line.form_name) or _("议事会")
    name, kind = _PROPER.get(sheet.line.form, ("", ""))
    if name and form in (name, name + kind):
        form = f"“{name}”{kind}"
    elif sheet.line.form == "custom":
        form = _("议事会")
    elif not form.endswith(("会", "会议", "会商", "恳谈", "协商", "堂", "有约")):
        form = _("{form}会议").format(form=form)
    return one_line(sheet.community) + form + paper


class OfCommunity(Protocol):
    """What says whose it is."""

    @property
    def community(self) -> str: ...


def headline(flow: Flow, sheet: OfCommunity, title: str, style: Style = page.HEADLINE) -> None:
    """Set a title made by `form_title`; one too long for a line is broken after the community's name, not within a word."""
    name = one_line(sheet.community)
    head, found, tail = title.partition(name)
    parts = [title]
    if found and style.width(title) > flow.sheet.measure and max(map(style.width, (head + name, tail))) <= flow.sheet.measure:
        parts = [head + name, tail]
    for part in parts:
        page.headline(flow, part, style)
