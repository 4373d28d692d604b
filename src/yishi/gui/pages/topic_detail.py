"""The chosen topic at the side of 议题: what is known of it, which list it may fall under, and where it may go."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.terms import CATEGORY_WORDS, DUTY_WORDS, LEDGER_WORDS, LEVEL_WORDS, SOURCE_WORDS
from yishi.gui.chips import Chip
from yishi.gui.layout import clear, column, row
from yishi.gui.masked import MaskedPhone
from yishi.gui.pages import loop_words, topic_rows
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.topic_decision import TopicDecision
from yishi.gui.pages.topic_facts import TopicFacts
from yishi.gui.widgets import Button, Card, Fact, Label, Scroll, Strip
from yishi.i18n import _
from yishi.services.pool_lines import DutyHit, MentionLine, TopicEntry

_MOST_MENTIONS = 4
_ENDED = ("direct", "declined", "passed_up", "merged")


class TopicDetail(QWidget):
    """Facts, hints and ways of one topic; the form of its facts and the panel of a decision open below them.

    Signals:
        asked(str): an act is wanted: put_on direct decline pass_up merge reply take_back facts slip form.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry: TopicEntry | None = None
        self.duty_hit: DutyHit | None = None  # of what is not the community's business
        self.chip, self.mentions_label, self.title_label = Chip("ready", ""), Label("", "muted"), Label("", step=2, bold=True, wrap=True)
        self.pinned_label = Label(_("这一条还没存：先存好，或者按 Esc，再看别的。"), "yellow", wrap=True)
        self.pinned_label.hide()
        self.facts = column(gap=4)
        self.phone = MaskedPhone(_("电话"), width=44)
        self.duty_place, self.mentions_place = column(gap=4), column(gap=2)
        self.decision, self.form = TopicDecision(), TopicFacts()
        self.buttons = {
            "put_on": Button(_("列入会议"), kind="tonal", key=_("Ctrl+回车"), glyph="meeting"),
            "facts": Button(_("改"), key="F2", small=True),
            "direct": Button(_("直接办"), small=True), "decline": Button(_("不议…"), small=True),
            "pass_up": Button(_("上报…"), small=True), "merge": Button(_("合并…"), small=True),
            "reply": Button(_("记回音"), small=True), "slip": Button(_("回音单"), glyph="print", small=True),
            "form": Button(_("征集表"), glyph="print", small=True), "take_back": Button(_("放回议题池"), kind="quiet", small=True),
        }  # fmt: skip
        for act, button in self.buttons.items():
            button.setObjectName(f"{act}_button")
            button.clicked.connect(lambda _on=False, act=act: self.asked.emit(act))
            press_by_enter(button)
        b = self.buttons
        self.look, self.ways = QWidget(), QWidget()
        self.ways.setLayout(column(
            row(b["put_on"], None), row(b["direct"], b["decline"], b["pass_up"], None, gap=6),
            row(b["facts"], b["merge"], b["reply"], None, gap=6), row(b["slip"], b["form"], None, gap=6),
            row(b["take_back"], None), gap=8))  # fmt: skip
        self.look.setLayout(column(row(self.chip, None, self.mentions_label), self.title_label, self.decision, self.facts,
                                   self.phone, self.duty_place, self.mentions_place, self.ways, gap=8))  # fmt: skip
        card = Card(column(self.pinned_label, self.look, self.form, None, gap=8, margin=(16, 12, 16, 12)))
        self.around = Scroll(column(card), name=_("选中的议题"))
        self.setLayout(column(self.around))

    def show_entry(self, entry: TopicEntry | None, hits: tuple[DutyHit, ...], mentions: tuple[MentionLine, ...], today: date) -> None:
        """Show a topic; what is half typed stays while it is the same one."""
        if entry is None or self.entry is None or entry.id != self.entry.id:
            self.leave()
            self.around.verticalScrollBar().setValue(0)
        self.entry = entry
        if entry is None:
            return
        state, word = topic_rows.chip(entry)
        self.chip.show_state(state, word)
        self.mentions_label.setText(_("附议 {n}").format(n=entry.mentions) if entry.mentions else "")
        self.title_label.setText(entry.title)
        clear(self.facts)
        for name, value in self._told(entry, today):
            if value:
                self.facts.addWidget(Fact(name, value, width=44))
        self.phone.show_number(entry.id, entry.phone)
        self.phone.setVisible(bool(entry.phone))
        self._show_duty(entry, hits)
        self._show_mentions(mentions, today)
        self._show_ways(entry)

    @staticmethod
    def _told(e: TopicEntry, today: date) -> tuple[tuple[str, str], ...]:
        def words(known: dict[str, str], code: str) -> str:
            return _(known.get(code, code)) if code else ""

        day = loop_words.long_day(e.raised_on) if e.raised_on and e.raised_on.year == today.year else str(e.raised_on or "")
        told = loop_words.short_day(e.replied_on, today) if e.replied_on else ""
        went = {"passed_up": e.passed_to, "merged": e.merged_into}.get(e.status, "")
        return (
            (_("日期"), day), (_("来源"), "　".join(filter(None, (words(SOURCE_WORDS, e.source), e.external_no)))),
            (_("反映人"), "　".join(filter(None, (e.proposer, e.unit)))), (_("经办人"), e.handler),
            (_("情况"), e.situation), (_("诉求"), e.wish),
            (_("类别"), words(CATEGORY_WORDS, e.category)),
            (_("层级"), "　".join(filter(None, (words(LEVEL_WORDS, e.level), words(LEDGER_WORDS, e.ledger_kind))))),
            (_("清单"), words(DUTY_WORDS, e.duty_list)), (_("法定"), e.statutory_flag),
            (_("转给") if e.status == "passed_up" else _("并入"), went), (_("说明"), e.reason),
            (_("回音"), "　".join(filter(None, (told, e.reply_channel, e.reply)))),
        )  # fmt: skip

    def _show_duty(self, entry: TopicEntry, hits: tuple[DutyHit, ...]) -> None:
        clear(self.duty_place)
        self.duty_hit = next((hit for hit in hits if hit.not_ours), None)
        settled = entry.status in (*_ENDED, "done")
        if settled:
            self.duty_hit = None
            return
        if self.duty_hit:
            hit = self.duty_hit
            words = _("像{name}上的“{text}”。不应由社区自办，应上报{to}。").format(
                name=_(DUTY_WORDS[hit.duty_list]), text=hit.text, to=hit.passed_to)
            button = Button(_("上报…"), small=True)
            button.setObjectName("duty_pass_up_button")
            button.clicked.connect(lambda: self.asked.emit("pass_up"))
            press_by_enter(button)
            self.duty_place.addWidget(Strip("yellow", words, button))
            return
        for hit in hits[:1]:
            words = _("像{name}上的“{text}”{to}").format(
                name=_(DUTY_WORDS[hit.duty_list]), text=hit.text, to=f"　→ {hit.passed_to}" if hit.passed_to else "")
            self.duty_place.addWidget(Label(words, "muted", wrap=True))

    def _show_mentions(self, mentions: tuple[MentionLine, ...], today: date) -> None:
        clear(self.mentions_place)
        for each in mentions[:_MOST_MENTIONS]:
            when = loop_words.short_day(each.on, today) if each.on != date.min else ""
            words = "　".join(filter(None, (when, _("又提起"), each.who, each.text)))
            self.mentions_place.addWidget(Label(words, "muted", wrap=True))

    def _show_ways(self, entry: TopicEntry) -> None:
        ended = entry.status in _ENDED
        shown = {
            "put_on": entry.status not in ("merged",), "facts": True, "direct": not ended, "decline": not ended, "pass_up": not ended,
            "merge": entry.status == "new", "reply": entry.status != "merged", "slip": entry.status != "merged", "form": True,
            "take_back": ended,
        }  # fmt: skip
        for act, on in shown.items():
            self.buttons[act].setVisible(on)

    # ---- what opens below

    @property
    def typed(self) -> bool:
        """Whether something is half typed that leaving the topic would lose."""
        return self.form.typed or self.decision.typed

    @property
    def busy(self) -> bool:
        """Whether something is being asked or changed."""
        return bool(self.decision.act) or self.form.entry is not None

    def leave(self) -> None:
        """Close the form and the panel."""
        self.decision.close_it()
        self.form.close_it()
        self.pinned_label.hide()
        self.look.show()
        self.ways.show()

    def open_decision(self) -> None:
        """Let the panel of a decision take the place of the ways."""
        self.form.close_it()
        self.look.show()
        self.ways.hide()
        self.around.verticalScrollBar().setValue(0)

    def open_form(self) -> None:
        """Let the form of the facts take the place of what is looked at."""
        self.decision.close_it()
        self.look.hide()
