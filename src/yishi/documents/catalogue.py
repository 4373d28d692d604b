"""The papers that can be printed, by name: what they are called, what they are made from, who makes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yishi.documents.manner import POSTING, Manner
from yishi.errors import Refusal
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.documents.corner import Codes
    from yishi.documents.layout import Paper
    from yishi.documents.parts import Part
    from yishi.services.answers import ResolutionSheet


@dataclass(frozen=True)
class Document:
    """One kind of paper; its module is loaded when it is composed."""

    name: str
    title: str
    needs: str  # the answer it is composed from: class of services.answers, printed, printed_loop, printed_file
    module: str
    public: bool = False  # made for the notice board or for everybody's hands: 公示 may be asked for
    large: bool = False  # there is a version in large type
    coded: bool = True  # its pages carry a code; never a ballot: nobody may learn whose it was

    def about(self, answer: Any) -> str:
        """Return the id of the record that the paper is about, "" = the whole book or several records."""
        for name in ("line", "entry", "sheet", "project"):
            held = getattr(answer, name, None)
            if held is not None:
                return str(getattr(held, "id", "") or getattr(held, "resolution_id", ""))
        return ""

    def compose(self, answer: Any, manner: Manner | None = None) -> "Paper":
        """Return the pages made from `answer`; refused (YS-P24, YS-P26) where this paper is not made in that manner."""
        make: Callable[..., Paper] = import_module(f"yishi.documents.{self.module}").compose
        if not self.public:  # what hangs is looked over word for word as it was written (稿件检查)
            from yishi.documents.spelling import spelled

            answer = spelled(answer)
        if manner is None:
            return make(answer)
        from yishi.documents.enlarge import A3, enlarged
        from yishi.documents.profiles import profiled

        self.refuse(manner)
        told = profiled(answer, manner.profile)
        paper = make(told, manner) if self.large or self.public else make(told)
        return enlarged(paper) if manner.paper == A3 else paper

    @property
    def rewordable(self) -> bool:
        """Whether the paper has parts that may be reworded by hand."""
        return self.name in ("notice", "minutes", "posting", "outcome")

    def parts(self, answer: Any) -> "tuple[Part, ...]":
        """Return the parts of the paper that may be reworded by hand (services.hand_edits), with what the program writes there."""
        from yishi.documents.parts import parts

        return parts(self.module, answer)

    def cleaned(self, manner: Manner) -> bool:
        """Return whether the paper goes through 稿件检查: all that hangs; a ballot is word for word what is voted on, but for the wall."""
        return self.public and (self.name != "ballot" or manner.profile == POSTING)

    def refuse(self, manner: Manner) -> None:
        """Refuse what would put an internal paper on the wall (YS-P24), and large type where there is none (YS-P26)."""
        if manner.profile == "posting" and not self.public:
            raise Refusal("YS-P24", _("{title}里有个人信息，只存档，不能按公示印。").format(title=self.title),
                          next_step=_("要上墙请印“决议公示”或“结果公告”，里面没有电话和居民全名。"))
        if manner.large and not self.large:
            raise Refusal("YS-P26", _("{title}没有大字版。").format(title=self.title), next_step=_("请去掉大字，或者印成A3。"))

    def write(self, answer: Any, target: Path, manner: Manner | None = None, codes: "Codes | None" = None) -> None:
        """Write the PDF, for .docx a file that can go on being edited, the whole of it or nothing; refused with YS-P01 … YS-P04.

        `codes` gives each page the code in its corner (services.printed_pages.giver); None prints without.
        """
        from yishi.documents import paint

        if target.suffix.lower() == ".docx":
            from yishi.documents import docx

            # the journal vouches for no text that can be edited
            loose = replace(answer, head="") if getattr(answer, "head", "") else answer
            paint.save(docx.document(self.compose(loose, manner)), target)
            return
        from yishi.documents.corner import coded

        paint.write(coded(self.compose(answer, manner), codes if self.coded else None), target)


def documents() -> dict[str, Document]:
    """Return the papers by name, in the order of `print --list`."""
    found = (
        Document("notice", _("会议通知"), "MeetingSheet", "notice", public=True),
        Document("blank-pack", _("空白记录纸"), "MeetingSheet", "blank_pack"),
        Document("minutes", _("会议纪要"), "MeetingSheet", "minutes"),
        Document("record", _("会议记录"), "MeetingSheet", "record"),
        Document("sign-in", _("签到表"), "MeetingSheet", "sign_in"),
        Document("sign-in-allowance", _("签到表（误工补贴）"), "MeetingSheet", "sign_in_allowance"),
        Document("signatures", _("签字页"), "MeetingSheet", "signatures"),
        Document("four-two", _("四议两公开登记表"), "MeetingSheet", "four_two"),
        Document("poster", _("议程海报"), "MeetingSheet", "poster", public=True),
        Document("ballot", _("表决票"), "MeetingSheet", "ballot", public=True, coded=False),
        Document("tally", _("计票单"), "MeetingSheet", "tally"),
        Document("posting", _("决议公示"), "MeetingSheet", "posting", public=True, large=True),
        Document("booklet", _("活页册"), "PrintedFile", "booklet", public=True),
        Document("topic-form", _("议题征集表"), "TopicSheet", "topic_form"),
        Document("proposal", _("金点子提案表"), "TopicSheet", "proposal"),
        Document("reply-slip", _("回音单"), "TopicSheet", "reply_slip"),
        *_of_resolutions(),
        Document("register", _("事项总台账"), "PrintedRegister", "register"),
        Document("closing-statement", _("微项目结项表"), "ProjectStatement", "closing_statement"),
        Document("statutory-posting", _("法定会议决定公告"), "StatutoryNotice", "statutory_posting", public=True, large=True),
        Document("covenant", _("公约"), "CovenantPaper", "covenant", public=True, large=True),
        Document("quarter", _("议事统计总表"), "QuarterSheet", "quarter"),
        Document("archive-cover", _("卷宗封面"), "PrintedFile", "archive_cover"),
        Document("catalogue", _("卷内目录"), "PrintedFile", "archive_catalogue"),
        Document("yearly-index", _("全年归档索引"), "PrintedYear", "yearly_index"),
        Document("handover", _("工作交接单"), "HandoverSheet", "handover"),
    )
    return {document.name: document for document in found}


def _of_resolutions() -> tuple[Document, ...]:
    """Return the papers of one resolution in the order of its life."""
    needs = "PrintedResolution"
    return (
        Document("opinion", _("协商意见书"), needs, "opinion"),
        Document("card", _("决议卡"), needs, "card", large=True),
        Document("assignment", _("任务交办单"), needs, "assignment"),
        Document("urge", _("催办单"), needs, "urge"),
        Document("supervision", _("督办单"), needs, "supervision"),
        Document("escalation", _("吹哨单"), needs, "escalation"),
        Document("extension", _("延期审批单"), needs, "extension"),
        Document("suspension", _("挂起说明"), needs, "suspension"),
        Document("completion", _("办结报告"), needs, "completion"),
        Document("inspection", _("督查记录表"), needs, "inspection"),
        Document("site-visit", _("现场督查单"), needs, "site_visit"),
        Document("survey", _("满意度测评表"), needs, "survey", public=True, large=True),
        Document("callback", _("回访记录表"), needs, "callback"),
        Document("redo", _("重新办理通知单"), needs, "redo"),
        Document("outcome", _("结果公告"), needs, "outcome", public=True, large=True),
        Document("termination", _("终止说明"), needs, "termination"),
    )


_ONCE_HAPPENED = {  # for a finished matter: only what really happened
    "assignment": ("assign",), "urge": ("urge",), "supervision": ("inspect_fail", "urge"), "escalation": ("escalate",),
    "extension": ("extend",), "suspension": ("suspend",), "redo": ("eval_fail", "reopen"), "termination": ("terminate",),
}  # fmt: skip


def papers_of(sheet: "ResolutionSheet") -> tuple[Document, ...]:
    """Return the papers of a resolution that make sense as it stands now, in the order of its life."""
    state, happened = sheet.line.state, {e.event for e in sheet.events if not e.ignored}
    if state == "DRAFT":
        return ()
    finished = state in ("CLOSED", "ARCHIVED", "TERMINATED")
    found = []
    for each in _of_resolutions():
        if each.name == "opinion" and sheet.line.legal_status == "statutory":
            continue
        if each.name == "termination" and state in ("CLOSED", "ARCHIVED"):
            continue
        rare = each.name in _ONCE_HAPPENED and (finished or each.name in ("redo", "termination"))
        if not rare or happened.intersection(_ONCE_HAPPENED[each.name]):
            found.append(each)
    return tuple(found)


ALWAYS = ("record", "sign-in", "sign-in-allowance", "signatures", "blank-pack", "poster")  # whatever the form asks for


def offered(asked: Sequence[str]) -> tuple[Document, ...]:
    """Return the papers of a meeting whose form asks for those named (services.paper.offered), and those that every meeting has."""
    wanted = {*asked, *ALWAYS}
    return tuple(each for each in documents().values() if each.needs == "MeetingSheet" and each.name in wanted)
