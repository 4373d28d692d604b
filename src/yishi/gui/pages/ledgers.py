"""台账: every matter one line, ticked and put into one of the two ledgers, saved as a workbook; topics too, and what residents wish for."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.domain import terms
from yishi.domain.marker import N_
from yishi.domain.periods import Period, name_of, year
from yishi.gui import table_files
from yishi.gui.controls import Button, Segments
from yishi.gui.layout import column
from yishi.gui.page import Page
from yishi.gui.pages.columns_choice import ColumnsChoice
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.register_lines import COLUMNS

if TYPE_CHECKING:
    from yishi.services.ledgers import LedgerRow, TopicRow, WishRow

WISHES, TOPICS = "wishes", "topics"
_COLUMNS: tuple[tuple[tuple[str, ...], str, int, str], ...] = (  # of which chosen keys it shows any, head, width, side
    (("ledger",), N_("归账"), 64, "left"), ((), N_("议题和决议"), 0, "left"), (("meeting_day",), N_("会议日期"), 92, "left"),
    (("owner_unit", "owner"), N_("责任单位"), 170, "left"), (("due",), N_("期限"), 92, "left"),
    (("state", "light"), N_("状态"), 118, "left"), (("satisfaction",), N_("满意率"), 76, "right"),
    (("published_on",), N_("公开日期"), 92, "left"),
)  # fmt: skip


class LedgersPage(Page):
    """The register of a year or of the whole book; Space ticks, F2 and F3 file what is ticked, F4 chooses the columns."""

    form = "ledgers"
    narrows = ("ledger_table", "topics_table", "wishes_table")
    period_choice: Segments
    ledger_choice: Segments
    party_button: Button
    livelihood_button: Button
    columns_button: Button
    export_button: Button
    columns_place: QWidget
    saved_place: QWidget
    ledger_table: Table
    topics_table: Table
    wishes_table: Table
    empty_label: Label
    count_label: Label

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("资料")
        self.found: tuple[LedgerRow, ...] = ()
        self.wished: tuple[WishRow, ...] = ()
        self.topics: tuple[TopicRow, ...] = ()
        self.ticked: set[str] = set()
        self.columns: tuple[str, ...] = tuple(COLUMNS)
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        self.saved_place.setLayout(layout)
        self.saved_place.hide()
        self.period_choice.offer((("year", _("今年")), ("last", _("去年")), ("all", _("全部"))))
        self.ledger_choice.offer((("all", _("全部")), ("party_building", _("党建")), ("livelihood", _("民生")),
                                  ("none", _("未归账")), (TOPICS, _("议题")), (WISHES, _("需求清单"))))  # fmt: skip
        self.columns_choice = ColumnsChoice()
        self.columns_place.setLayout(column(self.columns_choice))
        self.columns_place.hide()
        self._show_columns()
        self.topics_table.set_columns((Column("", 32, sorts=False), Column(_("归账"), 64), Column(_("议题")), Column(_("提出日期"), 92),
                                       Column(_("楼栋或小组"), 130), Column(_("来源"), 110)), height=36)  # fmt: skip
        self.wishes_table.set_columns((Column(_("提出日期"), 92), Column(_("想要的服务")), Column(_("楼栋或小组"), 130),
                                       Column(_("来源"), 100), Column(_("提起次数"), 84, "right"), Column(_("已购买服务"), 96)),
                                      height=45)  # fmt: skip
        self._wire()

    def _wire(self) -> None:
        for choice in (self.period_choice, self.ledger_choice):
            choice.picked.connect(lambda _value: self._chosen())
        self.ledger_table.ticked.connect(self._tick)
        self.ledger_table.opened.connect(lambda ref: self.wants.emit("follow", ref))
        self.topics_table.ticked.connect(self._tick)
        self.topics_table.opened.connect(lambda ref: self.wants.emit("topics", ref))
        self.columns_button.clicked.connect(self.turn_columns)
        self.columns_choice.changed.connect(self._choose_columns)
        self.wishes_table.opened.connect(lambda ref: self.wants.emit("topics", ref))
        self.party_button.clicked.connect(lambda: self.file("party_building"))
        self.livelihood_button.clicked.connect(lambda: self.file("livelihood"))
        self.export_button.clicked.connect(self.export)
        for key, act in (("F2", lambda: self.file("party_building")), ("F3", lambda: self.file("livelihood")), ("F4", self.turn_columns),
                         ("F12", self.export), ("Ctrl+A", self.tick_all), ("Ctrl+C", self.copy)):  # fmt: skip
            self.key(key, act)

    def keys(self) -> list[tuple[str, str]]:
        return [("Space", _("打勾")), ("Ctrl+A", _("全部打勾，再按一次全部取消")), ("F2", _("打勾的归党建账")), ("F3", _("打勾的归民生账")),
                ("F4", _("选台账有哪些列")), ("Ctrl+C", _("复制表")), ("F12", _("存成表格"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("台账存成表格"), "F12", self.export), (_("打印全年归档索引"), "", self.print_index)]

    def print_index(self) -> None:
        """Make the index of the year that is shown (this year for the whole book), by which its folders are found again."""
        from yishi.gui import printing

        period = self.period()
        printing.offer(self.saved_place, printing.print_about(self.workspace, "yearly-index", str(period.first.year) if period else ""))

    def home(self) -> QWidget:
        return {WISHES: self.wishes_table, TOPICS: self.topics_table}.get(self.ledger_choice.value, self.ledger_table)

    def _chosen(self) -> None:
        self.ticked.clear()
        self.reload()

    def period(self) -> Period | None:
        """Return the period that is shown, None for the whole book."""
        today = self.workspace.today
        return {"year": year(today.year), "last": year(today.year - 1), "all": None}[self.period_choice.value]

    def reload(self) -> None:
        from yishi.services import ledgers, register_columns

        chosen, period = self.ledger_choice.value, self.period()
        kind = {"all": None, WISHES: None, TOPICS: None, "none": ""}.get(chosen, chosen)
        with self.workspace.read() as session:
            self.found = ledgers.register(session, period, self.workspace.today, kind)
            self.topics = ledgers.topics(session, period)
            self.wished = ledgers.wishes(session, period)
            columns = register_columns.chosen(session)
        if columns != self.columns:
            self.columns = columns
            self._show_columns()
        self.ticked &= self._ids()
        self._fill()
        self.wishes_table.show_rows([self._wish(wish) for wish in self.wished])
        wishing, topical = chosen == WISHES, chosen == TOPICS
        empty = not (self.wished if wishing else self.topics if topical else self.found)
        self.ledger_table.setVisible(not wishing and not topical and not empty)
        self.topics_table.setVisible(topical and not empty)
        self.wishes_table.setVisible(wishing and not empty)
        none_yet = _("这里还没有事项。会上形成的决议会自己进台账，不用再填一遍。")
        if topical:
            none_yet = _("还没有议题。平时收到的议题记在“议题”里，会自己到这里来。")
        self.empty_label.setText(_("还没有居民或金点子提出想要什么服务。") if wishing else none_yet)
        self.empty_label.setVisible(empty)
        for button in (self.party_button, self.livelihood_button):
            button.setVisible(not wishing)
        self.columns_button.setVisible(not wishing and not topical)
        if wishing or topical:
            self.columns_place.hide()
        self._count()
        self.say_title(_("资料"), _("台账 · {period}").format(period=name_of(period) if period else _("整本")))

    def _count(self) -> None:
        if self.ledger_choice.value == WISHES:
            self.count_label.setText(_("{n}条").format(n=len(self.wished)))
            return
        said = _("{n}件").format(n=len(self._ids()))
        self.count_label.setText(said + (_("，打勾{n}件").format(n=len(self.ticked)) if self.ticked else ""))

    def _ids(self) -> set[str]:
        """What can be ticked now."""
        if self.ledger_choice.value == TOPICS:
            return {topic.topic_id for topic in self.topics}
        return {filed.id for filed in self.found}

    def _fill(self) -> None:
        if self.ledger_choice.value == TOPICS:
            self.topics_table.show_rows([self._topic(topic) for topic in self.topics])
        else:
            self.ledger_table.show_rows([self._row(filed) for filed in self.found])

    def _row(self, filed: "LedgerRow") -> Row:
        from yishi.services.tables import ledger_word

        row, line = filed.row, filed.row.line
        satisfied = "" if line.satisfaction is None else f"{line.satisfaction // 10}.{line.satisfaction % 10}%"
        done = line.closed_on is not None
        state = Cell(line.state_words, chip="closed") if done else Cell(line.light_words or line.state_words, chip=line.light)
        cells = (
            Cell(ledger_word(filed.kind) or "—", kind="" if filed.kind else "muted"),
            Cell(row.topic, sub=f"{line.number}　{line.text}", bold=True), _day(row.meeting_day), Cell(line.owner_unit),
            _day(row.due), state, Cell(satisfied, sort=line.satisfaction or -1), _day(row.published_on),
        )  # fmt: skip
        return Row(filed.id, (Cell(box=filed.id in self.ticked), *(cells[place] for place in self._places())))

    def _topic(self, topic: "TopicRow") -> Row:
        from yishi.services.tables import ledger_word

        source = _(terms.SOURCE_WORDS.get(topic.source, "")) if topic.source else ""
        return Row(topic.topic_id, (Cell(box=topic.topic_id in self.ticked),
                                    Cell(ledger_word(topic.kind) or "—", kind="" if topic.kind else "muted"), Cell(topic.title, bold=True),
                                    _day(topic.raised_on), Cell(topic.unit), Cell(source)))  # fmt: skip

    # ---- which columns

    def _places(self) -> list[int]:
        """Which of `_COLUMNS` are shown."""
        return [n for n, (keys, *_rest) in enumerate(_COLUMNS) if not keys or any(key in self.columns for key in keys)]

    def _show_columns(self) -> None:
        shown = (_COLUMNS[place] for place in self._places())
        told = (Column(_(word), wide, side) for _keys, word, wide, side in shown)
        self.ledger_table.show_rows([])
        self.ledger_table.set_columns((Column("", 32, sorts=False), *told), height=45)
        self.columns_choice.show_columns(self.columns)

    def turn_columns(self) -> None:
        """F4: show or hide the row in which columns are chosen; they are kept in the book."""
        if self.columns_button.isHidden():
            return
        self.columns_place.setVisible(self.columns_place.isHidden())
        if self.columns_place.isVisible():
            self.columns_choice.first().setFocus()
        else:
            self.ledger_table.setFocus()

    def _choose_columns(self, keys: tuple[str, ...]) -> None:
        from yishi.services import register_columns

        with self.workspace.write("register_columns", words=_("选台账的列")) as session:
            register_columns.choose(session, keys)

    def _wish(self, wish: "WishRow") -> Row:
        return Row(wish.topic_id, (_day(wish.raised_on), Cell(wish.title, sub=wish.wish, bold=True), Cell(wish.unit),
                                   Cell(_(terms.SOURCE_WORDS[wish.source])), Cell(str(wish.times), sort=wish.times),
                                   Cell(_("是") if wish.bought else "")))  # fmt: skip

    def _tick(self, ref: str, on: bool) -> None:
        (self.ticked.add if on else self.ticked.discard)(ref)
        self._fill()
        self._count()

    def tick_all(self) -> None:
        """Ctrl+A: tick every matter that is shown, or none of them where all are; those that Ctrl+F hides stay as they are."""
        table = self.home()
        shown = {row.ref for row in table.rows.rows} & self._ids() if isinstance(table, Table) else set()
        self.ticked = self.ticked - shown if shown <= self.ticked else self.ticked | shown
        self._fill()
        self._count()

    def file(self, kind: str) -> None:
        """Put what is ticked into a ledger; refused without a tick (YS-N02)."""
        from yishi.services import ledgers

        if self.ledger_choice.value == WISHES:
            return
        with self.workspace.write("ledger", words=_("归{ledger}账").format(ledger=_(terms.LEDGER_WORDS[kind]))) as session:
            file = ledgers.file_topics if self.ledger_choice.value == TOPICS else ledgers.file_under
            file(session, sorted(self.ticked), kind)
            self.ticked = set()

    def copy(self) -> None:
        """Ctrl+C: the table to the clipboard."""
        table_files.copy(*table_files.content(self.home()))  # type: ignore[arg-type]
        self.window().tell(_("表已复制，到表格软件里粘贴。"))  # type: ignore[attr-defined]

    def export(self) -> None:
        """F12: the register that is shown as a workbook, each ledger by itself when all are shown."""
        from yishi.services import tables

        period = self.period()
        name = name_of(period) if period else _("整本")
        if self.ledger_choice.value == WISHES:
            made, title = [tables.wishes(self.wished)], _("需求清单")
        elif self.ledger_choice.value == TOPICS:
            made, title = [tables.topics(self.topics)], _("议题归账")
        else:
            made, title = [tables.register(self.found, self.columns)], _("总台账")
        table_files.offer(self.saved_place, table_files.write_tables(made, f"{title}-{name}"), title)


def _day(day: Any) -> Cell:
    return Cell(day.isoformat() if day else "", sort=day.isoformat() if day else "")
