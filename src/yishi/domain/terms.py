"""The Chinese word for every code. They are message ids: wrap them in `_()` where they are shown.

A village and an urban community say some things differently; `word(kind, text)` turns village words into urban ones.
"""

from yishi.domain.marker import N_
from yishi.domain.transitions import STAGE_OF, TABLE, Stage, State
from yishi.domain.voting import RULE_WORDS

__all__ = [
    "ATTENDANCE_WORDS",
    "CATEGORY_WORDS",
    "EVENT_WORDS",
    "FORM_WORDS",
    "GRADE_WORDS",
    "KIND_WORDS",
    "LEGAL_WORDS",
    "LEVEL_WORDS",
    "LIGHT_WORDS",
    "N_",
    "POSTING_WORDS",
    "RETENTION_WORDS",
    "ROLE_WORDS",
    "RULE_WORDS",
    "SOURCE_WORDS",
    "STAGE_OF",
    "STANCE_WORDS",
    "STATE_WORDS",
    "VERB_WORDS",
    "Stage",
    "verb_word",
    "word",
]

ANYBODY = "某居民"  # a speaker whose name nobody knows, as it stands in the book

STATE_WORDS: dict[State, str] = {
    State.DRAFT: N_("草拟"),
    State.ADOPTED: N_("已通过"),
    State.ASSIGNED: N_("已交办"),
    State.IN_PROGRESS: N_("办理中"),
    State.SUSPENDED: N_("挂起"),
    State.ESCALATED: N_("已吹哨"),
    State.INSPECTING: N_("督查核实"),
    State.RECTIFYING: N_("整改中"),
    State.EVALUATING: N_("评价中"),
    State.CLOSED: N_("办结"),
    State.ARCHIVED: N_("已归档"),
    State.TERMINATED: N_("终止"),
}
EVENT_WORDS: dict[str, str] = {row.event: row.label for row in TABLE}
LIGHT_WORDS: dict[str, str] = {"green": N_("绿灯"), "yellow": N_("黄灯"), "red": N_("红灯"), "gray": N_("灰灯")}

CATEGORY_WORDS: dict[str, str] = {
    "public_affairs": N_("公共事务公益"),
    "difficulties": N_("实际困难与矛盾"),
    "policy": N_("政策落实"),
    "statutory": N_("法定应协商"),
    "raised_by_party": N_("各方提出的协商需求"),
}
SOURCE_WORDS: dict[str, str] = {
    "resident": N_("居民提出"),
    "grid": N_("网格发现"),
    "delegate": N_("代表或委员"),
    "hotline": N_("热线来访"),
    "idea": N_("金点子"),
    "superior": N_("上级交办"),
    "patrol": N_("巡查（未诉先办）"),
}
ATTENDANCE_WORDS: dict[str, str] = {
    "present": N_("出席"),
    "observer": N_("列席"),
    "absent": N_("缺席"),
    "proxy": N_("委托"),
}
STANCE_WORDS: dict[str, str] = {
    "for": N_("赞成"),
    "against": N_("反对"),
    "neutral": N_("中立"),
    "suggest": N_("建议"),
    "explain": N_("情况说明"),
}
GRADE_WORDS: dict[str, str] = {
    "very_satisfied": N_("非常满意"),
    "satisfied": N_("满意"),
    "basically_satisfied": N_("基本满意"),
    "dissatisfied": N_("不满意"),
    "very_dissatisfied": N_("非常不满意"),
    "unreached": N_("联系不上"),
    "solved": N_("已解决"),
    "partially_solved": N_("部分解决"),
    "unsolved": N_("未解决"),
}
LEVEL_WORDS: dict[str, str] = {
    "grid": N_("网格"),
    "community": N_("社区或村"),
    "town": N_("镇街"),
    "department": N_("县区部门"),
}
LEGAL_WORDS: dict[str, str] = {
    "consultative": N_("协商意见"),
    "confirmed": N_("协商意见（已由法定会议确认）"),
    "statutory": N_("法定决定"),
}
POSTING_WORDS: dict[str, str] = {
    "decision": N_("决议公示"),
    "statutory": N_("法定会议决定公示"),
    "outcome": N_("结果公开"),
}
RETENTION_WORDS: dict[str, str] = {"permanent": N_("永久"), "y30": N_("30年"), "y10": N_("10年")}

FORM_WORDS: dict[str, str] = {
    "teahouse": N_("流动的茶馆"),
    "bench": N_("流动小板凳会商"),
    "five_party": N_("五方七步会商"),
    "residents_council": N_("居民议事会"),
    "board_council": N_("理事会"),
    "heart_to_heart": N_("民情恳谈会"),
    "hearing": N_("听证会"),
    "statutory_assembly": N_("村民会议"),
    "statutory_reps": N_("村民代表会议"),
    "statutory_group": N_("村民小组会议"),
    "owners_vote": N_("业主共同决定"),
    "residents_assembly": N_("居民会议"),
    "residents_reps": N_("居民代表会议"),
    "baixing_hall": N_("百姓议事堂"),
    "laofushi": N_("老弗士议事协商"),
    "xuqiaozhen": N_("许巧珍7+工作法"),
    "moral_council": N_("道德评议会"),
    "wedding_funeral_council": N_("红白理事会"),
    "yard": N_("院落自治"),
    "building": N_("楼宇自治"),
    "group": N_("村民小组自治"),
    "xianglin": N_("乡邻有约"),
    "four_two": N_("四议两公开"),
    "custom": N_("自定形式"),
}
ROLE_WORDS: dict[str, str] = {
    "secretary": N_("书记"),
    "director": N_("主任"),
    "recorder": N_("文书"),
    "host": N_("主持人"),
    "oversight_member": N_("监督委员会成员"),
    "representative": N_("村民代表"),
    "grid_head": N_("网格长"),
    "grid_worker": N_("网格员"),
    "neighbor_head": N_("邻长"),
    "building_head": N_("楼栋长"),
    "group_head": N_("村民小组长"),
    "cpc_member": N_("党员"),
    "social_worker": N_("社工"),
    "volunteer": N_("志愿者"),
    "owners_committee": N_("业委会"),
    "property_company": N_("物业"),
    "resident_org": N_("驻区单位"),
    "social_org": N_("社会组织"),
    "stakeholder": N_("利益相关方"),
    "non_hukou_rep": N_("非户籍居民代表"),
    "legal_adviser": N_("法律顾问"),
    "delegate": N_("两代表一委员"),
}
VERB_WORDS: dict[str, str] = {  # what the journal notes as done; a step of the loop is in EVENT_WORDS
    "init": N_("建簿"),
    "open_meeting": N_("开始会议"),
    "close_meeting": N_("结束会议"),
    "meeting": N_("改会议"),
    "sign_in": N_("签到"),
    "leave": N_("记早退"),
    "attendance": N_("改到会"),
    "agenda": N_("加议题"),
    "topic": N_("登记议题"),
    "speech": N_("记下发言"),
    "motion": N_("提出表决"),
    "vote": N_("记下表决"),
    "resolution": N_("存为决议"),
    "resolve": N_("存为决议"),
    "dissent": N_("记不同意见"),
    "statutory_followup": N_("登记法定会议决定"),
    "owners_vote": N_("登记业主表决"),
    "person": N_("改人员"),
    "correct": N_("更正"),
    "edit": N_("改动"),
    "delete": N_("删除"),
    "erase": N_("抹去个人信息"),
    "restore": N_("取回"),
    "import": N_("导入"),
    "merge": N_("带回"),
    "settings": N_("改设置"),
    "undo": N_("撤销"),
    "redo": N_("重做"),
}
KIND_WORDS: dict[str, str] = {"village": N_("村"), "urban": N_("社区")}

_SWITCH: tuple[tuple[str, str], ...] = (  # longer ones first
    (N_("村务监督委员会"), N_("居务监督委员会")),
    (N_("村民委员会"), N_("居民委员会")),
    (N_("村民代表会议"), N_("居民代表会议")),
    (N_("村民会议"), N_("居民会议")),
    (N_("村民小组"), N_("居民小组")),
    (N_("村民代表"), N_("居民代表")),
    (N_("村规民约"), N_("居民公约")),
    (N_("村委会"), N_("居委会")),
    (N_("村务公开"), N_("居务公开")),
    (N_("村民"), N_("居民")),
    (N_("村务"), N_("居务")),
)


def verb_word(verb: str) -> str:
    """Return the word for a verb of the journal, a message id; one that is words already stays as it is."""
    known = VERB_WORDS.get(verb.partition(" ")[0]) or EVENT_WORDS.get(verb)
    return known or (N_("上一步") if verb and verb.isascii() else verb)


def word(kind: str, text: str) -> str:
    """Return our own `text`, written in village words, in the words of `kind` ("village" or "urban")."""
    if kind == "urban":
        for village, urban in _SWITCH:
            text = text.replace(village, urban)
    return text
