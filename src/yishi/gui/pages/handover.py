"""交接: who leaves and who takes over, what is still promised with a tick each, and in one action all of it in other hands.

Keys: Enter goes from box to box and into the list, Space ticks there, Ctrl+Enter hands over, Ctrl+P prints the sheet, Esc back.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from yishi.domain.dates import AROUND, read_day
from yishi.domain.marker import N_
from yishi.errors import Refusal
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.page import Page
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter, walk
from yishi.gui.pages.working_days import calendar
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.handovers import InHand, OpenPromise

_ROLES = {"owner": N_("承办"), "supervisor": N_("督查"), "handler": N_("经办")}
Ref = tuple[str, ...]  # ("promise", id, role), ("post", id), ("matter", id), ("topic", title), ("meeting", number)


class HandoverPage(Page):
    """What an officer who leaves has in hand, handed to who comes after."""

    narrows = ("table",)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("人员")
        self.found: InHand | None = None
        self.barred: dict[Ref, str] = {}  # what speaks against this successor
        self.left_out: set[Ref] = set()  # whose tick was taken away
        self.leaver_box, self.successor_box = NameBox(name=_("谁离任")), NameBox(name=_("谁接手"))
        self.day_box, self.witness_box = NameBox(hint=_("今天、6-15"), name=_("交接日期")), NameBox(hint=_("可不填"), name=_("监交人"))
        self.note_box = NameBox(hint=_("钥匙、账目、要特别交代的，可不填"), name=_("说明"))
        for name in ("leaver_box", "successor_box", "day_box", "witness_box", "note_box"):
            getattr(self, name).setObjectName(name)
        self.leaver_box.strict = self.successor_box.strict = True
        self.table = Table(height=45)
        self.table.setObjectName("promises_table")
        self.table.setAccessibleName(_("手上没办完的"))
        self.table.set_columns((Column("", 32, sorts=False), Column(_("没办完的事和职务")), Column(_("身份"), 64), Column(_("状态"), 124),
                                Column(_("期限"), 92)), height=45)  # fmt: skip
        self.nothing = Empty("", glyph="people")
        self.told = Label("", "yellow", wrap=True)
        self.told.setObjectName("handover_told")
        self.count = Label("", "muted")
        self.saved_place = QWidget()
        self.saved_place.setLayout(column())
        self.saved_place.hide()
        self.give_button = Button(_("交接"), kind="primary", key=_("Ctrl+回车"), glyph="check")
        self.print_button = Button(_("打印交接单"), key="Ctrl+P", glyph="print")
        self.back_button = Button(_("返回"), key="Esc", glyph="back")
        for name, button in (("give_button", self.give_button), ("print_handover_button", self.print_button)):
            button.setObjectName(name)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        def field(box: NameBox) -> Any:
            word = Label(box.accessibleName(), "muted")
            word.setBuddy(box)
            return row(word, (box, 1), gap=6)

        four = (self.leaver_box, self.successor_box, self.day_box, self.witness_box)
        boxes = row(*((field(box), 1) for box in four), gap=14)
        form = Card(column(boxes, field(self.note_box), gap=8, margin=12))
        inside = column((self.table, 1), (self.nothing, 1), margin=2)
        foot = row(self.count, None, self.back_button, self.print_button, self.give_button)
        self.setLayout(column(self.saved_place, form, (Card(inside), 1), self.told, foot, gap=8, margin=12))

    def _wire(self) -> None:
        walk((self.leaver_box, self.successor_box, self.day_box, self.witness_box, self.note_box), self._into_list)
        self.leaver_box.picked.connect(lambda _name: self._turn())
        self.successor_box.picked.connect(lambda _name: self.reload())
        self.table.ticked.connect(self._tick)
        self.workspace.undone.connect(lambda _words: self._undone())
        self.give_button.clicked.connect(self.give)
        self.print_button.clicked.connect(self.print)
        self.back_button.clicked.connect(self.escape)
        press_by_enter(self.give_button, self.print_button, self.back_button)
        for key, act in (("Ctrl+Return", self.give), ("Ctrl+Enter", self.give), ("Ctrl+P", self.print)):
            self.key(key, act)

    def home(self) -> QWidget | None:
        return self.successor_box if self.leaver_box.ref else self.leaver_box

    def keys(self) -> list[tuple[str, str]]:
        return [(_("回车"), _("到下一栏，最后到清单")), ("Space", _("打勾，去勾")), (_("Ctrl+回车"), _("交接")),
                ("Ctrl+P", _("打印交接单")), ("Esc", _("回到人员"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印工作交接单"), "Ctrl+P", self.print)]

    def show_ref(self, ref: Any) -> None:
        """Begin anew with somebody who leaves, by id."""
        for box in (self.successor_box, self.witness_box, self.note_box):
            box.set_name("")
        person = next((p for p in roster.people(self.workspace) if p.id == ref), None)
        self.leaver_box.set_name(person.name if person else "", person.id if person else None)
        self._turn(read=False)

    def escape(self) -> None:
        """Esc: back to the roster, with who leaves still chosen."""
        commit_composition()
        self.wants.emit("people", self.leaver_box.ref)

    def _turn(self, read: bool = True) -> None:
        self.left_out.clear()
        clear(self.saved_place.layout())  # type: ignore[arg-type]
        self.saved_place.hide()
        if read:
            self.reload()

    def reload(self) -> None:
        from yishi.services import handovers, watching

        people = [roster.candidate(person) for person in roster.people(self.workspace)]
        for box in (self.leaver_box, self.successor_box, self.witness_box):
            box.set_people(people)
        if not self.day_box.text():
            self.day_box.set_name(self.workspace.today.isoformat())
        leaver, successor = self.leaver_box.ref, self.successor_box.text().strip()
        self.found, self.barred = None, {}
        if leaver and any(each.ref == leaver for each in people):
            with self.workspace.read() as session:
                self.found = handovers.in_hand(session, leaver, self.workspace.today)
                for p in self.found.promises if self.successor_box.ref else ():
                    hands = (successor, p.line.supervisor) if p.role == handovers.OWNER else (p.line.owner, successor)
                    self.barred["promise", *p.key] = watching.barred(session, *hands)
        self.say_title(_("人员"), _("交接 · {name}离任").format(name=self.found.name) if self.found else _("交接"))
        self._show()

    def _show(self) -> None:
        found = self.found
        rows = [] if found is None else self._rows(found)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setHidden(bool(rows))
        self.nothing.label.setText(_("先在上面写谁离任：他手上没办完的事会列在这里，一件一件打勾交给接手的人。") if found is None
                                   else _("{name}手上没有没办完的事，也没有在任的职务。").format(name=found.name))  # fmt: skip
        ticked = [each for each in rows if each.cells[0].box]
        self.count.setText(_("勾上{n}件").format(n=len(ticked)) if rows else "")
        self.print_button.setEnabled(found is not None)
        told = ""
        if found is not None and found.namesakes:
            told = _("名册里还有{n}位也叫{name}。决议上只写了名字，请一件一件核对是不是这一位的。")
            told = told.format(n=found.namesakes, name=found.name)
        self.told.setText(told)
        self.told.setVisible(bool(told))

    def _rows(self, found: "InHand") -> list[Row]:
        rows = [self._promise(p) for p in found.promises]
        for t in found.matters:
            ref = "matter", t.id
            who = _("还没给{name}回音").format(name=t.proposer) if t.proposer else _("还没有回音")
            rows.append(Row(ref, (self._box(ref), Cell(t.title, sub=who, bold=True), Cell(_(_ROLES["handler"])),
                                  Cell(t.status_words, kind="muted"), Cell())))  # fmt: skip
        until = _("交给接手的人，从交接那天算起；去掉勾，职务不变")
        for m in found.posts:
            place = Cell("　".join(filter(None, (m.body, m.post))), sub=until, bold=True)
            ref = "post", m.id
            rows.append(Row(ref, (self._box(ref), place, Cell(_("职务")), Cell(_("在任"), kind="muted"), Cell())))
        for number in found.unfinished:
            rows.append(self._said(("meeting", number), _("会议 {number} 的记录还没有定稿").format(number=number),
                                   _("定稿以后记录人的名字不变；请在交接前定稿，或写在说明里"), _("记录")))  # fmt: skip
        for title in found.topics:
            rows.append(self._said(("topic", title), title, _("是他自己提的议题，答复仍然给他"), _("提出")))
        return rows

    def _box(self, ref: Ref, may: bool = True) -> Cell:
        alone = self.found is not None and not self.found.namesakes
        on = may and ((ref not in self.left_out) if alone else (ref in self.left_out))
        return Cell(box=on) if may else Cell()

    def _promise(self, p: "OpenPromise") -> Row:
        line, ref = p.line, ("promise", *p.key)
        barred = p.barred or self.barred.get(ref, "")
        latest = _("最近：{text}").format(text=line.latest) if line.latest else line.state_words
        sub = barred or "　".join(p.besides) or latest
        due = line.due.isoformat() if line.due else ""
        state = Cell(line.light_words or line.state_words, chip=line.light) if line.light else Cell(line.state_words)
        what = Cell(f"{line.number}　{line.text}", sub=sub, sub_kind="red" if barred else "", bold=True)
        return Row(ref, (self._box(ref, not p.barred), what, Cell(_(_ROLES[p.role])), state, Cell(due, sort=due)))

    @staticmethod
    def _said(ref: Ref, text: str, sub: str, word: str) -> Row:
        return Row(ref, (Cell(), Cell(text, sub=sub), Cell(word, kind="muted"), Cell(), Cell()))

    def _tick(self, ref: Ref, on: bool) -> None:
        alone = self.found is not None and not self.found.namesakes
        (self.left_out.discard if on == alone else self.left_out.add)(ref)
        self._show()

    def _into_list(self) -> None:
        (self.table if self.table.isVisible() else self.give_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- handing over

    def give(self) -> None:
        """Ctrl+Enter: everything that is ticked goes over, or nothing does."""
        from yishi.services import handovers

        commit_composition()
        leaver, successor = self._somebody(self.leaver_box), self._somebody(self.successor_box)
        on = read_day(self.day_box.text() or _("今天"), self.workspace.today, AROUND, calendar(self.workspace))
        rows = [] if self.found is None else self._rows(self.found)  # those too that Ctrl+F hides: they are counted below the list
        given = [each.ref for each in rows if each.cells[0].box]
        names = self.leaver_box.text().strip(), self.successor_box.text().strip()
        with self.workspace.write("handover", words=_("{one}交接给{other}").format(one=names[0], other=names[1])) as session:
            handovers.hand_over(
                session, leaver, successor, on, self.workspace.today, witness=self.witness_box.text().strip(),
                promises=[(ref[1], ref[2]) for ref in given if ref[0] == "promise"], ended=[ref[1] for ref in given if ref[0] == "post"],
                matters=[ref[1] for ref in given if ref[0] == "matter"], note=self.note_box.text().strip(),
            )  # fmt: skip
        self._say_done(_("{one}已经交接给{other}，{n}件。").format(one=names[0], other=names[1], n=len(given)))

    def _somebody(self, box: NameBox) -> str:
        """Return the id of who is in a box; Refusal YS-M78 for nobody of the roster."""
        if not box.ref:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            raise Refusal("YS-M78", _("“{what}”还没有从名册里选人。").format(what=box.accessibleName()),
                          next_step=_("敲姓名或首字母，回车选中；名册里没有的，先到“人员”里加上。"))  # fmt: skip
        return str(box.ref)

    def _say_done(self, words: str) -> None:
        layout = self.saved_place.layout()
        assert layout is not None
        clear(layout)
        paper, undo = Button(_("打印交接单"), small=True, glyph="print"), Button(_("撤销"), key="Ctrl+Z", small=True)
        paper.setObjectName("done_print_button")
        paper.clicked.connect(self.print)
        undo.clicked.connect(self._take_back)
        press_by_enter(paper, undo)
        strip = Strip("green", words, paper, undo)
        strip.setObjectName("handover_strip")
        layout.addWidget(strip)
        self.saved_place.show()
        paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        self.workspace.undo()

    def _undone(self) -> None:
        """Take away what was said; the focus, where it was on it, goes back to where one begins."""
        here = QApplication.focusWidget()
        if here is not None and self.saved_place.isAncestorOf(here):
            self.leaver_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved_place.hide()

    def print(self) -> None:
        """Ctrl+P: the sheet that both sign; with nobody chosen one to be filled in by hand."""
        from yishi.gui import printing

        printing.offer(self.saved_place, printing.print_about(self.workspace, "handover", str(self.leaver_box.ref or "")))
