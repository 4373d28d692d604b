"""What the short verbs of the journal are called on screen, behind 撤销：. A step of the loop is called as the loop calls it."""

from yishi.domain.terms import EVENT_WORDS
from yishi.i18n import _


def words_of(verb: str) -> str:
    """Return the words for a verb; one that is words already stays as it is."""
    known = {
        "": "",
        "init": _("建簿"),
        "speech": _("记下发言"),
        "vote": _("记下表决"),
        "motion": _("提出表决"),
        "resolution": _("存为决议"),
        "resolve": _("存为决议"),
        "agenda": _("加议题"),
        "topic": _("登记议题"),
        "sign_in": _("签到"),
        "leave": _("记早退"),
        "attendance": _("改到会"),
        "meeting": _("改会议"),
        "open_meeting": _("开始会议"),
        "close_meeting": _("结束会议"),
        "correct": _("更正"),
        "edit": _("改动"),
        "delete": _("删除"),
        "restore": _("取回"),
        "person": _("改人员"),
        "import": _("导入"),
        "merge": _("带回"),
        "dissent": _("记不同意见"),
        "statutory_followup": _("登记法定会议决定"),
        "owners_vote": _("登记业主表决"),
        "settings": _("改设置"),
    }
    if verb in known:
        return known[verb]
    if verb in EVENT_WORDS:
        return _(EVENT_WORDS[verb])
    return _("上一步") if verb.isascii() else verb
