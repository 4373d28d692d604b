"""法定会议决定公告: what a statutory meeting decided, with the figures of its vote and nobody's name, for the notice board."""

from dataclasses import dataclass
from datetime import date

from yishi.documents import wording
from yishi.documents.board import Board, fitting, period
from yishi.documents.cleaning import Cleaner, walled
from yishi.documents.layout import Paper
from yishi.documents.manner import Manner
from yishi.documents.posting_view import PostedPeriod
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.statutory_notice import StatutoryNotice, rolled


@dataclass(frozen=True)
class NoticeView:
    """A decision as everybody may read it: an allow-list, as in posting_view. The telephones are those of the office."""

    village: bool
    org: str
    sample: bool
    topic: str
    text: str
    form: str
    held_on: date
    members: int
    present: int
    rule: str
    votes_for: int
    votes_against: int
    abstain: int
    period: PostedPeriod | None
    office_phone: str
    complaint_phone: str


def view(p: StatutoryNotice, clean: Cleaner) -> NoticeView:
    """Return what everybody may read: the sentences cleaned, the rest are figures and days."""
    hangs = PostedPeriod(p.start, p.end, p.natural_days, rolled(p)) if p.start is not None and p.end is not None else None
    return NoticeView(p.village, one_line(p.org), p.sample, clean.text(p.topic), clean.text(p.text), one_line(p.form), p.held_on, p.members,
                      p.present, p.rule, p.votes_for, p.votes_against, p.abstain, hangs, p.phone, p.complaint_phone)


def compose(p: StatutoryNotice, manner: Manner | None = None) -> Paper:
    """Return the notice; it is made from the allow-list view alone, whatever it is printed for."""
    return of_view(walled(view, p), manner)


def of_view(v: NoticeView, manner: Manner | None = None) -> Paper:
    """Return the notice made from a view."""
    title = (_("关于{topic}").format(topic=wording.stem(v.topic).removeprefix("关于") or wording.BLANK), _("的决定公告"))
    return fitting(lambda size: _set(Board(title, v.sample, size, _("公告期满前请勿撕毁、覆盖")), v), manner)


def _set(board: Board, v: NoticeView) -> Paper:
    board.greeting(v.village)
    board.paragraph(_("{day}，{form}召开，应到{members}人，实到{present}人，对前期协商形成的意见作出决定。现公告如下：").format(
        day=wording.day(v.held_on), form=v.form, members=v.members, present=v.present))
    board.section(_("决定事项"))
    board.item(1, v.text or wording.BLANK * 5)
    board.section(_("表决结果"))
    board.paragraph(_("赞成{a}票，反对{b}票，弃权{c}票，按“{rule}”的规则通过。").format(
        a=v.votes_for, b=v.votes_against, c=v.abstain, rule=v.rule or wording.BLANK))
    board.section(_("公告期与异议方式"))
    board.labelled(_("公告期："), period(v.period))
    board.paragraph(_("对以上决定有不同意见的，请在公告期内提出，我们会逐条答复。"))
    board.complaints(v.village, "", v.office_phone, v.complaint_phone)
    return board.end(_("特此公告"), v.org, v.period.start if v.period else None)
