"""统计: four answers with chart and table, all figures with what they mean, the scores of the units; each leads down to its records."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from yishi.domain.periods import Period, name_of, quarter_before, quarter_of, read_period, year
from yishi.gui import charts, forms, printing, table_files
from yishi.gui.controls import Button, Field, Segments
from yishi.gui.page import Page
from yishi.gui.pages.figure_answers import amount, answers, meaning
from yishi.gui.pages.figure_card import FigureCard
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.figures import Report
    from yishi.services.score import ScoreTable

forms.OURS["FigureCard"] = FigureCard


class FiguresPage(Page):
    """Figures of a period. show_ref takes a period as written (2026, 2026Q2)."""

    form = "figures"
    period_choice: Segments
    period_field: Field
    view_choice: Segments
    print_button: Button
    export_button: Button
    saved_place: QWidget
    views: QStackedWidget
    meetings_card: FigureCard
    topics_card: FigureCard
    done_card: FigureCard
    satisfied_card: FigureCard
    figures_table: Table
    score_words: Label
    score_table: Table
    records_title: Label
    records_words: Label
    records_table: Table
    no_records: Label
    back_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("资料")
        self.report: Report
        self.scores: ScoreTable
        self.period: Period | None = None  # typed; None = as chosen
        self._behind: Any = None
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        self.saved_place.setLayout(layout)
        self.saved_place.hide()
        self.cards = (self.meetings_card, self.topics_card, self.done_card, self.satisfied_card)
        self.period_choice.offer((("quarter", _("本季")), ("before", _("上季")), ("year", _("今年")), ("last", _("去年"))))
        self.period_choice.choose("year")
        self.view_choice.offer((("answers", _("四张图")), ("figures", _("全部指标")), ("score", _("单位得分"))))
        self.figures_table.set_columns((Column(_("指标和口径")), Column(_("数"), 92, "right"),
                                        Column(_("分子/分母"), 92, "right", sorts=False), Column(_("说明"), 260, sorts=False)),
                                       height=45)  # fmt: skip
        self.score_table.set_columns((Column(_("名次"), 56, "right"), Column(_("责任单位")), Column(_("得分"), 72, "right"),
                                      Column(_("办结"), 60, "right"), Column(_("按期"), 68, "right"), Column(_("一次合格"), 84, "right"),
                                      Column(_("解决"), 68, "right"), Column(_("满意"), 68, "right"), Column(_("备注"), 170)))  # fmt: skip
        self.records_table.set_columns((Column("", sorts=False), Column("", 90, sorts=False)), header=False)
        self._wire()

    def _wire(self) -> None:
        self.period_choice.picked.connect(lambda _value: self._choose(None))
        self.period_field.returnPressed.connect(self._typed)
        self.view_choice.picked.connect(lambda _value: self._show_view())
        for card in self.cards:
            card.opened.connect(self.drill)
        self.figures_table.opened.connect(self.drill)
        self.score_table.opened.connect(self.drill)
        self.records_table.opened.connect(lambda ref: self.wants.emit(*ref))
        self.records_table.pressed.connect(lambda ref: self.wants.emit(*ref))
        self.back_button.clicked.connect(self.escape)
        self.print_button.clicked.connect(self.print_out)
        self.export_button.clicked.connect(self.export)
        self.key("Ctrl+P", self.print_out)
        self.key("F12", self.export)
        self.key("Ctrl+C", self.copy)

    def keys(self) -> list[tuple[str, str]]:
        return [("Enter", _("看这个数数了哪些")), ("Ctrl+C", _("复制表，到表格软件里粘贴")), ("Ctrl+P", _("打印总表")),
                ("F12", _("导出一张总表"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印总表"), "Ctrl+P", self.print_out), (_("打印四张图"), "", self.print_charts),
                (_("导出一张总表"), "F12", self.export)]  # fmt: skip

    def home(self) -> QWidget:
        if self._behind is not None:
            return self.records_table if self.records_table.rows.rows else self.back_button
        return {"answers": self.meetings_card.table, "figures": self.figures_table, "score": self.score_table}[self.view_choice.value]

    def show_ref(self, ref: Any) -> None:
        if isinstance(ref, str) and ref:
            self.period = read_period(ref)

    def chosen_period(self) -> Period:
        """Return the period that is shown."""
        today = self.workspace.today
        found = {"quarter": quarter_of(today), "before": quarter_before(today), "year": year(today.year), "last": year(today.year - 1)}
        return self.period or found[self.period_choice.value]

    def _choose(self, period: Period | None) -> None:
        self.period = period
        self._behind = None
        if period is None:
            self.period_field.clear()
        else:
            self.period_choice.unchoose()
        self.reload()

    def _typed(self) -> None:
        text = self.period_field.text().strip()
        if text:
            self._choose(read_period(text.replace("年", "").replace("q", "Q")))

    def reload(self) -> None:
        from yishi.services import quarter

        period = self.chosen_period()
        with self.workspace.read() as session:
            sheet = quarter.sheet(session, period, self.workspace.today)
        self.report, self.scores = sheet.report, sheet.scores
        self.say_title(_("资料"), _("统计 · {period}，截至{day}").format(period=name_of(period), day=_day(self.report.as_of)))
        for card, answer in zip(self.cards, answers(self.report, self.scores), strict=True):
            card.show_answer(answer)
        self.figures_table.show_rows([*self._figure_rows(), *self._split_rows()])
        self._show_scores()
        self._show_view()

    def _figure_rows(self) -> list[Row]:
        return [Row(("figure", f.code), (Cell(f.word, sub=f.definition, bold=True),
                                         Cell(f.value or _("没有数"), bold=True, sort=f.rate or f.part),
                                         Cell(f.fraction, kind="muted"), Cell(f.note, kind="muted")))
                for f in self.report.figures]  # fmt: skip

    def _split_rows(self) -> list[Row]:
        return [Row(("split", s.code, code), (Cell(f"{s.word}　{word}", sub=s.definition), Cell(amount(s, n), bold=True, sort=n),
                                              Cell(s.percent(code), kind="muted"), Cell("")))
                for s in self.report.splits for code, word, n in s.shares]  # fmt: skip

    def _show_scores(self) -> None:
        from yishi.services import tables

        w = self.scores.weights
        said = _("满分100：按期率{a}，督查一次合格率{b}，解决率{c}，满意率{d}。") + _("还没有数的一项不算，其余折成100。")
        said += _("办结少于{n}件的不排名。权重在设置里改。")
        self.score_words.setText(said.format(a=w.on_time, b=w.first_pass, c=w.solved, d=w.satisfied, n=w.least_cases))
        rows = []
        for unit, told in zip(self.scores.units, tables.scores(self.scores).rows, strict=True):
            place = "" if unit.place is None else str(unit.place)
            cells = [Cell(place, sort=unit.place or 10_000), *(Cell("" if value is None else str(value)) for value in told[1:-1])]
            mark = Cell(str(told[-1]), chip="passed") if unit.medal else Cell(str(told[-1]), kind="muted")
            rows.append(Row(("unit", unit.counts.unit), (*cells, mark)))
        self.score_table.show_rows(rows)

    def _show_view(self) -> None:
        if self._behind is not None:
            self._show_behind(self._behind)
        order = ("answers", "figures", "score")
        self.views.setCurrentIndex(3 if self._behind is not None else order.index(self.view_choice.value))

    # ---- down to the records

    def drill(self, ref: Any) -> None:
        """Show what a figure counts; a bar of one meeting or one resolution leads there at once."""
        if ref[0] in ("meetings", "follow", "topics"):
            self.wants.emit(*ref)
            return
        self._behind = ref
        self._show_view()
        self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_behind(self, ref: Any) -> None:
        from yishi.services import stats

        title, definition = meaning(ref, self.report)
        self.records_title.setText(title)
        self.records_words.setText(definition)
        with self.workspace.read() as session:
            found = stats.behind(session, self.chosen_period(), self.workspace.today, ref)
        self.records_table.show_rows([Row((c.place, c.ref), (Cell(c.text), Cell(button=_("去看")))) for c in found])
        self.records_table.setVisible(bool(found))
        self.no_records.setVisible(not found)

    def escape(self) -> None:
        """Esc: from the records back to the figures."""
        self._behind = None
        self._show_view()
        super().escape()

    # ---- out of the window

    def copy(self) -> None:
        """Ctrl+C: the table that has the focus goes to the clipboard."""
        focused = QApplication.focusWidget()
        table = focused if isinstance(focused, Table) else table_files.table_of(self)
        if table is not None:
            table_files.copy(*table_files.content(table))
            self.window().tell(_("表已复制，到表格软件里粘贴。"))  # type: ignore[attr-defined]

    def export(self) -> None:
        """F12: all figures, the kinds, the scores and the register as one workbook."""
        from yishi.services import ledgers, tables

        period = self.chosen_period()
        with self.workspace.read() as session:
            matters = ledgers.register(session, period, self.workspace.today)
            wished = ledgers.wishes(session, period)
        made = [tables.figures(self.report), tables.splits(self.report), tables.scores(self.scores), tables.register(matters)]
        made += [tables.wishes(wished)] if wished else []
        title = _("议事统计总表")
        table_files.offer(self.saved_place, table_files.write_tables(made, f"{title}-{name_of(period)}"), title)

    def print_out(self) -> None:
        """Ctrl+P: the paper that goes to the town."""
        from yishi.documents.catalogue import documents
        from yishi.services import quarter

        period, document = self.chosen_period(), documents()["quarter"]
        with self.workspace.read() as session:
            sheet = quarter.sheet(session, period, self.workspace.today)
        target = self._target(f"{document.title}-{name_of(period)}")
        document.write(sheet, target)
        printing.offer(self.saved_place, printing.Printed(document.title, target))

    def print_charts(self) -> None:
        """The four charts on one sheet."""
        period = self.chosen_period()
        title = f"{self.report.community}{name_of(period)}{_('议事统计图')}"
        told = [(a.question, a.answer, a.drawing) for a in answers(self.report, self.scores)]
        target = self._target(f"{_('议事统计图')}-{name_of(period)}")
        charts.write_pdf(str(target), title, told)
        printing.offer(self.saved_place, printing.Printed(_("议事统计图"), target))

    def _target(self, name: str) -> Any:
        return printing.folder() / f"{printing.file_name(name)}.pdf"


def _day(day: date) -> str:
    return _("{month}月{day}日").format(month=day.month, day=day.day)

