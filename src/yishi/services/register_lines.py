"""The columns of the register (台账) with their words: values of the standard library, for window and workbook."""

from yishi.domain.marker import N_

COLUMNS: dict[str, str] = {  # in their order
    "no": N_("序号"), "ledger": N_("归账"), "topic": N_("议题"), "category": N_("类别"), "source": N_("来源"),
    "meeting_day": N_("会议日期"), "number": N_("决议编号"), "text": N_("决议"), "owner_unit": N_("责任单位"), "owner": N_("责任人"),
    "supervisor": N_("督查人"), "due": N_("期限"), "state": N_("状态"), "light": N_("灯"), "round": N_("轮次"),
    "closed_on": N_("办结日期"), "satisfaction": N_("满意率"), "published_on": N_("公开日期"), "fund_source": N_("资金来源"),
    "remark": N_("备注"),
}  # fmt: skip
ALWAYS = ("number", "text")  # without them nobody knows what a line is about
