"""Rows of the evaluation page: what waits, who is called, which papers were entered."""

from collections.abc import Sequence
from dataclasses import replace

from yishi.domain.marker import N_
from yishi.domain.terms import GRADE_WORDS
from yishi.gui.table import Cell, Column, Row
from yishi.i18n import _
from yishi.services.answers import ResolutionLine
from yishi.services.evaluating import AftercareLine, CallLine, CallSheet, SheetLine

_DIGIT = {"very_satisfied": 5, "satisfied": 4, "basically_satisfied": 3, "dissatisfied": 2, "very_dissatisfied": 1}
WAITING = (Column(N_("状态"), 108, sorts=False), Column(N_("待评价"), sorts=False), Column("", 132, "right", sorts=False))
CALLS = (Column(N_("序号"), 46, sorts=False), Column(N_("住户　电话"), 134, sorts=False), Column(N_("接通"), 72, sorts=False),
         Column(N_("满意"), 108, sorts=False), Column(N_("一句话"), sorts=False))  # fmt: skip
PAPERS = (Column(N_("序号"), 46, sorts=False), Column(N_("谁填的"), 104, sorts=False), Column(N_("满意"), 108, sorts=False),
          Column(N_("解决"), 76, sorts=False), Column(N_("一句话"), sorts=False))  # fmt: skip


def spoken(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns with their words in the chosen language."""
    return tuple(replace(column, word=_(column.word) if column.word else "") for column in columns)


def waiting(lines: Sequence[ResolutionLine], due: Sequence[AftercareLine]) -> list[Row]:
    """Return what awaits its evaluation, then what was closed ninety days ago."""
    found = []
    for line in lines:
        late = line.light in ("red", "yellow")
        chip = Cell(line.light_words, chip=line.light) if late else Cell(_("待评价"), chip="evaluate")
        until = _("{m}月{d}日前").format(m=line.due.month, d=line.due.day) if line.due else ""
        round_ = _("第{n}轮　").format(n=line.round) if line.round > 1 else ""
        found.append(Row(line.id, (chip, Cell(line.text, bold=True), Cell(round_ + until, kind="muted"))))
    for each in due:
        closed = _("{m}月{d}日办结").format(m=each.closed_on.month, d=each.closed_on.day)
        found.append(Row(("aftercare", each.resolution_id), (Cell(_("还好吗"), chip="note"), Cell(each.text), Cell(closed, kind="muted"))))
    return found


def calls(lines: Sequence[CallLine], current: str) -> list[Row]:
    """Return the call list; the one that is being called says so."""
    found = []
    for line in lines:
        missed = sum(result == "no_answer" for _day, _hour, result in line.tries)
        state = {
            "waiting": Cell(""), "no_answer": Cell(_("未接{n}次").format(n=missed), kind="yellow"), "answered": Cell(_("接通")),
            "unaware": Cell(_("接通")), "refused": Cell(_("不愿答"), kind="muted"), "unreached": Cell(_("未接通"), kind="muted"),
            "wrong_number": Cell(_("空号"), kind="muted"),
        }[line.state]  # fmt: skip
        if line.id == current and line.state == "waiting":
            state = Cell(_("正在打"))
        grade = _("不了解") if line.state == "unaware" else _grade(line.grade)
        name = "　".join(part for part in (line.name, line.unit) if part)
        number = f"{line.number:02d}" + (_(" 补") if line.replaces else "")
        who = Cell(name, sub=line.phone or _("没有电话"))
        found.append(Row(line.id, (Cell(number, kind="muted"), who, state, Cell(grade), Cell(line.words))))
    return found


def papers(lines: Sequence[SheetLine]) -> list[Row]:
    """Return the papers, the newest first: what was just entered is under one's eyes."""
    who = {"beneficiary": _("居民"), "representative": _("居民代表")}
    found = []
    for line in reversed(lines):
        name = "　".join(part for part in (who.get(line.asked, ""), line.unit) if part)
        solved = _(GRADE_WORDS[line.solved]) if line.solved else "—"
        grade = _grade(line.grade) if line.grade else _("没表态")
        found.append(Row(line.id, (Cell(f"{line.number:02d}", kind="muted"), Cell(name), Cell(grade), Cell(solved), Cell(line.words))))
    return found


def sample_words(way: str, drawn: CallSheet | None, population: int) -> str:
    """Return where the list of a way comes from, so that anybody can check it."""
    if way == "paper":
        return _("照收回的测评表一份一份录：先按满意程度1到5，再按解决了吗1到3，回车。不用署名。")
    if drawn is None:
        words = _("名册里能问的有{n}人，责任人、督查人、经办人不在内。同一个种子抽出同一份名单，谁都可以再抽一遍核对。")
        return words.format(n=population)
    if way == "again":
        return _("上一轮不满意或要求答复的{n}户：说清楚改了什么，再问一遍。不算进这一轮的满意率。").format(n=len(drawn.lines))
    words = _("本次从{total}户随机抽{size}户，种子{seed}，可复核").format(total=drawn.total, size=drawn.size, seed=drawn.seed)
    return words + (_("；未接通的由后面{n}户依次补").format(n=drawn.spare) if drawn.spare else "")


def counted_words(way: str, drawn: CallSheet | None, papers: int, out: int) -> str:
    """Return how many answered and how many are left."""
    if way != "paper" and drawn is not None:
        return _("已答 {a}　未接 {b}　还有 {c}").format(a=drawn.answered, b=drawn.unreached, c=drawn.left)
    return _("录了 {n}　发出 {out}").format(n=papers, out=out) if out else _("录了 {n} 份").format(n=papers)


def _grade(grade: str) -> str:
    return f"{_DIGIT[grade]}　{_(GRADE_WORDS[grade])}" if grade else "—"
