"""What the entry row asks for at each event of the loop: who does it, which extra fields, what to write."""

from dataclasses import dataclass

from yishi.domain.marker import N_

EVALUATIONS = ("eval_pass", "eval_fail")


@dataclass(frozen=True)
class Asks:
    """`who` is owner, supervisor, actor or "" (somebody else); `term` words the deadline row.

    `place` = a posting, `level` = a whistle, `counts` = an evaluation, `approved` = needs who approved. `needs_text`
    only says where the focus goes: whether text is missing is judged by the guards.
    """

    who: str
    hint: str
    needs_text: bool = False
    term: str = ""
    by_date: bool = False  # a day may be written instead of the number
    natural: bool = False
    approved: bool = False
    level: bool = False
    counts: bool = False


_MAY_BE_EMPTY = N_("可以不写，回车记下")

ASKS: dict[str, Asks] = {
    "adopt": Asks("actor", _MAY_BE_EMPTY),
    "publish_decision": Asks("actor", _MAY_BE_EMPTY, term=N_("公示"), natural=True),
    "assign": Asks("actor", N_("交办说明，可以不写，回车记下"), term=N_("期限"), by_date=True),
    "accept": Asks("owner", _MAY_BE_EMPTY),
    "reject_assign": Asks("owner", N_("为什么办不了，回车记下"), needs_text=True),
    "progress": Asks("owner", N_("写一句做了什么，回车记下"), needs_text=True),
    "extend": Asks("owner", N_("为什么要延，回车记下"), needs_text=True, term=N_("延"), by_date=True, approved=True),
    "suspend": Asks("actor", N_("什么客观原因、预计哪天恢复，回车记下"), needs_text=True),
    "resume": Asks("actor", _MAY_BE_EMPTY),
    "escalate": Asks("owner", N_("为什么本级办不了，回车记下"), needs_text=True, term=N_("吹到"), level=True),
    "respond": Asks("", N_("怎样来的、怎么说，回车记下"), needs_text=True),
    "report_done": Asks("owner", N_("办成什么样了，回车记下")),
    "inspect_fail": Asks("supervisor", N_("哪里不合格，逐条写；Shift+回车换行"), needs_text=True, term=N_("整改")),
    "inspect_pass": Asks("supervisor", N_("现场看到什么，回车记下"), term=N_("评价"), by_date=True),
    "eval_pass": Asks("actor", N_("怎样评的，例如 纸质测评15份，回车记下"), counts=True),
    "eval_fail": Asks("actor", N_("怎样评的、不满意什么，回车记下"), counts=True, term=N_("重办")),
    "archive": Asks("actor", _MAY_BE_EMPTY),
    "terminate": Asks("actor", N_("写上新的决议号和原因，回车记下"), needs_text=True),
    "urge": Asks("supervisor", N_("催什么，可以不写，回车记下")),
    "reopen": Asks("actor", N_("为什么重新办理，回车记下"), needs_text=True, term=N_("重办")),
    "publish_outcome": Asks("actor", _MAY_BE_EMPTY, term=N_("公开"), natural=True),
    "object": Asks("", N_("异议的内容，回车记下"), needs_text=True),
    "answer_objection": Asks("actor", N_("怎样答复的，回车记下"), needs_text=True),
}
WHOSE: dict[str, str] = {"respond": N_("报到单位"), "object": N_("谁提的")}
