"""What the roster page makes beside the list: the list as a paper, and the offer to hand over when somebody's place in a body ends."""

from typing import TYPE_CHECKING

from yishi.gui import table_files
from yishi.gui.controls import Button
from yishi.gui.layout import clear
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Strip
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.pages.people import PeoplePage


def print_list(page: "PeoplePage") -> None:
    """Make a paper of the list that is shown, with the words for its order above it; telephones stay masked."""
    title = list_title(page)
    table_files.offer(page.strip_place, table_files.write_paper(page.people_table, title, above(page)), title)


def list_title(page: "PeoplePage") -> str:
    """Return how the list that is shown is called on paper and in a workbook."""
    return _("{group}名单").format(group=page.groups.key[1] or _("人员"))


def above(page: "PeoplePage") -> str:
    """Return what stands above the list: its order, how many, whom that order does not know, and the day."""
    order = "" if page.people_table.sorted else page.order.label
    told = (order, page.count_label.text(), page.order.told.toolTip() if order else "", page.workspace.today.isoformat())
    return "　".join(part for part in told if part)


def offer_handover(page: "PeoplePage", body: str) -> None:
    """Say what somebody whose place in `body` ended still has in hand, with the way to hand it over; nothing where there is none."""
    from yishi.services import handovers

    person, layout = page.chosen, page.strip_place.layout()
    if person is None or layout is None:
        return
    with page.workspace.read() as session:
        n = handovers.in_hand(session, person.id, page.workspace.today).open
    if not n:
        return
    clear(layout)
    go, later = Button(_("交接…"), small=True), Button(_("以后再说"), kind="quiet", small=True)
    go.setObjectName("offer_handover_button")
    go.clicked.connect(page.hand_over)
    later.clicked.connect(page.strip_place.hide)
    press_by_enter(go, later)
    words = _("{name}在{body}到期了，手上还有{n}件没办完。").format(name=person.name, body=body, n=n)
    layout.addWidget(Strip("yellow", words, go, later))
    page.strip_place.show()
