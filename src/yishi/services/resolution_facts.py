"""What is said of a resolution beside its text and its loop: for how many households it is, what it is filed under."""

from sqlalchemy.orm import Session

from yishi.domain.evaluation import needed
from yishi.domain.records import Resolution
from yishi.domain.terms import LEDGER_WORDS, TOGETHER_WORDS
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle
from yishi.services.dossier import gather
from yishi.services.living import one

MOST_HOUSEHOLDS = 100_000


def describe(session: Session, resolution_id: str, beneficiaries: int | None = None, together: str | None = None,
             ledger_kind: str | None = None) -> None:
    """Write down what is given, None leaves a fact as it is; 0 households and "" take it back.

    `beneficiaries` are households (YS-L55; YS-L64 where a round that passed would then have asked too few of them),
    `together` is a key of TOGETHER_WORDS and `ledger_kind` one of LEDGER_WORDS (YS-L56).
    """
    record = one(session, Resolution, resolution_id)
    if beneficiaries is not None and not 0 <= beneficiaries <= MOST_HOUSEHOLDS:
        raise Refusal("YS-L55", _("受益户数“{n}”不对。").format(n=shown(beneficiaries)),
                      next_step=_("请写0到{most}之间的整数，不清楚写0。").format(most=MOST_HOUSEHOLDS))
    for value, words in ((together, TOGETHER_WORDS), (ledger_kind, LEDGER_WORDS)):
        if value and value not in words:
            raise Refusal("YS-L56", _("没有“{value}”这一类。").format(value=shown(value)), next_step=_("请从列出来的里面选一个。"))
    if beneficiaries:
        _refuse_too_few_asked(session, resolution_id, beneficiaries)
    if beneficiaries is not None:
        record.beneficiaries = beneficiaries or None
    if together is not None:
        record.together = together
    if ledger_kind is not None:
        record.ledger_kind = ledger_kind
    session.flush()


def _refuse_too_few_asked(session: Session, resolution_id: str, beneficiaries: int) -> None:
    """Refuse a number that says of a round that passed that it could not have: nobody elsewhere would take such a record in."""
    for found in gather(bundle.of_resolution(session, resolution_id)):
        least = needed(beneficiaries, found.place.thresholds)
        for round_, row in found.evaluations.items():
            if found.passed_in(round_) and row.valid < least:
                raise Refusal("YS-L64", _("第{round}轮已经按{valid}份有效评价通过了；受益{n}户，至少要{least}份。").format(
                                  round=round_, valid=row.valid, n=beneficiaries, least=least),
                              next_step=_("户数确实有这么多，请先撤销那次评价，补够份数再记。"))
