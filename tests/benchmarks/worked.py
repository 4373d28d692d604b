"""A made-up village and its meetings in `yishi-meeting/1`: 30 people, 8 topics, 40 speeches, votes, resolutions, loops.

Everything follows from the number of the meeting; two runs measure the same content.
"""

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

TODAY = date(2026, 6, 15)
NAME, ABBR, ACTOR = "柳溪村", "柳", "苏文静"

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = (
    "安邦",
    "宝田",
    "长根",
    "春生",
    "德明",
    "福来",
    "桂芳",
    "海燕",
    "和平",
    "红梅",
    "家旺",
    "建华",
    "金凤",
    "兰英",
    "立新",
    "满仓",
    "美玲",
    "明亮",
    "全胜",
    "瑞雪",
    "少云",
    "淑珍",
    "天佑",
    "文斌",
    "小满",
    "秀芝",
    "雪峰",
    "永昌",
    "玉兰",
    "志远",
)
TOPICS = (
    "村口到小学的路灯",
    "垃圾桶的摆放和清运",
    "晒谷场停车",
    "祠堂门前的排水沟",
    "塘埂护栏",
    "村民食堂试办",
    "文化墙重画",
    "老年活动室添置",
)
SPEECHES = (
    "这件事去年就说过，今年无论如何要定下来，不能再拖。",
    "我去量过，从东头到西头一共三百二十米，按四十米一处算，八处就够了。",
    "钱的事要先讲清楚，哪一笔从哪里出，发票和比价单都要上墙。",
    "我家就在旁边，夜里看不见，孩子下晚自习回来要打手电，老人不敢出门。",
    "我不是反对，是担心建好了没有人管，前几年那批就是坏了半年没有人修。",
)
DUTIES = (
    "安装太阳能路灯八盏",
    "按户设分类垃圾桶并定点清运",
    "划出停车位二十个",
    "清淤并加盖排水沟六十米",
    "加装护栏一百二十米",
    "试办食堂三个月",
    "重画文化墙两面",
    "添置桌椅和取暖设备",
)
EVENTS = (  # dates that the calendar of 2026 gives: posted 4-27 to 5-06, ten working days from 5-07 end on 5-20
    ("2026-05-07", "assign", ACTOR, "交办", "任务交办单", "ASSIGNED"),
    ("2026-05-07", "accept", "owner", "签收", "任务交办单", "IN_PROGRESS"),
    ("2026-05-11", "progress", "owner", "三家比价完成，比价单已经上墙", "跟进记录", ""),
    ("2026-05-19", "report_done", "owner", "全部完成，附前后照片", "办结报告", "INSPECTING"),
    ("2026-05-21", "inspect_pass", "supervisor", "到现场看过，合格", "督查记录", "EVALUATING"),
    ("2026-05-26", "eval_pass", ACTOR, "测评三十份", "满意度汇总", "CLOSED"),
)
EVALUATION: dict[str, Any] = {
    "round": 1,
    "method": "纸质测评",
    "sample": 30,
    "valid": 28,
    "very_satisfied": 14,
    "satisfied": 9,
    "basically_satisfied": 3,
    "dissatisfied": 2,
    "very_dissatisfied": 0,
    "satisfaction_rate": 0.929,
    "solved": 26,
    "partially_solved": 2,
    "unsolved": 0,
    "resolve_rate": 0.964,
    "passed": True,
    "note": "",
    "raiser": "satisfied",
}


def meeting(number: int) -> dict[str, Any]:
    """Return the worked record of the village's meeting `number` of 2026."""
    rng = random.Random(number)
    given = rng.sample(GIVEN, 30)
    names = [SURNAMES[(7 * number + i) % len(SURNAMES)] + given[i] for i in range(30)]
    order = rng.sample(range(len(TOPICS)), len(TOPICS))
    return {
        "id": f"TW-2026-{number:02d}",
        "form": "teahouse",
        "title": f"{NAME}“流动的茶馆”议事会（2026年第{number}期）",
        "org": f"清源县白石镇{NAME}村民委员会",
        "place": f"{NAME}晒谷场西侧 {names[0]}家院子",
        "start": "2026-04-24T14:00",
        "end": "2026-04-24T16:40",
        "notice_date": "2026-04-21",
        "notice_channels": ["村务公开栏", "广播"],
        "host": f"{names[0]}（村党总支书记）",
        "recorder": f"{ACTOR}（村文书）",
        "expected": 30,
        "present": 30,
        "rule_profile": "consultation",
        "participants": [_participant(i + 1, name, number) for i, name in enumerate(names)],
        "observers": ["卢建国（白石镇村镇建设办公室）"],
        "agenda": [
            {
                "no": no,
                "title": TOPICS[t],
                "category": "public_affairs",
                "source": "resident",
                "proposer": names[no],
                "statutory_flag": "",
            }
            for no, t in enumerate(order, 1)
        ],
        "speeches": [_speech(no, said, names, order, rng) for no in range(1, len(order) + 1) for said in range(5)],
        "votes": [_vote(no, DUTIES[t]) for no, t in enumerate(order, 1)],
        "posting_decision": {
            "start": "2026-04-27",
            "natural_days": 7,
            "nominal_end": "2026-05-03",
            "end": "2026-05-06",
            "place": ["村务公开栏"],
            "objections": [],
        },
        "resolutions": [_resolution(number, no, DUTIES[t], names) for no, t in enumerate(order, 1)],
    }


def _participant(seq: int, name: str, number: int) -> dict[str, Any]:
    return {
        "seq": seq,
        "name": name,
        "gender": "女" if seq % 3 == 0 else "男",
        "age": 30 + seq,
        "role": "村民代表",
        "party": "村民",
        "phone": f"199{number:03d}{seq:05d}",
        "building_or_group": f"{'东西南北'[seq % 4]}头组",
        "photo_consent": True,
    }


def _speech(no: int, said: int, names: list[str], order: list[int], rng: random.Random) -> dict[str, Any]:
    words = f"关于{TOPICS[order[no - 1]]}，" + SPEECHES[said] + rng.choice(SPEECHES)
    stance = "情况说明" if said == 0 else "赞成"
    return {"agenda": no, "speaker": names[(5 * no + said) % len(names)], "stance": stance, "text": words}


def _vote(no: int, duty: str) -> dict[str, Any]:
    return {
        "agenda": no,
        "motion": f"{duty}，由村民委员会负责，十个工作日内完成。",
        "rule": "FOR_GT_AGAINST",
        "method": "举手",
        "eligible": 30,
        "present": 30,
        "votes_for": 26,
        "votes_against": 1,
        "abstain": 3,
        "not_voted": 0,
        "passed": True,
        "note": "",
    }


def _resolution(number: int, no: int, duty: str, names: list[str]) -> dict[str, Any]:
    who = {"owner": names[1], "supervisor": names[2], ACTOR: ACTOR}
    keys = ("date", "event", "actor", "text", "document", "state_after")
    return {
        "no": f"{ABBR}议〔2026〕{number}-{no}",
        "agenda": no,
        "vote": no,
        "text": duty,
        "owner_unit": f"{NAME}村民委员会",
        "owner": names[1],
        "owner_title": "村委会副主任",
        "assist": ["东头村民小组"],
        "supervisor": names[2],
        "fund": {
            "source": "村集体公益金",
            "budget": 9600,
            "items": [["材料", 4200], ["人工", 4920]],
            "spent": 9120,
            "balance": 480,
        },
        "workdays": 10,
        "due": "2026-05-20",
        "final_state": "CLOSED",
        "round": 1,
        "events": [dict(zip(keys, (*event[:2], who[event[2]], *event[3:]), strict=True)) for event in EVENTS],
        "evaluations": [EVALUATION],
    }


def file(folder: Path, number: int = 1) -> Path:
    """Write the record of one meeting and return its path."""
    path = folder / f"meeting-{number}.json"
    record = {"format": "yishi-meeting/1", "meetings": [meeting(number)]}
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return path


def book(folder: Path, meetings: int = 1) -> Path:
    """Return the path of a book of the village with this many meetings, made when it is not there yet."""
    from yishi.services import communities, records_in
    from yishi.store.book import Book

    path = folder / f"village-{meetings}.yishi"
    if path.exists():
        return path
    with Book.open(path, home=home(folder), create=True) as made:
        with made.write(ACTOR, "init") as session:
            communities.found(session, "village", NAME, ABBR)
        document = {"format": "yishi-meeting/1", "meetings": [meeting(n + 1) for n in range(meetings)]}
        with made.write(ACTOR, "import") as session:
            records_in.import_documents(session, [document], TODAY)
    return path


def home(folder: Path) -> Path:
    """Return the folder of this PC's notes for the books of the benchmark."""
    made = folder / "home"
    made.mkdir(exist_ok=True)
    return made
