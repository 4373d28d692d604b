"""微项目结项表: what a micro-project was given, what was bought with which voucher, by kind, and what is left."""

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Paper, Style
from yishi.documents.page import MM
from yishi.documents.ruled import A4_FORM, Ruled, Size, fitting, titled
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.money import yuan
from yishi.i18n import _
from yishi.services.micro_projects import ProjectStatement, SpendingLine, sort_word

_FREE_ROWS = 5


def compose(p: ProjectStatement) -> Paper:
    """Return the statement, on one page where the expenses allow it."""
    return fitting(lambda size: _compose(p, size))


def _compose(p: ProjectStatement, size: Size) -> Paper:
    project = p.project
    form = Ruled(titled(p.community, _("微项目结项表")), p.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(project.number)), _("单位：元"))
    form.tall(_("项　　目"), wording.sentence(project.text), 14)
    form.pairs((_("责任单位"), one_line(p.owner_unit)), (_("责 任 人"), one_line(p.owner)))
    form.pairs((_("资金来源"), one_line(project.source)), (_("预　　算"), yuan(project.budget)))
    balance = yuan(project.balance) if project.balance >= 0 else _("超支{n}").format(n=yuan(-project.balance))
    form.pairs((_("实际支出"), yuan(project.spent)), (_("结　　余"), balance))
    form.tall(_("分类合计"), "　　".join(f"{one_line(word)}{yuan(n)}" for word, n in project.by_sort), 10)
    form.band(_("支出明细"))
    _expenses(form, project.spending, size)
    form.tall(_("结余去向"), "" if project.balance > 0 else _("没有结余。"), 12)
    form.pairs((_("结项日期"), wording.day(project.closed_on) if project.closed_on else ""), (_("填报单位"), one_line(p.org)))
    form.pairs((_("负 责 人\n签　　字"), ""), (_("监　　督\n签　　字"), ""), height=30 * size.tall)
    return form.finish()


def _expenses(form: Ruled, spending: tuple[SpendingLine, ...], size: Size) -> None:
    text = size.value - 1
    left, middle, right = (Style(FANG, text, text * 1.4, align=a) for a in ("left", "center", "right"))
    widths = ((_("序号"), 13, middle), (_("日期"), 29, middle), (_("用途"), 0, left), (_("类别"), 29, middle),
              (_("凭证"), 26, middle), (_("金额"), 27, right))  # fmt: skip
    rest = A4_FORM.measure - sum(width for _word, width, _style in widths) * MM
    columns = [Column(word, width * MM or rest, style) for word, width, style in widths]
    table = Table(form.flow, columns, Style(HEI, text, text * 1.4, align="center"), size.row * 0.75)
    for n, line in enumerate(spending, 1):
        voucher = one_line(line.voucher) or (_("有照片") if line.sha256 else "")
        day = line.spent_on.isoformat() if line.spent_on else ""
        table.row([str(n), day, one_line(line.what), sort_word(line.sort), voucher, yuan(line.amount)])
    for n in range(len(spending) + 1, (0 if spending else _FREE_ROWS) + 1):
        table.row([str(n), *[""] * 5])
