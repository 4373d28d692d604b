"""稿件检查: every passage of a paper for the wall that might give somebody away; each is masked, or kept for a reason.

Whatever nobody has looked at is printed masked. Keys: ↑ ↓ choose a passage, 1 masks, 2 keeps, 3 takes back, Ctrl+Z undoes.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.leaks import SORTS, Hit
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.leak_row import LeakRow
from yishi.gui.pages.told_strip import gives_way
from yishi.gui.widgets import Empty, Label, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class LeakPanel(QWidget):
    """Signals: decided() after a passage was decided about, or a decision was taken back."""

    decided = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leak_panel")
        self.workspace = workspace
        self.document = self.about = ""
        self.rows: dict[str, LeakRow] = {}
        self.count_label = Label("", "muted")
        note = _("没有看过的先打码。照片里的人、没有写进名册的人，电脑认不出来，请自己看。")
        self.note_label = Label(note, "muted", wrap=True)
        self.empty = Empty(_("没有发现个人信息。仍请念一遍再贴。"))
        self._list = column(gap=6)
        self.found_scroll = Scroll(column(self._list, None), name=_("要看的地方"))
        gives_way(self.found_scroll)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where no row is left
        self.setAccessibleName(_("稿件检查"))
        head = row(Label(_("稿件检查"), bold=True), self.count_label, None)
        self.setLayout(column(head, self.note_label, self.empty, (self.found_scroll, 1), gap=6))
        workspace.committed.connect(lambda _verb: self.refresh())
        workspace.undone.connect(lambda _words: self.refresh())

    @property
    def undecided(self) -> int:
        """How many passages nobody has looked at."""
        return sum(not row.hit.decision for row in self.rows.values())

    def show_for(self, document: str, about_id: str) -> None:
        """Show what was found in a paper (a public name of `print --list`) of this meeting, resolution or covenant."""
        self.document, self.about = document, about_id
        self._read()

    def refresh(self) -> None:
        """Read again, while it is shown; the row keeps the focus."""
        if self.about and not self.isHidden():
            self._read()

    def focus_first(self) -> None:
        """Begin with the first passage that nobody has looked at."""
        rows = list(self.rows.values())
        if rows:
            self._to(next((row for row in rows if not row.hit.decision), rows[0]))
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        from yishi.documents import leaks as looked_at
        from yishi.documents.catalogue import documents
        from yishi.services import hand_edits, leaks, paper_for

        today = self.workspace.today
        with self.workspace.read() as session:
            found = paper_for.answer(session, documents()[self.document].needs, self.about, today)
            found = hand_edits.applied(session, self.document, found)
            hits = looked_at.hits(self.document, leaks.guarded(session, self.document, found, today))
            reasons = leaks.reasons(session, self.document, self.about)
        self._show({hit.key: hit for hit in hits}, reasons)

    def _show(self, hits: dict[str, Hit], reasons: dict[str, str]) -> None:
        lost = False
        for key in [key for key in self.rows if key not in hits]:
            gone = self.rows.pop(key)
            lost = lost or gone.hasFocus() or gone.isAncestorOf(self.focusWidget() or self)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (key, hit) in enumerate(hits.items()):
            row = self.rows.get(key)
            if row is None:
                row = self.rows[key] = LeakRow(hit, reasons.get(key, ""))
                row.masked.connect(lambda key: self.decide(key, "mask"))
                row.kept.connect(lambda key, reason: self.decide(key, "keep", reason))
                row.taken_back.connect(self.take_back)
                row.walked.connect(lambda step, key=key: self._walk(key, step))
                self._list.insertWidget(place, row)
            row.show_hit(hit, reasons.get(key, ""))
        self.rows = {key: self.rows[key] for key in hits}
        waiting = self.undecided
        said = _("{n}处，还有{m}处没看") if waiting else _("{n}处，都看过了")
        self.count_label.setText(said.format(n=len(hits), m=waiting))
        self.count_label.setVisible(bool(hits))
        self.note_label.setVisible(bool(hits))
        self.found_scroll.setVisible(bool(hits))
        self.empty.setVisible(not hits)
        if lost:
            self.focus_first()

    # ---- what it does

    def decide(self, key: str, decision: str, reason: str = "") -> None:
        """Note a decision; what is refused (YS-P40: no reason, YS-P41: never shown) leaves the row as it was."""
        from yishi.services import leaks

        commit_composition()
        hit = self.rows[key].hit
        words = _("打码一处{sort}") if decision == "mask" else _("保留一处{sort}")
        with self.workspace.write("leak_decide", words=words.format(sort=_(SORTS[hit.sort]))) as session:
            leaks.decide(session, self.document, self.about, hit, decision, reason, self.workspace.today)
        self._to(self._after(key))
        self.decided.emit()

    def take_back(self, key: str) -> None:
        """Take a decision back."""
        from yishi.services import leaks

        with self.workspace.write("leak_take_back", words=_("撤回稿件检查的决定")) as session:
            leaks.take_back(session, self.document, self.about, self.rows[key].hit)
        self._to(self.rows.get(key))
        self.decided.emit()

    def _after(self, key: str) -> LeakRow | None:
        """Return the next row that waits, else the row itself."""
        keys = list(self.rows)
        at = keys.index(key) if key in self.rows else 0
        waiting = (each for each in (*keys[at:], *keys[:at]) if not self.rows[each].hit.decision)
        return self.rows.get(next(waiting, key))

    def _walk(self, key: str, step: int) -> None:
        keys = list(self.rows)
        at = keys.index(key) + step
        self._to(self.rows[keys[max(0, min(at, len(keys) - 1))]])

    def _to(self, row: LeakRow | None) -> None:
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.found_scroll.ensureWidgetVisible(row)
