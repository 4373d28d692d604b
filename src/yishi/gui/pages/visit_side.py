"""The right side of 督查: what to look at, what the owner reported, how far it is."""

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from yishi.domain.money import yuan
from yishi.gui.chips import StageBar
from yishi.gui.layout import clear, column, row
from yishi.gui.pages import loop_words
from yishi.gui.widgets import Card, Fact, Label, Scroll, Tick
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet


class VisitSide(QWidget):
    """Three cards; the ticks are what was found right on the spot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: list[Tick] = []
        self._of: tuple[str, tuple[str, ...]] = ("", ())
        self.list_label, self.source_label = Label("", step=1, bold=True), Label("", "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.report_label, self.reported_on = Label(_("负责人报的"), step=1, bold=True), Label("", "muted")
        self.report_text = Label("", wrap=True)
        self.fund, self.papers = Fact(_("经费"), width=36), Fact(_("附件"), width=36)
        self.stage_bar = StageBar()
        margin = (16, 12, 16, 12)
        self.look = Card(column(row(self.list_label, self.source_label, None), self._list, margin=margin))
        report = Card(column(row(self.report_label, self.reported_on, None), self.report_text, self.fund, self.papers, margin=margin))
        stages = Card(column(Label(_("进度"), step=1, bold=True), self.stage_bar, margin=(16, 12, 12, 8)))
        self._cards = column(self.look, report, stages, None)
        scroll = Scroll(self._cards, name=_("看什么"))
        scroll.setProperty("kind", "page")
        self.setLayout(column(scroll))

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Show what belongs to this matter; ticks stay while it is the same list."""
        from yishi.services import visits

        wanted = visits.checklist(sheet)
        if (sheet.line.id, wanted) != self._of:
            self._of = (sheet.line.id, wanted)
            clear(self._list)
            self.ticks = []
            for text in wanted:
                tick = Tick(text if len(text) <= 16 else text[:15] + "…")
                tick.setToolTip(text)
                tick.setAccessibleName(text)
                self._list.addWidget(tick)
                self.ticks.append(tick)
        self.list_label.setText(_("现场看{n}条").format(n=len(wanted)))
        self.source_label.setText(_("来自节点") if sheet.milestones else _("来自决议"))
        self._show_report(sheet)
        dates = [f"{day:%m-%d}" if day else "" for day in sheet.stage_dates]
        self.stage_bar.show_stage(max(loop_words.station(sheet.line), 0), dates)

    def place_list(self, elsewhere: QBoxLayout | None) -> None:
        """Put the list of what to look at into another column where this one is left away; None: here."""
        into = self._cards if elsewhere is None else elsewhere
        if into.indexOf(self.look) < 0:
            self.look.setProperty("kind", "card" if elsewhere is None else "well")
            self.look.style().unpolish(self.look)
            self.look.style().polish(self.look)
            into.insertWidget(0, self.look)

    def _show_report(self, sheet: ResolutionSheet) -> None:
        reported = next((e for e in reversed(sheet.events) if e.event == "report_done"), None)
        latest = reported or next((e for e in reversed(sheet.events) if e.event == "progress"), None)
        self.report_label.setText(_("负责人报的") if reported else _("最近跟进"))
        self.reported_on.setText(f"{latest.on.month}-{latest.on.day}" if latest else "")
        said = latest.text if latest is not None and latest.text not in ("", latest.words) else ""
        self.report_text.setText(said or _("没有写。"))
        fund = sheet.fund
        self.fund.setVisible(fund is not None)
        if fund is not None:
            self.fund.show_value(_("预算{budget}元，结余{balance}元").format(budget=yuan(fund.budget), balance=yuan(fund.balance)))
        photos = sum(len(event.photos) for event in sheet.events)
        self.papers.show_value(_("照片{n}张").format(n=photos) if photos else _("没有照片"))

    def checks(self) -> tuple[tuple[str, bool], ...]:
        """Return what was looked at; nothing where nobody ticked anything."""
        told = tuple((text, tick.isChecked()) for text, tick in zip(self._of[1], self.ticks, strict=True))
        return told if any(on for _text, on in told) else ()

    def forget(self) -> None:
        """Take the ticks away, for the next matter."""
        self._of = ("", ())
