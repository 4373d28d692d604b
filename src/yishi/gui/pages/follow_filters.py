"""Which resolutions a chip of 落实 shows, in whose name, and in which column of the board each one stands."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from yishi.domain.guards import same_person
from yishi.domain.marker import N_
from yishi.services.answers import ResolutionLine

CHIPS: dict[str, str] = {
    "all": N_("全部"),
    "open": N_("未办"),
    "week": N_("本周到期"),
    "mine": N_("我负责"),
    "inspect": N_("待督查"),
    "red": N_("只看红"),
    "yellow": N_("只看黄"),
}
SHAPES = {"red": "red", "yellow": "yellow"}
_OVER = ("CLOSED", "ARCHIVED", "TERMINATED")

COLUMNS: dict[str, str] = {"begin": N_("待落实"), "doing": N_("跟进中"), "inspect": N_("待督查"), "evaluate": N_("待评价")}
_COLUMN_OF = {
    "DRAFT": "begin", "ADOPTED": "begin", "ASSIGNED": "begin", "IN_PROGRESS": "doing", "SUSPENDED": "doing", "ESCALATED": "doing",
    "RECTIFYING": "doing", "INSPECTING": "inspect", "EVALUATING": "evaluate",
}  # fmt: skip
# What takes a card one column on or back, of which the table allows one or none in the state it is in.
FORWARD = ("adopt", "assign", "accept", "resume", "respond", "report_done", "inspect_pass", "eval_pass")
BACK = ("reject_assign", "inspect_fail", "eval_fail")


def shown(line: ResolutionLine, chip: str, actor: str, today: date) -> bool:
    """Return whether `chip` (a key of CHIPS) shows this resolution; a week ends on Sunday, what is overdue is due in it too."""
    if chip == "open":
        return line.state not in _OVER
    if chip == "week":
        return line.due is not None and line.due <= today + timedelta(days=6 - today.weekday())
    if chip == "mine":
        return same_person(line.owner, actor)
    if chip == "inspect":
        return line.state == "INSPECTING"
    return chip not in ("red", "yellow") or line.light == chip


def counts(lines: Sequence[ResolutionLine], actor: str, today: date) -> Counter[str]:
    """Return how many resolutions each chip shows."""
    return Counter(chip for chip in CHIPS for line in lines if shown(line, chip, actor, today))


def in_name_of(line: ResolutionLine, name: str) -> bool:
    """Return whether a resolution stands in somebody's name: does it, helps, or watches over it. No name = everybody's."""
    return not name or any(same_person(each, name) or each.endswith(name) for each in (line.owner, line.supervisor, *line.assist) if each)


def names(lines: Sequence[ResolutionLine]) -> list[str]:
    """Return in whose names there is anything, those with most first."""
    found = Counter(each for line in lines for each in (line.owner, line.supervisor, *line.assist) if each)
    return [name for name, _n in found.most_common()]


def column(line: ResolutionLine) -> str:
    """Return the column of the board, "" for what is closed."""
    return _COLUMN_OF.get(line.state, "")
