"""微公益微项目: a small budget for a resolution, each expense with its voucher, the balance, and the closing statement.

The range of the budget and the kinds of spending are borrowed rules (domain.md 1.5), so they warn and never lock.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.marker import N_
from yishi.domain.money import yuan
from yishi.domain.records import Expense, Resolution
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, communities, place_rules
from yishi.services.checks import short, text_of
from yishi.services.dossier import gather
from yishi.services.living import one, rows

SORTS: dict[str, str] = {"activity": N_("业务活动费"), "management": N_("管理费"), "tax": N_("税费")}
_NOT_FOR: tuple[tuple[str, tuple[str, ...]], ...] = (  # 虞民〔2020〕33号: what such money should not buy
    (N_("固定资产"), ("电脑", "空调", "打印机", "投影仪", "相机", "摄像机", "汽车", "家具", "购置设备", "固定资产")),
    (N_("基建"), ("基建", "土建", "建房", "装修", "浇筑", "砌墙")),
    (N_("现金或慰问品"), ("现金", "红包", "慰问金", "慰问品", "补助金", "购物卡", "代金券")),
)
LARGEST = 1_000_000_000_00  # fen
_MONEY = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?(万?)元?")


@dataclass(frozen=True)
class SpendingLine:
    """One expense; money in fen."""

    id: str
    what: str
    amount: int
    spent_on: date | None
    sort: str
    voucher: str
    sha256: str
    caution: str


@dataclass(frozen=True)
class ProjectSheet:
    """A micro-project; money in fen. `cautions` are warnings in words, `red` where more was spent than there is."""

    resolution_id: str
    number: str
    text: str
    source: str
    budget: int
    spent: int
    spending: tuple[SpendingLine, ...]
    by_sort: tuple[tuple[str, int], ...]  # words, fen
    cautions: tuple[str, ...]
    closed_on: date | None

    @property
    def balance(self) -> int:
        return self.budget - self.spent

    @property
    def red(self) -> bool:
        return self.balance < 0


@dataclass(frozen=True)
class ProjectStatement:
    """A micro-project as its closing statement needs it."""

    project: ProjectSheet
    community: str
    org: str
    owner: str
    owner_unit: str
    today: date
    sample: bool


@dataclass(frozen=True)
class Candidate:
    """A resolution that may become a micro-project; money in fen, where some is noted already."""

    id: str
    number: str
    text: str
    budget: int
    source: str


def caution_of(what: str) -> str:
    """Return the warning for an expense that such money should not be spent on; "" for any other."""
    kind = next((kind for kind, signs in _NOT_FOR if any(sign in what for sign in signs)), "")
    return _("微项目的钱一般不用于{kind}，请核对资助方的规定。").format(kind=_(kind)) if kind else ""


def budget_caution(session: Session, budget: int) -> str:
    """Return the warning for a budget (fen) outside the usual range of the place; "" for one inside."""
    usual = place_rules.funds(session)
    if usual.least * 100 <= budget <= usual.most * 100:
        return ""
    return _("单个微项目一般在{least}元到{most}元之间，这里是{budget}元。").format(least=usual.least, most=usual.most, budget=yuan(budget))


def sort_word(sort: str) -> str:
    """Return the word for a kind of expense; an old one without a kind is an activity."""
    return _(SORTS.get(sort or "activity", sort))


def read_yuan(text: str) -> int:
    """Return money as people type it, in fen: 3200 3200.5 3,200元 0.8万; refused where it cannot be read (YS-G17)."""
    plain = re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text)).removeprefix("¥")
    found = _MONEY.fullmatch(plain)
    if found is None:
        raise Refusal("YS-G17", _("“{text}”看不出是多少钱。").format(text=text.strip()[:40]),
                      next_step=_("请写成 3200、3200.50 或 0.8万。"))
    whole, part, wan = found.groups()
    fen = int(whole) * 100 + int((part or "").ljust(2, "0"))
    return fen * 10_000 if wan else fen


def candidates(session: Session) -> tuple[Candidate, ...]:
    """Return the resolutions that are no micro-project yet, by number."""
    found = rows(session, Resolution, by=Resolution.number)
    return tuple(Candidate(r.id, r.number, r.text, r.budget or 0, r.fund_source or "") for r in found if not r.micro_project)


def statement(session: Session, resolution_id: str, today: date) -> ProjectStatement:
    """Return what the closing statement is made from; refused where the resolution is no micro-project (YS-G15)."""
    found = next((sheet for sheet in sheets(session) if sheet.resolution_id == resolution_id), None)
    if found is None:
        raise Refusal("YS-G15", _("这条决议不是微项目。"), next_step=_("请先写上预算和资金来源。"))
    d, place = gather(bundle.of_resolution(session, resolution_id), today)[0], communities.mine(session)
    return ProjectStatement(found, place.name, place.org, d.owner, d.row.owner_unit or "", today, place.sample)


def set_up(session: Session, resolution_id: str, budget: int, source: str) -> None:
    """Make a resolution a micro-project with this budget (fen) and source of money; refused at or below zero (YS-G10)."""
    row = _project(session, resolution_id, must=False)
    if not 0 < budget <= LARGEST:
        raise Refusal("YS-G10", _("预算{n}元不对。").format(n=yuan(budget)), next_step=_("请写大于0的数。"))
    row.micro_project, row.budget, row.fund_source = True, budget, text_of(source, _("资金来源"))


def spend(session: Session, resolution_id: str, what: str, amount: int, spent_on: date | None, today: date, sort: str = "activity",
          voucher: str = "", sha256: str = "") -> str:
    """Note an expense (fen) and return its id; more than the budget is let in and shows red. Refused: nothing or a day to come."""
    _project(session, resolution_id)
    if not 0 < amount <= LARGEST:
        raise Refusal("YS-G11", _("金额{n}元不对。").format(n=yuan(amount)), next_step=_("请写大于0的数，退回的款另记。"))
    if sort not in SORTS:
        raise Refusal("YS-G12", _("没有“{sort}”这一类费用。").format(sort=sort[:40]),
                      next_step=_("请从三类里选：业务活动费、管理费、税费。"))
    if spent_on is not None and spent_on > today:
        raise Refusal("YS-G13", _("支出日{day}还没有到。").format(day=spent_on), next_step=_("请写今天或以前的日子。"))
    last = max((e.position for e in rows(session, Expense, Expense.resolution_id == resolution_id)), default=0)
    put = Expense(resolution_id=resolution_id, position=last + 1, what=text_of(what, _("用途")), amount=amount, spent_on=spent_on,
                  sort=sort, voucher=short(voucher, _("凭证号")), sha256=sha256)
    session.add(put)
    session.flush()
    return put.id


def vouch(session: Session, expense_id: str, voucher: str = "", sha256: str = "") -> None:
    """Add the number or the photo of its voucher to an expense; what is empty stays as it was."""
    expense = one(session, Expense, expense_id)
    _project(session, expense.resolution_id)
    expense.voucher = short(voucher, _("凭证号")) or expense.voucher
    expense.sha256 = sha256 or expense.sha256


def strike(session: Session, expense_id: str) -> None:
    """Take an expense out again."""
    expense = one(session, Expense, expense_id)
    _project(session, expense.resolution_id)
    expense.deleted = True


def close(session: Session, resolution_id: str, on: date, today: date) -> None:
    """Close the account with its statement; refused while an expense has neither number nor photo of a voucher (YS-G14)."""
    row = _project(session, resolution_id)
    bare = [e.what for e in rows(session, Expense, Expense.resolution_id == resolution_id) if not (e.voucher or e.sha256)]
    if bare:
        raise Refusal("YS-G14", _("还有{n}笔支出没有凭证：{what}。").format(n=len(bare), what="、".join(bare[:3])),
                      next_step=_("请补上凭证号或凭证照片，再结项。"))
    if on > today:
        raise Refusal("YS-G13", _("结项日{day}还没有到。").format(day=on), next_step=_("请写今天或以前的日子。"))
    row.closed_account_on = on


def open_again(session: Session, resolution_id: str) -> None:
    """Take the closing back."""
    one(session, Resolution, resolution_id).closed_account_on = None


def _project(session: Session, resolution_id: str, must: bool = True) -> Resolution:
    row = one(session, Resolution, resolution_id)
    if must and not row.micro_project:
        raise Refusal("YS-G15", _("这条决议不是微项目。"), next_step=_("请先写上预算和资金来源。"))
    if row.closed_account_on is not None:
        raise Refusal("YS-G16", _("这个微项目{day}已经结项。").format(day=row.closed_account_on), next_step=_("要改，请先取消结项。"))
    return row


def sheets(session: Session) -> tuple[ProjectSheet, ...]:
    """Return every micro-project of the book, by number."""
    spent: dict[str, list[SpendingLine]] = {}
    for e in rows(session, Expense, by=Expense.position):
        line = SpendingLine(e.id, e.what, e.amount, e.spent_on, e.sort, e.voucher, e.sha256, caution_of(e.what))
        spent.setdefault(e.resolution_id, []).append(line)
    return tuple(_sheet(session, r, spent.get(r.id, [])) for r in rows(session, Resolution, by=Resolution.number) if r.micro_project)


def _sheet(session: Session, row: Any, spending: list[SpendingLine]) -> ProjectSheet:
    total, budget = sum(line.amount for line in spending), row.budget or 0
    cautions = [budget_caution(session, budget), *(line.caution for line in spending)]
    if total > budget:
        cautions.insert(0, _("超支{n}元。").format(n=yuan(total - budget)))
    by_sort = tuple((_(word), sum(line.amount for line in spending if (line.sort or "activity") == code)) for code, word in SORTS.items())
    return ProjectSheet(row.id, row.number, row.text, row.fund_source or "", budget, total, tuple(spending), by_sort,
                        tuple(dict.fromkeys(c for c in cautions if c)), row.closed_account_on)
