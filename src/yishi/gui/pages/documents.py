"""资料: what can be looked up, counted and printed, one line each, with the place that it leads to."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from yishi.domain.periods import name_of
from yishi.gui.page import Page
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _


@dataclass(frozen=True)
class Shelf:
    """One line: the place that it leads to, its word, what is there."""

    place: str
    word: str
    about: str


class DocumentsPage(Page):
    """The way to 打印中心, 统计, 台账, 公示登记 and 公约; a place that this program does not have is not shown."""

    form = "documents"
    shelves_table: Table
    to_publish_label: Label

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("资料")
        self.shelves_table.set_columns((Column("", sorts=False), Column("", 100, sorts=False)), height=46, header=False)
        self.shelves_table.opened.connect(self._go)
        self.shelves_table.pressed.connect(self._go)

    def home(self) -> QWidget:
        return self.shelves_table

    def keys(self) -> list[tuple[str, str]]:
        return [("Enter", _("打开这一项"))]

    def _go(self, place: Any) -> None:
        self.wants.emit(place, None)

    def reload(self) -> None:
        from yishi.gui.places import places
        from yishi.services import stats

        there = {place.key for place in places() if place.exists()}
        shelves = (
            Shelf("figures", _("统计"), _("开了几场会，来了多少人，办得怎么样，居民满不满意；责任单位得分；导出一张总表")),
            Shelf("papers", _("打印中心"), _("纪要、签到表、交办单、公示等各种文件：看着印，存成PDF，导出Word")),
            Shelf("missing_papers", _("这本还差哪张纸"), _("一场会一行，该有的纸哪张有、哪张缺，一步到那张纸")),
            Shelf("scans", _("收回签字的纸"), _("签了字的签到表、签字页，墙上的公示：扫描件、照片拖进来，自己归到那一件")),
            Shelf("ledgers", _("台账"), _("一件事一行，分党建、民生两本账，能存成表格；居民想要的服务清单")),
            Shelf("postings", _("公示登记"), _("决议公示和结果公开：贴在哪里、从哪天到哪天、谁有异议")),
            Shelf("micro_project", _("微项目"), _("微公益项目的预算、支出、凭证和结项")),
            Shelf("covenants", _("公约"), _("村规民约、居民公约的历次文本和备案")),
        )
        self.shelves_table.show_rows([Row(shelf.place, (Cell(shelf.word, sub=shelf.about, bold=True), Cell(button=_("打开"))))
                                      for shelf in shelves if shelf.place in there])  # fmt: skip
        self.shelves_table.fit()
        with self.workspace.read() as session:
            missing = stats.to_publish(session, self.workspace.today)
        spans = "、".join(self._span(each) for each in missing)
        self.to_publish_label.setText(_("提醒：{spans}过后，公开栏上还没有登记过新的公示。").format(spans=spans))
        self.to_publish_label.setVisible(bool(missing))
        self.say_title(_("资料"))

    def _span(self, each: Any) -> str:
        if each.span == "month":
            return _("{year}年{month}月").format(year=each.period.first.year, month=each.period.first.month)
        return name_of(each.period)
