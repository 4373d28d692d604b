"""By which ways and rules a meeting votes, what was put to the vote so far, and what is half typed."""

from dataclasses import dataclass

from yishi.domain.marker import N_
from yishi.gui.pages.vote_ballot import State as BallotState
from yishi.gui.pages.vote_figures import State as FigureState
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine

METHODS = (
    ("raise", N_("举手")), ("paper", N_("投票")), ("named", N_("记名")), ("beans", N_("投豆")), ("consensus", N_("无异议")),
)  # fmt: skip
RULES: tuple[tuple[str, str], ...] = (  # short, for the button; the whole sentence is its tip
    ("FOR_GT_AGAINST", N_("同意多于反对")), ("MAJORITY_PRESENT", N_("到会过半数")), ("TWO_THIRDS_PRESENT", N_("到会三分之二")),
    ("TWO_THIRDS_OF_ALL", N_("应到三分之二")), ("CONSENSUS", N_("无人反对")), ("INFO_ONLY", N_("只记意见")),
)  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """What is in the card and not in the book yet, of one item of the agenda."""

    motion: str
    method: str
    rule: str
    figures: FigureState
    ballot: BallotState
    choices: dict[str, str]


def usual(sheet: MeetingSheet, item: AgendaLine | None) -> tuple[str, str]:
    """Return rule and way by which this meeting votes on an item; what areas decide is only noted here."""
    from yishi.services import forms, legality

    form = forms.held(sheet)
    rule = legality.rule_for_item(sheet, item.no) if item is not None else form.vote_rule
    rule = rule if rule in dict(RULES) else "INFO_ONLY"
    ways = [value for word in form.methods for value, known in METHODS if known == word and value != "consensus"]
    return rule, ways[0] if ways else METHODS[0][0]


def motions(sheet: MeetingSheet | None, item: AgendaLine | None) -> list[MotionLine]:
    """Return the motions of an item, in order."""
    return [m for m in sheet.motions if m.agenda == item.no] if sheet is not None and item is not None else []


def pending(sheet: MeetingSheet | None, item: AgendaLine | None) -> MotionLine | None:
    """Return the motion of an item that was put and not voted on yet: one at a time (domain rule 2.8)."""
    from yishi.domain.voting import WITHOUT_VOTE

    return next((m for m in motions(sheet, item) if not m.voted and m.rule not in WITHOUT_VOTE), None)


def latest(sheet: MeetingSheet | None, item: AgendaLine | None) -> MotionLine | None:
    """Return the motion of an item that waits for its vote, else the one that was voted on last."""
    return pending(sheet, item) or next(iter(reversed(motions(sheet, item))), None)


def led_on(sheet: MeetingSheet | None, motion: MotionLine) -> bool:
    """Whether a resolution rests on this vote."""
    return sheet is not None and any(r.motion is not None and r.motion.id == motion.id for r in sheet.resolutions)
