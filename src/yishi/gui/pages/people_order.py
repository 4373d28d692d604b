"""Below the roster: in which order it stands, what could not be put in order, and moving by hand with Alt+↑ and Alt+↓."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.name_order import ORDERS
from yishi.domain.rare_names import visible
from yishi.errors import Refusal
from yishi.gui import kept_orders
from yishi.gui.controls import Button
from yishi.gui.layout import row
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.widgets import ElidedLabel
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.person_lines import PersonLine

if TYPE_CHECKING:
    from yishi.services.list_orders import OrderedList

_OF_ITS_OWN = ("body", "party", "unit", "tag")  # kinds of groups that are put in order by hand
_EVERYBODY = ("all", "")  # a list without an order of its own stands as this one does
_SHOWN = 8  # signs or names that are told
Key = tuple[str, str]


class PeopleOrder(QWidget):
    """Puts the people of a group in order and says how. Each list keeps its order, also for the next start of the program.

    Signals:
        changed(): another order was chosen.
        record_wanted(str): the attendance of this body.
    """

    changed = Signal()
    record_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.group: Key = ("all", "")
        self.found: OrderedList | None = None
        self._chosen = kept_orders.kept()
        self._turned: Key | None = None  # whose order the choice stands at
        self._made: tuple[str, Key, tuple[PersonLine, ...]] | None = None  # what `found` is the answer to
        self.order_button = Button(small=True)
        self.order_button.setObjectName("people_order_button")
        self.choice = Choice(self.order_button)
        self.choice.offer([(how, _(word)) for how, word in ORDERS.items()], "pinyin")
        self.up_button = Button("↑", small=True)
        self.down_button = Button("↓", small=True)
        self.up_button.setAccessibleName(_("往上挪一位"))
        self.down_button.setAccessibleName(_("往下挪一位"))
        self.up_button.setToolTip("Alt+↑")
        self.down_button.setToolTip("Alt+↓")
        self.told = ElidedLabel("", "yellow")
        self.told.setObjectName("order_told")
        self.record_button = Button(_("到会情况"), glyph="chart", small=True)
        self.record_button.setObjectName("body_record_button")
        parts = (self.order_button, self.up_button, self.down_button, (self.told, 1), self.record_button)
        self.setLayout(row(*parts, gap=6, margin=(10, 6, 10, 6)))
        self.choice.picked.connect(self._pick)
        self.record_button.clicked.connect(lambda: self.record_wanted.emit(self.group[1]))
        press_by_enter(self.record_button, self.up_button, self.down_button)

    @property
    def by_hand(self) -> bool:
        """Whether the list stands in an order that can be changed by hand."""
        return self.choice.value == "hand" and self.group[0] in _OF_ITS_OWN

    @property
    def label(self) -> str:
        """How the order is called on the list."""
        return self.found.label if self.found is not None else ""

    def _pick(self, how: str) -> None:
        self._chosen[self.group] = how
        if how != "hand" or self.by_hand:  # a list that has no order by hand only says so, it does not stay there
            kept_orders.keep(self.group, how)
        self.changed.emit()

    def _turn_to(self, group: Key) -> None:
        """Another list is shown: in the order it was left in, else in that of everybody."""
        self.group = group
        self.choice.choose(self._chosen.get(group) or self._chosen.get(_EVERYBODY) or "pinyin")

    def forget(self) -> None:
        """Something was saved: put in order anew."""
        self._made = None

    def arrange(self, people: tuple[PersonLine, ...], group: Key) -> tuple[PersonLine, ...]:
        """Return the people of a group in the chosen order, and say below the list what could not be put in order."""
        if self._turned != group:
            self._turned = group
            self._turn_to(group)
        made = self.choice.value, group, people
        if self._made != made:
            self._made = made
            self.found = self._ordered(people)
            self._say()
        assert self.found is not None
        return self.found.people

    def _ordered(self, people: tuple[PersonLine, ...]) -> "OrderedList":
        from yishi.services import bodies, list_orders

        posts: Mapping[str, str] = {}
        hand: tuple[str, ...] = ()
        how = self.choice.value if self.choice.value != "hand" or self.by_hand else list_orders.USUAL
        if how in ("hand", "post"):
            with self.workspace.read() as session:
                if how == "hand":
                    hand = list_orders.by_hand(session, self.group[1])
                elif self.group[0] == "body":
                    posts = {m.person_id: m.post for m in bodies.members(session, self.group[1], self.workspace.today)}
        return list_orders.ordered(people, how, posts=posts, hand=hand)

    def _say(self) -> None:
        found = self.found
        assert found is not None
        kind, said = "yellow", ""
        if self.choice.value == "hand" and not self.by_hand:
            said = _("手工次序各组各排：先在左边选一个组织或小组")
        elif self.by_hand and len(found.unplaced) == len(found.people):
            kind, said = "muted", _("还没排过：选人后按 Alt+↑↓")
        elif found.unplaced:
            names = [visible(p.name) for p in found.people if p.id in set(found.unplaced)]
            said = _("还没排次序的{n}人在最后：{names}").format(n=len(names), names=_some(names))
        elif found.unknown:
            said = _("这几个字的笔画不知道，排在最后：{signs}").format(signs=_some(list(map(visible, found.unknown))))
        self.told.setText(said)
        self.told.setToolTip(said)
        self.told.tint(kind)
        for button in (self.up_button, self.down_button):
            button.setVisible(self.by_hand)
        self.record_button.setVisible(self.group[0] == "body")

    def shift(self, person: PersonLine | None, step: int) -> None:
        """Move somebody one place; refused (YS-M79) while the list does not stand in an order by hand."""
        from yishi.services import list_orders

        if person is None or self.found is None:
            return
        if not self.by_hand:
            raise Refusal("YS-M79", _("现在的次序是“{order}”，不能挪。").format(order=self.label),
                          next_step=_("在左边选一个组织或小组，再把名单下面的次序换成“手工排列”。"))  # fmt: skip
        ids = [p.id for p in self.found.people]
        place = ids.index(person.id) + step if person.id in ids else -1
        if not 0 <= place < len(ids):  # the first goes no higher
            return
        words = _("把{name}往上挪") if step < 0 else _("把{name}往下挪")
        with self.workspace.write("hand_order", words=words.format(name=person.name)) as session:
            list_orders.move(session, self.group[1], ids, person.id, step)


def _some(told: list[str]) -> str:
    return "、".join(told[:_SHOWN]) + ("…" if len(told) > _SHOWN else "")
