"""A card of 统计: the question small, the answer as its title, chart and table beside each other, what the numbers mean below."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import charts, table_files, theme
from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.pages.figure_answers import Answer
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import ElidedLabel, Label
from yishi.i18n import _


class FigureCard(QFrame):
    """One answer.

    Signals:
        opened(ref): a line of the table or a bar of the chart was opened.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.heads: tuple[str, ...] = ()
        self.question_label = ElidedLabel("", "muted")
        self.answer_label = ElidedLabel("", step=1.5, bold=True)
        self.copy_button = Button(_("复制表"), glyph="copy", kind="quiet", small=True)
        self.chart, self.table = charts.Chart(), Table(height=28)
        self.definition_label = Label("", "muted", wrap=True)
        head = row((column(self.question_label, self.answer_label, gap=0), 1), self.copy_button)
        self.setLayout(column(head, (row((self.chart, 1), self.table, gap=16), 1), self.definition_label, gap=6, margin=(14, 8, 12, 8)))
        self.table.opened.connect(self.opened)
        self.chart.picked.connect(self.opened)
        self.copy_button.clicked.connect(self.copy)
        self.table.installEventFilter(self)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "table"):
            self.table.setFixedWidth(theme.px(216 if theme.points < theme.POINTS[2] else 176))
            self.table.setMinimumHeight(theme.px(32 + 28 * 5 + 2))

    def show_answer(self, answer: Answer) -> None:
        """Show another answer."""
        self.question_label.setText(answer.question)
        self.answer_label.setText(answer.answer)
        self.definition_label.setText(answer.definition)
        self.chart.show_drawing(answer.drawing)
        self.copy_button.setAccessibleName(_("复制表：{question}").format(question=answer.question))
        if answer.heads != self.heads:
            self.heads = answer.heads
            widths = (0, 66) if len(answer.heads) == 2 else (0, 36, 52)
            told = zip(answer.heads, widths, strict=True)
            columns = [Column(head, width, "right" if width else "left", sorts=False) for head, width in told]
            self.table.set_columns(columns, height=28)
        self.table.setAccessibleName(answer.question)
        rows = [Row(line.ref, tuple(Cell(text, bold=line.bold, kind="muted" if line.muted else "") for text in line.cells))
                for line in answer.lines]  # fmt: skip
        self.table.show_rows(rows)
        if not self.table.hasFocus():
            self.table.clearSelection()  # four chosen rows beside each other would say nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark the line that Enter would open while the table has the focus, and only then."""
        if event.type() == QEvent.Type.FocusIn:
            self.table.selectRow(max(self.table.currentIndex().row(), 0))
        elif event.type() == QEvent.Type.FocusOut:
            self.table.clearSelection()
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        table_files.copy(*table_files.content(self.table))
        self.window().tell(_("表已复制，到表格软件里粘贴。"))  # type: ignore[attr-defined]
