"""What a meeting may lack and go on all the same: the words for each matter, as they stand beside the reason in the record.

A matter is a code, with the number of what it is about behind a space where there are several: "undecided 2".
"""

from yishi.domain.marker import N_

MATTER_WORDS: dict[str, str] = {
    "nobody_signed": N_("没有人签到"),
    "expected_open": N_("应到的人有没签到的"),
    "same_twice": N_("名单里有两个人分不清"),
    "proxy_paper": N_("代别人到会，没有看过委托书"),
    "no_agenda": N_("没有议题"),
    "no_speech": N_("没有记发言"),
    "strangers": N_("发言人没有签到"),
    "unsorted": N_("有几段话还没有归到议题"),
    "undecided n": N_("第{n}项议题没有决议，也没有写去向"),
    "unvoted n": N_("第{n}项表决没有票数"),
    "vote_sum n": N_("第{n}项表决的票数对不上"),
    "incomplete n": N_("第{n}项决议缺责任人、督查人或期限"),
    "same_hand n": N_("第{n}项决议由责任人自己督查"),
    "beneficiaries": N_("有的决议没有写受益户数"),
    "unhandled": N_("有的意见没有写怎么处理"),
    "dissent_unsaid": N_("没有记不同意见，也没有注明“无不同意见”"),
    "parties": N_("该来的各方没有到齐"),
    "steps": N_("规定的步骤没有走完"),
    "no_photo": N_("没有现场照片"),
    "no_end": N_("没有写散会时间"),
    "quorum": N_("到会人数不够"),
    "notice": N_("通知的天数不够"),
    "members": N_("没有填应到人数"),
    "stated": N_("实到的人比填的应到还多"),
    "women": N_("妇女代表的比例不够"),
    "representatives": N_("代表的比例不够"),
    "quorum n": N_("第{n}项议题的到会人数不够"),
    "precheck n": N_("第{n}项议题没有写党组织研究的日期和文件"),
    "statutory n": N_("第{n}项议题须提请法定会议或业主决定"),
    "majority n": N_("第{n}项议题的表决规则比应有的宽"),
    "order n": N_("“{n}”的次序不对"),
    "step_quorum n": N_("“{n}”的到会人数不够"),
    "step_papers n": N_("“{n}”的材料送得太晚"),
    "step_consent n": N_("“{n}”的同意人数不够"),
}


def parted(matter: str) -> tuple[str, str]:
    """Return the code of a matter and what it is about, "" where it is about the meeting."""
    code, _blank, about = matter.partition(" ")
    return code, about


def known(matter: str) -> bool:
    """Return whether this is a matter that a check can raise."""
    code, about = parted(matter)
    return (f"{code} n" if about else code) in MATTER_WORDS


def matter_words(matter: str) -> str:
    """Return the message id for a matter, with {n} where its number goes; one that is words already stays as it is."""
    code, about = parted(matter)
    return MATTER_WORDS.get(f"{code} n" if about else code, matter)
