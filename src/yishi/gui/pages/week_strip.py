"""这一周: seven days with the shapes of what falls due on them; today is filled."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.chips import paint_shape
from yishi.i18n import _

_CENTRE = Qt.AlignmentFlag.AlignCenter
_MOST = 3  # shapes under one day


class WeekStrip(QWidget):
    """Monday to Sunday of the week that `today` lies in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today, self.marks = date.min, dict[date, Sequence[str]]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    @property
    def days(self) -> list[date]:
        """The seven days shown."""
        monday = self.today - timedelta(days=self.today.weekday())
        return [monday + timedelta(days=n) for n in range(7)]

    def show_week(self, today: date, marks: Mapping[date, Sequence[str]]) -> None:
        """Show the week of `today`; `marks` are the chip states of what falls due on a day."""
        self.today, self.marks = today, dict(marks)
        due = [_("{day}日到期{n}件").format(day=day.day, n=len(self.marks[day])) for day in self.days if day in self.marks]
        self.setAccessibleName(_("这一周") + "　" + ("，".join(due) or _("没有到期的")))
        self.update()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(74))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(30) * 7, theme.px(74))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, line = self.width() / 7, QFontMetrics(theme.font()).height()
        for place, (day, word) in enumerate(zip(self.days, _("一二三四五六日"), strict=True)):
            left, now, side = place * wide, day == self.today, theme.px(28)
            painter.setFont(theme.font(-0.5))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(left, 0, wide, line), _CENTRE, word)
            box = QRectF(left + (wide - side) / 2, line + 2, side, side)
            if now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("primary"))
                painter.drawRoundedRect(box, 4, 4)
            states = list(self.marks.get(day, ()))[:_MOST]
            painter.setPen(theme.color("on_primary" if now else "muted" if place > 4 else "text"))
            painter.setFont(theme.font(0.5, bold=now or bool(states)))
            painter.drawText(box, _CENTRE, str(day.day))
            dot = theme.px(9)
            x = left + (wide - len(states) * (dot + 4) + 4) / 2
            for n, state in enumerate(states):
                paint_shape(painter, QRectF(x + n * (dot + 4), box.bottom() + 5, dot, dot), state)
