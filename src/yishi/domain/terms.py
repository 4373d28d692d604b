"""The Chinese word for every code. They are message ids: wrap them in `_()` where they are shown.

A village and an urban community say some things differently; `word(kind, text)` turns village words into urban ones.
"""

from yishi.domain.marker import N_
from yishi.domain.transitions import STAGE_OF, TABLE, Stage, State
from yishi.domain.voting import RULE_WORDS

__all__ = [
    "ATTENDANCE_WORDS",
    "CATEGORY_WORDS",
    "DUTY_WORDS",
    "EVENT_WORDS",
    "FATE_WORDS",
    "FORM_WORDS",
    "GRADE_WORDS",
    "HANDLING_WORDS",
    "KIND_WORDS",
    "LEDGER_WORDS",
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
    "TOGETHER_WORDS",
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
HANDLING_WORDS: dict[str, str] = {  # how an opinion is dealt with, so that none is left without an answer
    "on_spot": N_("当场答复"),
    "afterwards": N_("会后办理"),
    "upward": N_("上报"),
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
DUTY_WORDS: dict[str, str] = {  # 三张清单, the four 指导目录 of Jiangxi, and 网格事项清单
    "primary": N_("主体责任清单"),
    "assist": N_("协助办理清单"),
    "negative": N_("负面清单"),
    "lawful_duties": N_("依法履职工作事务"),
    "assisted_duties": N_("协助政府工作事项"),
    "plaques": N_("工作机制牌子"),
    "certificates": N_("不应出具证明事项"),
    "grid_matters": N_("网格事项清单"),
}
FATE_WORDS: dict[str, str] = {  # what has become of a topic; 列入第N期 names the meeting
    "new": N_("新"),
    "listed": N_("已列入会议"),
    "direct": N_("直接办"),
    "declined": N_("不议（已说明）"),
    "passed_up": N_("已上报"),
    "merged": N_("并入别的议题"),
    "done": N_("办结"),
}
LEDGER_WORDS: dict[str, str] = {"party_building": N_("党建"), "livelihood": N_("民生")}  # 两本账
TOGETHER_WORDS: dict[str, str] = {  # 五共
    "decide": N_("决策共谋"),
    "build": N_("建设共管"),
    "learn": N_("能力共促"),
    "judge": N_("效果共评"),
    "share": N_("成果共享"),
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
    "calendar_day": N_("改一天的假或班"),
    "calendar_year": N_("改放假安排"),
    "collect": N_("改收集哪些资料"),
    "id_on": N_("开始收身份证全号"),
    "id_code": N_("换身份证号钥匙单"),
    "id_off": N_("抹去全部身份证号"),
    "id_drop": N_("抹去一个人的身份证号"),
    "id_show": N_("查看身份证号"),
    "community": N_("改村或社区资料"),
    "hand_edit": N_("改纸上的字句"),
    "hand_edit_back": N_("撤回改过的字句"),
    "hand_order": N_("排名单的次序"),
    "handover": N_("交接"),
    "leak_decide": N_("记稿件检查"),
    "leak_take_back": N_("撤回稿件检查"),
    "photo_consent": N_("记照片能不能公开"),
    "place_rules": N_("改本地规则"),
    "register_columns": N_("改总台账的栏目"),
    "statutory_posting": N_("登记法定公告"),
    "supervisor": N_("换督查人"),
    "plan": N_("准备会议"),
    "expect": N_("改应到名单"),
    "open_meeting": N_("开始会议"),
    "close_meeting": N_("结束会议"),
    "finalise": N_("定稿"),
    "waive": N_("说明理由后继续"),
    "meeting": N_("改会议"),
    "sign_in": N_("签到"),
    "leave": N_("记早退"),
    "attendance": N_("改到会"),
    "agenda": N_("加议题"),
    "topic": N_("登记议题"),
    "topic_facts": N_("改议题"),
    "topic_again": N_("记又提起了"),
    "topic_merge": N_("合并议题"),
    "topic_decline": N_("记不议"),
    "topic_direct": N_("记直接办"),
    "topic_pass_up": N_("记上报"),
    "topic_take_back": N_("放回议题池"),
    "topic_reply": N_("记回音"),
    "put_on": N_("列入会议"),
    "duties": N_("导入清单"),
    "speech": N_("记下发言"),
    "handle": N_("记意见怎么办"),
    "teahouse": N_("三格记录"),
    "teahouse_sort": N_("归到议题"),
    "attachment": N_("附上图片或录音"),
    "agenda_order": N_("调整议题次序"),
    "settle": N_("记议题怎么定"),
    "motion": N_("提出表决"),
    "vote": N_("记下表决"),
    "recuse": N_("记回避"),
    "resolution": N_("存为决议"),
    "resolve": N_("存为决议"),
    "dissent": N_("记不同意见"),
    "statutory_followup": N_("登记法定会议决定"),
    "owners_vote": N_("登记业主表决"),
    "person": N_("改人员"),
    "merge_people": N_("合并重复的人"),
    "distinct_people": N_("记不是同一人"),
    "private_use": N_("记造字"),
    "erase_person": N_("删除一个人的资料"),
    "correct": N_("更正"),
    "edit": N_("改动"),
    "delete": N_("删除"),
    "erase": N_("抹去个人信息"),
    "restore": N_("取回"),
    "import": N_("导入"),
    "merge": N_("带回"),
    "step": N_("记步骤"),
    "form": N_("改会议形式"),
    "rule": N_("改规则"),
    "confirm_rule": N_("核对规则"),
    "restore_rule": N_("恢复出厂规则"),
    "settings": N_("改设置"),
    "ledger": N_("归账"),
    "claim": N_("记接单"),
    "unclaim": N_("取消接单"),
    "whistle_rating": N_("给报到打分"),
    "progress_all": N_("批量记跟进"),
    "milestone": N_("改节点"),
    "describe": N_("改受益户数和归类"),
    "visit": N_("记督查"),
    "spot_check": N_("随机抽查"),
    "kinship": N_("记亲属关系"),
    "survey_sheet": N_("录测评表"),
    "survey_sample": N_("写发出份数"),
    "survey_raiser": N_("记提出人的评价"),
    "draw_calls": N_("抽回访名单"),
    "call_try": N_("记没打通"),
    "call_answer": N_("记回访"),
    "aftercare": N_("记“还好吗”"),
    "posting_mark": N_("记张贴"),
    "posting_repeat": N_("重新公布"),
    "micro_project": N_("立微项目"),
    "expense": N_("记支出"),
    "expense_out": N_("去掉支出"),
    "voucher": N_("补凭证"),
    "close_account": N_("微项目结项"),
    "open_account": N_("取消结项"),
    "covenant": N_("写公约"),
    "covenant_adopt": N_("记公约通过"),
    "covenant_file": N_("记公约备案"),
    "print": N_("打印"),
    "scan_in": N_("收进扫描件"),
    "scan_claim": N_("认领扫描件"),
    "scan_out": N_("去掉扫描件"),
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
