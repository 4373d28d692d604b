"""到会够不够: the share of those who came and how many are lacking, always in sight in the room's bar."""

from yishi.gui.widgets import Label
from yishi.i18n import _
from yishi.services.answers import MeetingSheet


def show(sheet: MeetingSheet, expected: Label, present: Label, share: Label, quorum: Label) -> None:
    """Put 应到, 实到, 比例 and 还差 into the bar; a meeting that needs no number of people only gets the first three."""
    from yishi.services import legality

    bar = legality.bar(sheet)
    expected.setText(str(bar.expected))
    present.setText(str(bar.present))
    share.setText(_("{n}%").format(n=bar.share // 10) if bar.expected else "")
    counts = bool(bar.needed) or not bar.met or sheet.line.form == legality.BY_OWNERS
    quorum.setText(bar.words.rpartition("　")[2] if counts else "")  # 够数, 还差 3 人, 还差 2 户, 按面积和人数两项算
    quorum.tint("green" if bar.met else "yellow")
    quorum.setVisible(counts)
    for label in (share, quorum):
        label.setToolTip("\n".join(part for part in (bar.words, bar.rule_words) if part))
