"""决议公示: what a meeting agreed, with the figures of the votes and nobody's name, for the notice board (domain 4.7)."""

from collections.abc import Iterator

from yishi.documents import wording
from yishi.documents.board import Board, fitting, period, vote
from yishi.documents.cleaning import walled
from yishi.documents.layout import Paper
from yishi.documents.manner import Manner
from yishi.documents.page import chinese
from yishi.documents.parts import Part
from yishi.documents.posting_view import Counted, PostedItem, PostingView
from yishi.documents.posting_view import decision as view
from yishi.i18n import _
from yishi.services.answers import MeetingSheet


def compose(sheet: MeetingSheet, manner: Manner | None = None) -> Paper:
    """Return the posting of a meeting; it is made from the allow-list view alone, whatever it is printed for."""
    return of_view(walled(view, sheet), manner)


def parts(sheet: MeetingSheet) -> Iterator[Part]:
    """Yield what may be reworded: what was agreed, in words for everybody."""
    for n, r in enumerate((r for r in sheet.resolutions if r.line.state != "DRAFT"), 1):
        yield Part(f"item:{r.line.id}", _("第{n}条决议").format(n=n), wording.sentence(r.line.text))


def of_view(v: PostingView, manner: Manner | None = None) -> Paper:
    """Return the posting made from a view."""
    return fitting(lambda size: _set(Board(_title(v), v.sample, size, _("公示期满前请勿撕毁、覆盖")), v), manner)


def _set(board: Board, v: PostingView) -> Paper:
    board.greeting(v.village)
    board.paragraph(_opening(v))
    board.section(_("议题"))
    for n, topic in enumerate(v.topics, 1):
        board.paragraph(f"{n}．{topic}")
    board.section(_("协商结果"))
    for n, item in enumerate(v.items, 1):
        board.item(n, item.text, _duty(item))
    if not v.items:
        board.paragraph(wording.BLANK * 5)
    opinions = [f"（{chinese(n)}）" for n, item in enumerate(v.items, 1) if item.status == "consultative"]
    if opinions:
        which = _("以上") if len(opinions) == len(v.items) else _("以上第{numbers}项").format(numbers="、".join(opinions))
        board.paragraph(_("{which}为协商意见，依法须由法定会议或者业主共同决定的，另按法定程序决定。").format(which=which))
    _votes(board, _("表决结果"), v.votes)
    _votes(board, _("没有通过的事项"), v.lost)
    _dissents(board, v)
    board.section(_("公示期与异议方式"))
    board.labelled(_("公示期："), period(v.period))
    board.paragraph(_("对以上结果有不同意见的，请在公示期内提出，我们会逐条答复。"))
    board.complaints(v.village, v.contact, v.office_phone, v.complaint_phone)
    return board.end(_("特此公示"), v.org, v.period.start if v.period else None)


def _title(v: PostingView) -> tuple[str, str]:
    topic = wording.stem(v.topics[0]).removeprefix("关于") if v.topics else wording.BLANK
    rest = _("等{n}个议题协商结果的公示").format(n=len(v.topics)) if len(v.topics) > 1 else _("协商结果的公示")
    return _("关于{topic}").format(topic=topic), rest


def _opening(v: PostingView) -> str:
    words = _("{when}，{community}在{place}召开{form}。").format(
        when=v.when, community=v.community, place=v.place.removeprefix(v.community) or wording.BLANK,
        form=v.form.removeprefix(v.community))  # fmt: skip
    told = [_("应到{n}人").format(n=v.expected)] if v.expected else []
    told.append(_("参加{n}人").format(n=v.present or wording.BLANK))
    if v.composition:
        told[-1] += _("，其中{groups}").format(groups="、".join(_("{group}{n}人").format(group=g, n=n) for g, n in v.composition))
    if v.observers:
        told.append(_("列席{n}人").format(n=v.observers))
    return words + "；".join(told) + "。" + _("现将协商结果公示如下：")


def _duty(item: PostedItem) -> str:
    words = _("由{who}负责").format(who=item.duty or wording.BLANK)
    words += _("，{until}完成。").format(until=item.until or wording.BLANK)
    if item.vote:
        words += _("表决：{vote}").format(vote=vote(item.vote))
    return words


def _votes(board: Board, words: str, found: tuple[tuple[str, Counted], ...]) -> None:
    if found:
        board.section(words)
    for n, (text, counts) in enumerate(found, 1):
        board.item(n, text, vote(counts))


def _dissents(board: Board, v: PostingView) -> None:
    board.section(_("不同意见及说明"))
    for opinion, answer in v.dissents:
        board.paragraph(_("{opinion}。说明：{answer}").format(opinion=opinion, answer=_answer(answer)))
    if not v.dissents:
        board.paragraph(_("没有不同意见。") if v.no_dissent else wording.BLANK * 5)


def _answer(text: str) -> str:
    """Return what was explained without the words that say so."""
    return text.removeprefix(_("会上说明：")) or wording.BLANK * 3
