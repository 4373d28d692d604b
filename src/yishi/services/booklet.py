"""The steps of a procedure that goes from meeting to meeting (四议两公开): when each was done, by how many, in which order."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.quorum import Part
from yishi.domain.records import Meeting
from yishi.domain.rule_profiles import StepRule
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import short, text_of
from yishi.services.living import one, unlist

_DAY = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})")
NUMBERS = ("expected", "present", "votes_for")


@dataclass(frozen=True)
class StepLine:
    """One step: when it was done as people wrote it, and what is known of the numbers."""

    name: str
    when: str = ""
    expected: int | None = None
    present: int | None = None
    votes_for: int | None = None
    opinion: str = ""  # 监督意见

    @property
    def done(self) -> bool:
        return bool(self.when.strip())

    @property
    def day(self) -> date | None:
        """The day that `when` names, None where it is a remark."""
        found = _DAY.search(self.when)
        try:
            return date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            return None


@dataclass(frozen=True)
class StepFault:
    """What is not as the procedure has it."""

    matter: str
    words: str
    level: str


def lines(booklet: str, stages: Sequence[str]) -> tuple[StepLine, ...]:
    """Return the steps in the order of the form, with what is kept of each; steps that only the book knows come last."""
    kept = {str(step[0]): _line(step) for step in unlist(booklet)}
    return (*(kept.pop(name, StepLine(name)) for name in stages), *kept.values())


def _line(step: Any) -> StepLine:
    numbers = step[2] if len(step) > 2 and isinstance(step[2], dict) else {}
    expected, present, votes_for = (numbers.get(key) for key in NUMBERS)
    return StepLine(str(step[0]), str(step[1] or ""), expected, present, votes_for, str(numbers.get("opinion") or ""))


def note(session: Session, meeting_id: str, step: str, when: str, expected: int | None = None, present: int | None = None,
         votes_for: int | None = None, opinion: str = "") -> None:
    """Note a step of the procedure: its day (YYYY-MM-DD) or a remark, and its numbers; nothing at all takes the note away."""
    meeting = one(session, Meeting, meeting_id)
    if meeting.state == "final":
        raise Refusal("YS-W02", _("{number}已经定稿了。").format(number=meeting.number), next_step=_("要改，请用更正。"))
    name, when = text_of(step, _("步骤"), longest=200), short(when, _("步骤的日期"))
    given = (expected, present, votes_for)
    if any(n is not None and not 0 <= n <= 1_000_000 for n in given) or _more(present, expected) or _more(votes_for, present):
        raise Refusal("YS-F05", _("“{step}”的人数对不上：实到不能多于应到，同意不能多于实到。").format(step=name),
                      next_step=_("请改好这几个数再存。"))
    numbers: dict[str, int | str] = {key: n for key, n in zip(NUMBERS, given, strict=True) if n is not None}
    if opinion.strip():
        numbers["opinion"] = text_of(opinion, _("监督意见"))
    fresh = [name, when, numbers] if numbers else [name, when]
    kept: list[Any] = [list(each) for each in unlist(meeting.steps)]
    places = [n for n, each in enumerate(kept) if each[0] == name]
    if not when and not numbers:
        kept = [each for each in kept if each[0] != name]
    elif places:
        kept[places[0]] = fresh
    else:
        kept.append(fresh)
    meeting.steps = json.dumps(kept, ensure_ascii=False) if kept else None


def _more(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and a > b


def order_faults(booklet: str, stages: Sequence[str], rules: Sequence[StepRule]) -> tuple[StepFault, ...]:
    """Return what is out of order: a step that was left out, a day before that of the step before, and numbers that lack."""
    steps = lines(booklet, stages)[: len(stages)]
    by_place = len(rules) == len(steps)  # a place may call the steps otherwise
    found = list(_order(steps))
    for n, step in enumerate(steps):
        rule = rules[n] if by_place else next((each for each in rules if each.step == step.name), None)
        if rule is not None and step.done:
            found += _numbers(step, rule)
            found += _papers(step, steps[n - 1] if n else None, rule)
    return tuple(found)


def _order(steps: Sequence[StepLine]) -> Iterator[StepFault]:
    latest: StepLine | None = None
    for n, step in enumerate(steps):
        later = next((each for each in steps[n + 1 :] if each.done), None)
        if not step.done and later is not None:
            words = _("“{step}”还没有写日期，后面的“{later}”已经做了。").format(step=step.name, later=later.name)
            yield StepFault(f"order {step.name}", words, "red")
        if step.day is None:
            continue
        if latest is not None and latest.day is not None and step.day < latest.day:
            words = _("“{step}”（{day}）早于前面的“{before}”（{before_day}）。").format(
                step=step.name, day=step.day, before=latest.name, before_day=latest.day)
            yield StepFault(f"order {step.name}", words, "red")
        else:
            latest = step


def _papers(step: StepLine, before: StepLine | None, rule: StepRule) -> Iterator[StepFault]:
    """The papers of a step are what the one before it agreed on: they cannot have gone out any earlier than that."""
    if not rule.ahead_days or before is None or step.day is None or before.day is None or step.day < before.day:
        return
    between = (step.day - before.day).days
    if between < rule.ahead_days:
        words = _("“{step}”的材料要提前{n}天送到，离前面的“{before}”只有{between}天。")
        told = words.format(step=step.name, n=rule.ahead_days, before=before.name, between=between)
        yield StepFault(f"step_papers {step.name}", told, "yellow")


def _numbers(step: StepLine, rule: StepRule) -> Iterator[StepFault]:
    told: tuple[tuple[str, Part | None, int | None, str], ...] = (
        ("step_quorum", rule.quorum, step.present, _("“{step}”应到{e}人，实到{n}人，{part}要{k}人，还差 {lack} 人。")),
        ("step_consent", rule.consent, step.votes_for, _("“{step}”应到{e}人，同意{n}人，{part}要{k}人，还差 {lack} 人。")),
    )
    unsaid = False
    for matter, part, count, words in told:
        if part is None:
            continue
        if step.expected is None or count is None:
            unsaid = True
        elif not part.met(count, step.expected):
            needed = part.needed(step.expected)
            yield StepFault(f"{matter} {step.name}", words.format(step=step.name, e=step.expected, n=count, part=part.words, k=needed,
                                                                  lack=needed - count), "red")
    if unsaid:
        yield StepFault(f"step_quorum {step.name}", _("“{step}”还没有填应到、实到和同意人数。").format(step=step.name), "yellow")
