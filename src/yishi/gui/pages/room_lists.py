"""The lists of the live room: a meeting's sheet turned into rows."""

from functools import lru_cache

from yishi.domain.terms import HANDLING_WORDS, SOURCE_WORDS
from yishi.gui.ime import Candidate
from yishi.gui.pages.roster import spaced
from yishi.gui.table import Cell, Row
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine, SpeechLine

NUMBERED = 9
Speakers = dict[str, tuple[str, str]]  # by name: name and where they belong


def agenda(sheet: MeetingSheet, here: AgendaLine | None) -> list[Row]:
    """Return the agenda, the item that is discussed in bold, with what became of each."""
    decided = [resolution.agenda for resolution in sheet.resolutions]
    rows = []
    for item in sheet.agenda:
        live = here is not None and item.id == here.id
        count = decided.count(item.no)
        open_word = _("下次") if item.outcome == "next_time" else _("已表决") if item.motions else ""
        became = _("决议{n}").format(n=count) if count else open_word
        rows.append(Row(item.id, (Cell(cap=str(item.no)), Cell(item.title, bold=live, wrap=True), Cell(became, kind="muted"))))
    return rows


def facts(item: AgendaLine) -> str:
    """Return where an item comes from and how far it got, on one line."""
    source = _(SOURCE_WORDS.get(item.source, item.source))
    proposer = _("提出人 {name}").format(name=item.proposer) if item.proposer else ""
    counts = _("发言 {a}　表决 {b}").format(a=item.speeches, b=item.motions)
    return "　".join(part for part in (source, item.external_no, proposer, counts) if part)


def counted(sheet: MeetingSheet) -> str:
    """Return how much of a meeting is written down, for the status strip."""
    said, voted, decided = len(sheet.speeches), len(sheet.motions), len(sheet.resolutions)
    return _("发言 {a}　表决 {b}　决议 {c}").format(a=said, b=voted, c=decided)


def speakers(sheet: MeetingSheet) -> Speakers:
    """Return who may speak, in the order of the sheet; host and recorder last where they did not sign in."""
    found: Speakers = {}
    for line in sheet.attendees:
        if line.mark in ("present", "proxy", "observer") and not line.left_at:
            where = line.unit or line.role.partition("（")[0] or line.party
            found.setdefault(line.name, (line.name, _("列席") if line.mark == "observer" else where))
    for text, word in ((sheet.host, _("主持")), (sheet.recorder, _("记录"))):
        name = text.partition("（")[0].strip()
        if name:
            found.setdefault(name, (name, word))
    return found


def order(sheet: MeetingSheet, people: Speakers) -> list[str]:
    """Return the names in the order of their numbers: the latest speakers first, then the sheet."""
    latest = list(dict.fromkeys(speech.speaker for speech in reversed(sheet.speeches) if speech.speaker in people))
    first = latest[:NUMBERED]
    return first + [name for name in people if name not in first]


def numbered(people: Speakers, names: list[str], recused: frozenset[str] = frozenset()) -> list[Row]:
    """Return the list of those present, the first nine with their number; who is recused on the item in hand is grey."""
    rows = []
    for place, name in enumerate(names, 1):
        out = name in recused
        cap = str(place) if place <= NUMBERED else ""
        where = _("回避") if out else people[name][1]
        rows.append(Row(name, (Cell(spaced(name), cap=cap, kind="muted" if out else ""), Cell(where, kind="muted"))))
    return rows


@lru_cache(maxsize=4096)
def candidate(name: str, where: str, ref: str = "", keys: tuple[str, ...] = ()) -> Candidate:
    """Return a speaker as the name box offers them: found by name and sound, by house number and group; `ref` "" is the name.

    `keys` are what the roster knows besides (other names, telephone, household).
    """
    return Candidate(name, where, tuple(dict.fromkeys((*((where,) if where else ()), *keys))), ref or name)


def missing(sheet: MeetingSheet) -> str:
    """Return who is absent, on one line."""
    absent, waiting = sheet.marked("absent"), sheet.marked("expected")
    if absent:
        return _("缺席 {n}：{names}").format(n=len(absent), names="　".join(line.name for line in absent))
    if waiting:
        return _("还没来 {n}：{names}").format(n=len(waiting), names="　".join(line.name for line in waiting))
    return _("没有人缺席") if sheet.attendees else _("还没有人签到")


def speech_row(speech: SpeechLine, wide: bool = True) -> Row:
    """Return one line of the record: when, who, on which side, what, and how it is dealt with (beside it where it is `wide`)."""
    stance = speech.stance if len(speech.stance) <= 2 else speech.stance[-2:] if "说明" in speech.stance else speech.stance[:2]
    handling = _(HANDLING_WORDS[speech.handling]) if speech.handling in HANDLING_WORDS else ""
    way = f"〔{handling}〕" if handling and not wide else _("答：") if speech.reply else ""
    answer = f"\n{way}{speech.reply}" if way else ""
    return Row(speech.id, (
        Cell(speech.at, kind="muted", wrap=True),
        Cell(spaced(speech.speaker), bold=True, wrap=True),
        Cell(tag=_(stance), bold=stance == "反对", wrap=True) if stance else Cell(),
        Cell(speech.text + answer, wrap=True),
        Cell(tag=handling, wrap=True) if handling and wide else Cell(),
    ))  # fmt: skip


def speeches(sheet: MeetingSheet, here: AgendaLine | None, made: dict[str, tuple[SpeechLine, Row]],
             wide: bool = True) -> list[Row]:
    """Return what was said about an item, then its votes and resolutions as tinted lines.

    `made` keeps the rows by speech: one that did not change is not made again.
    """
    if here is None:
        return []
    rows = []
    for speech in sheet.speeches:
        if speech.agenda == here.no:
            kept = made.get(speech.id)
            if kept is None or kept[0] != speech:
                kept = made[speech.id] = speech, speech_row(speech, wide)
            rows.append(kept[1])
    for motion in sheet.motions:
        if motion.agenda == here.no:
            rows.append(_event(f"motion-{motion.id}", _("表决"), _vote_words(sheet, motion)))
    for resolution in sheet.resolutions:
        if resolution.agenda == here.no and resolution.motion is None:
            rows.append(_event(f"resolution-{resolution.line.id}", _("决议"), _("{number}　{text}").format(
                number=resolution.line.number, text=resolution.line.text)))  # fmt: skip
    return rows


def _event(ref: str, word: str, text: str) -> Row:
    cells = (Cell(), Cell(word, bold=True, kind="blue", wrap=True), Cell(), Cell(text, wrap=True), Cell())
    return Row(ref, cells, tint="blue")


def _vote_words(sheet: MeetingSheet, motion: MotionLine) -> str:
    if not motion.voted:
        return _("{text}（还没有表决）").format(text=motion.text)
    outcome = _("通过") if motion.passed else _("未通过")
    counts = {"a": motion.votes_for, "b": motion.votes_against, "c": motion.abstain, "outcome": outcome}
    words = _("{text}：同意 {a}　反对 {b}　弃权 {c}，{outcome}").format(text=motion.text.rstrip("。"), **counts)
    led_to = [each.line.number for each in sheet.resolutions if each.motion is not None and each.motion.id == motion.id]
    return words + _("，形成{numbers}").format(numbers="、".join(led_to)) if led_to else words


def first_step(sheet: MeetingSheet) -> str:
    """Return what to do where nothing has been said yet."""
    if not sheet.agenda:
        return _("先按 Ctrl+N 加一条议题。")
    if not sheet.marked("present", "proxy"):
        return _("先按 F4 签到。来了谁，敲首字母、回车。")
    return _("Alt+数字选谁在说，敲完回车就存好。")
