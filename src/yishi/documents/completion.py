"""办结报告: what was done with what money, photos before and after, and what the inspection found (domain 4.11)."""

from yishi.documents import loop_wording as told
from yishi.documents import photo, wording
from yishi.documents.layout import Flow, Paper
from yishi.documents.page import MM
from yishi.documents.ruled import CHOSEN, FREE, Ruled, Size, fitting, titled
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.money import yuan
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution, SpendingOnPaper

_MOST_ITEMS = 6


def compose(p: PrintedResolution) -> Paper:
    """Return the report on one page, with places to glue two photos."""
    told.refuse_draft(p, _("办结报告"))
    return fitting(lambda size: _compose(p, size))


def _compose(p: PrintedResolution, size: Size) -> Paper:
    done = p.last("report_done")
    form = Ruled(titled(p.meeting.community, _("办结报告")), p.meeting.sample, size)
    form.above(_("决议号：{number}").format(number=one_line(p.line.number)), told.dated(_("填报日期："), done.on if done else None))
    form.tall(_("事　　项"), told.matter(p), 16)
    form.pairs((_("责任单位\n责 任 人"), told.unit_and_owner(p)), (_("协　　办"), told.assist(p)))
    begun = p.last("accept")
    form.pairs((_("开工日期"), told.day(begun.on) if begun else ""), (_("完成日期"), told.day(done.on) if done else ""))
    form.pairs((_("办理期限"), told.day(p.due)), (_("是否按期"), _in_time(p)))
    form.tall(_("做法与结果"), told.told(done), 26)
    form.pairs((_("数　　量"), _("（如改造路灯6盏）　")), (_("受益户数"), _("{n}户").format(n=p.beneficiaries) if p.beneficiaries else ""))
    form.tall(_("经　　费"), _money(p), 18)
    _photos(form.flow, p, size)
    form.tall(_("遗留问题"), "", 13)
    form.pairs((_("管护责任人"), ""), (_("填报人签字"), ""), height=32 * size.tall)
    form.band(_("督查核实意见"))
    _inspected(form, p, size)
    return form.finish()


def _in_time(p: PrintedResolution) -> str:
    done = p.last("report_done")
    if done is None or p.due is None:
        return f"{FREE}{_('按期')}　{FREE}{_('逾期')}"
    timely = done.on <= p.due
    return f"{CHOSEN if timely else FREE}{_('按期')}　{FREE if timely else CHOSEN}{_('逾期')}"


def _money(p: PrintedResolution) -> str:
    """Return budget, what was spent and what is left, then each item with its voucher."""
    fund = p.sheet.fund
    if fund is None:
        return _("预算：＿＿＿＿元　　实支：＿＿＿＿元　　结余：＿＿＿＿元　　凭证号：＿＿＿＿")
    head = _("预算{budget}元　　实支{spent}元　　结余{balance}元　　来源：{source}").format(
        budget=yuan(fund.budget), spent=yuan(fund.spent), balance=yuan(fund.balance), source=one_line(fund.source))
    items = [_item(e) for e in p.spending[:_MOST_ITEMS]]
    rest = len(p.spending) - _MOST_ITEMS
    if rest > 0:
        items.append(_("另有{n}项，见经费明细").format(n=rest))
    return head + ("\n" + "；".join(items) + "。" if items else "")


def _item(e: SpendingOnPaper) -> str:
    voucher = _("（凭证{no}）").format(no=one_line(e.voucher)) if e.voucher.strip() else _("（凭证号＿＿＿）")
    return _("{what}：{money}元{voucher}").format(what=one_line(e.what), money=yuan(e.amount), voucher=voucher)


def _photos(flow: Flow, p: PrintedResolution, size: Size) -> None:
    """Show a photo of before and one of after; where none is kept beside the book, leave its place to glue one on."""
    half = Column("", flow.sheet.measure / 2, size.label)

    def place(words: str, kept: int) -> str:
        return words + ("\n" + _("（存有{n}张）").format(n=kept) if kept else "")

    files = [photo.newest(p.photos, phase) for phase in ("before", "after")]
    words = [place(_("办理前照片粘贴处"), p.photos_before), place(_("办理后照片粘贴处"), p.photos_after)]
    kept = (p.photos_before, p.photos_after)
    if any(files):
        told = (_("办理前照片"), _("办理后照片"))
        Table(flow, [half, half], size.label).row([word + (_("（共{n}张）").format(n=n) if n > 1 else "")
                                                   for word, n in zip(told, kept, strict=True)])
        words = ["" if file else word for file, word in zip(files, words, strict=True)]
    height = 42 * MM * size.tall
    Table(flow, [half, half], size.label, height).row(words)
    photo.into_cells(flow, height, files)


def _inspected(form: Ruled, p: PrintedResolution, size: Size) -> None:
    done, found = p.last("report_done"), p.last("inspect_pass", "inspect_fail")
    if found is not None and done is not None and found.on < done.on:
        found = None
    passed, failed = (found is not None and found.event == kind for kind in ("inspect_pass", "inspect_fail"))
    form.pairs((_("现场核查\n时　　间"), wording.day(found.on) if found else ""),
               (_("结　　论"), f"{CHOSEN if passed else FREE}{_('通过')}　{CHOSEN if failed else FREE}{_('整改')}"))  # fmt: skip
    form.tall(_("现场发现"), told.told(found), 18)
    form.signs(_("督查人签字"), _("签字日期"), height=11)
