"""What residents said of a finished matter: checks, rates, whether it passes. Integers only; rates in thousandths."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from yishi.domain.quick import quick
from yishi.errors import Refusal, shown
from yishi.i18n import _

GRADES = ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")
BAD_GRADES = frozenset({"dissatisfied", "very_dissatisfied"})  # 差评
UNREACHED = "unreached"  # the raiser was called three times in vain


@quick
@dataclass(frozen=True)
class Counts:
    """The sheet of one round: forms handed out, valid ones, five grades, three answers, the raiser's own grade.

    `raiser` is a grade, "unreached", or None = not asked (noted as missing, not refused).
    """

    sample: int
    valid: int
    very_satisfied: int
    satisfied: int
    basically_satisfied: int
    dissatisfied: int
    very_dissatisfied: int
    solved: int
    partially_solved: int
    unsolved: int
    raiser: str | None = None


@dataclass(frozen=True)
class Thresholds:
    """When an evaluation passes; factory values of the product, not of any law."""

    least_valid: int = 5
    share_percent: int = 10  # of the households that benefit
    most_needed: int = 250
    satisfied_percent: int = 80
    raiser_veto: bool = True  # the raiser's own bad grade is enough to fail


FACTORY = Thresholds()
_NUMBERS = tuple(f.name for f in fields(Counts) if f.name != "raiser")


def read_counts(data: Mapping[str, object]) -> Counts:
    """Return counts from an evaluation's keys; what is missing follows: valid = the grades together, sample = valid."""
    numbers: dict[str, int] = {}
    for name in _NUMBERS:
        value = data.get(name)
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refusal(
                "YS-L41",
                _("评价里的“{name}”要写整数，不能写“{value}”。").format(name=_words(name), value=shown(value)),
                next_step=_("请对照汇总表改好再记。"),
            )
        numbers[name] = value
    graded = sum(numbers.get(grade, 0) for grade in GRADES)
    numbers.setdefault("valid", graded)
    numbers.setdefault("sample", numbers["valid"])
    raiser = data.get("raiser")
    if raiser and not isinstance(raiser, str):
        raise _unknown_grade(raiser)
    counts = Counts(
        **{name: numbers.get(name, 0) for name in _NUMBERS},
        raiser=raiser if isinstance(raiser, str) and raiser else None,
    )
    check_counts(counts)
    return counts


def check_counts(counts: Counts) -> None:
    """Refuse counts that contradict themselves (YS-L42): negative, grades ≠ valid, valid > sample, answers > valid."""
    c = counts
    for name in _NUMBERS:
        if getattr(c, name) < 0:
            raise _wrong(_("评价的份数不能是负数（{n}）。").format(n=getattr(c, name)))
    graded = sum(getattr(c, grade) for grade in GRADES)
    if graded != c.valid:
        raise _wrong(_("五个等级合计{graded}份，和有效{valid}份对不上。").format(graded=graded, valid=c.valid))
    if c.valid > c.sample:
        raise _wrong(_("有效{valid}份，比发出的{sample}份还多。").format(valid=c.valid, sample=c.sample))
    answered = c.solved + c.partially_solved + c.unsolved
    if answered > c.valid:
        raise _wrong(_("“解决了吗”合计{answered}份，比有效{valid}份还多。").format(answered=answered, valid=c.valid))
    if c.raiser is not None and c.raiser not in GRADES and c.raiser != UNREACHED:
        raise _unknown_grade(c.raiser)


def satisfaction(counts: Counts) -> int:
    """Return 满意率 in thousandths, half up: the three upper grades (基本满意 counts) of the valid ones; 0 if none."""
    return thousandths(counts.very_satisfied + counts.satisfied + counts.basically_satisfied, counts.valid)


def resolve(counts: Counts) -> int:
    """Return 解决率 in thousandths, half up: solved and half of the partly solved, of all that answered; 0 if none."""
    answered = counts.solved + counts.partially_solved + counts.unsolved
    return thousandths(2 * counts.solved + counts.partially_solved, 2 * answered)


def thousandths(part: int, whole: int) -> int:
    """Return part / whole in thousandths, half up; 0 of nothing is 0."""
    return (2000 * part + whole) // (2 * whole) if whole else 0


def rate_text(rate: int) -> str:
    """Return a rate in thousandths as people read it: 929 → 92.9%."""
    return f"{rate // 10}.{rate % 10}%"


def needed(beneficiaries: int | None, thresholds: Thresholds = FACTORY) -> int:
    """Return how many valid forms are the least: max(5, a tenth of the beneficiaries rounded up), never over 250."""
    share = -(-(beneficiaries or 0) * thresholds.share_percent // 100)
    return min(thresholds.most_needed, max(thresholds.least_valid, share))


def passes(counts: Counts, beneficiaries: int | None = None, thresholds: Thresholds = FACTORY) -> list[str]:
    """Return the reasons why this round does not pass; an empty list means it does."""
    reasons = []
    least = needed(beneficiaries, thresholds)
    if counts.valid < least:
        reasons.append(_("有效评价{valid}份，不到{least}份").format(valid=counts.valid, least=least))
    good = counts.very_satisfied + counts.satisfied + counts.basically_satisfied
    if 100 * good < thresholds.satisfied_percent * counts.valid:
        rate = rate_text(satisfaction(counts))
        reasons.append(_("满意率{rate}，低于{percent}%").format(rate=rate, percent=thresholds.satisfied_percent))
    if thresholds.raiser_veto and counts.raiser in BAD_GRADES:
        reasons.append(_("提出人自己不满意"))
    return reasons


def _unknown_grade(raiser: object) -> Refusal:
    return _wrong(_("提出人的评价“{raiser}”不是五个等级之一，也不是“联系不上”。").format(raiser=shown(raiser)))


def _words(name: str) -> str:
    """Return what a number of the sheet is called, with the key that people write in a file."""
    from yishi.domain.record_words import FIELD_WORDS

    return f"{_(FIELD_WORDS[name])} {name}"


def _wrong(message: str) -> Refusal:
    return Refusal("YS-L42", message, next_step=_("请对照汇总表改好再记。"))
