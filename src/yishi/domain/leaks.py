"""稿件检查: what in the sentences of a paper for the wall might give somebody away, and the sentence with all of it masked.

A sentence is read clause by clause. What was kept for a reason is known by the key of its hit; all else is masked, looked at or not.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yishi.domain.finding import DOT, DOTS
from yishi.domain.marker import N_
from yishi.domain.masking import mask_names
from yishi.domain.private_numbers import Span, narrow, spans
from yishi.domain.private_words import PrivateWords, tight
from yishi.domain.variants import usual
from yishi.i18n import _

SORTS: dict[str, str] = {
    "id_number": N_("身份证号"), "phone": N_("电话号码"), "bank_card": N_("银行卡号"), "number": N_("个人号码"), "email": N_("邮箱"),
    "plate": N_("车牌"), "door": N_("门牌"), "welfare": N_("病情、困难等"), "name": N_("居民姓名"), "minor": N_("未成年人"),
    "vote": N_("谁怎么投票"),
}  # fmt: skip
PRIVATE = N_("〔涉及个人情况，不公开〕")
A_CHILD = N_("〔未成年人〕")
VOTER = N_("有参会人员")
NEVER_SHOWN = ("id_number", "vote")  # no reason is good enough (domain 2.10)
_LONG_NAME, _LONGEST_NAME = 4, 24
_DOTS = DOT + DOTS + "⸱ꞏ"
_CLAUSE = re.compile("[^。；！？\n]+[。；！？\n]*|[。；！？\n]+")
_VOTED = re.compile(
    r"投(?:了|的|过|下)?(?:的是)?[^，。；]{0,4}?(?:赞成|同意|反对|弃权|不同意)|(?:赞成|同意|反对|弃权)票|举手(?:赞成|同意|反对)|弃权"
    r"|(?:赞成|同意|反对)(?:的(?:有|是)|(?:的|者|人员)?[:：](?![\d一二三四五六七八九十零]))|(?<!如)(?:表示|坚决|明确|当场)(?:反对|不同意|不赞成)"
)
_AGE = re.compile(r"(?<!\d)(?:\d|1[0-3])\s*周?岁|(?<![一二三四五六七八九十])(?:[一二三四五六七八九十]|十[一二三])周?岁")
_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_CALLED = re.compile(  # 老李, 王阿姨, 赵家, 他, 其妻
    r"[他她]|本人|该户|其[妻夫子女父母家]|丈夫|妻子|老伴|儿子|女儿|父亲|母亲|爱人|媳妇|婆婆|公公|弟弟|哥哥|姐姐|妹妹|"
    rf"[老小阿大][{_COMMON}](?![一-鿿]?[路村街])"
    rf"|[{_COMMON}](?:某|大爷|大妈|大娘|大伯|阿姨|奶奶|爷爷|师傅|老师|婶|嫂|叔|姨|伯|家(?![湾村庄沟坪坝院塘岗屯庙桥]))"
)
_STRANGER = re.compile(
    rf"^(?:[{_COMMON}][一-鿿]{{1,2}}[、，和及与]?)+?(?:（[^）]*）)?(?:等\d*[人名户])?"
    r"(?=反对|不同意|不赞成|认为|提出|表示|主张|要求|建议|希望|担心|说|质疑|弃权)"
)


@dataclass(frozen=True)
class Named:
    """Somebody who may be named in a text: `office` = acts in office and keeps the name, `child` = under 14."""

    name: str
    where: str = ""  # building or group
    office: bool = False
    child: bool = False
    aliases: tuple[str, ...] = ()
    here: bool = True  # at the meeting itself; False: known from the roster


@dataclass(frozen=True)
class Guard:
    """What stands between a paper and the wall: the people of the book, what was kept for a reason, telephones that are public."""

    people: tuple[Named, ...] = ()
    kept: frozenset[str] = frozenset()  # keys of hits
    looked_at: frozenset[str] = frozenset()  # keys of hits that somebody decided to mask
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A passage that was found: of which sort, the clause around it and from where in it, and what would be shown."""

    sort: str
    passage: str
    sentence: str
    at: int
    shown: str
    decision: str = ""  # mask keep, "" = nobody looked at it yet

    @property
    def key(self) -> str:
        """What names this hit in the book without telling the passage."""
        return hashlib.sha256("\x1f".join((self.sort, self.passage, self.sentence)).encode()).hexdigest()


def close(name: str) -> str:
    """Return a name without blanks and the dots of foreign names (买买提·艾力 is also written 买买提艾力), in the usual signs (陳 → 陈)."""
    return usual("".join(sign for sign in name if not sign.isspace() and sign not in _DOTS))


class Names:
    """Many names, found fast in a text, the longest first; blanks and dots between the signs of a name do not hide it.

    What is too long for a name, or has digits in it, is a sentence that somebody typed into the field for a name.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._begin: dict[str, list[str]] = {}
        for name in set(map(close, names)):
            if 1 < len(name) <= _LONGEST_NAME and not any(narrow(sign).isdigit() for sign in name):
                self._begin.setdefault(name[:2], []).append(name)
        for found in self._begin.values():
            found.sort(key=len, reverse=True)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield from where to where which name stands."""
        places = [n for n, sign in enumerate(text) if sign == "\n" or not (sign in _DOTS or narrow(sign).isspace())]
        near = usual("".join(text[n] for n in places))
        at = 0
        while at < len(near) - 1:
            name = next((each for each in self._begin.get(near[at : at + 2], ()) if near.startswith(each, at)), "")
            if name:
                yield places[at], places[at + len(name) - 1] + 1, name
            at += len(name) or 1


@dataclass
class Watch:
    """Masks sentence after sentence, and notes what it found. `settle` once everything was read: then namesakes are told apart."""

    people: Iterable[Named]
    words: PrivateWords
    guard: Guard = field(default_factory=Guard)

    def __post_init__(self) -> None:
        self.hits: dict[str, Hit] = {}
        self._who: dict[str, Named] = {}
        for person in self.people:
            for name in (person.name, *person.aliases):
                name = close(name)
                known = self._who.get(name)
                if known is None or (person.office and not known.office):
                    self._who[name] = person
        self._who = {name: p for name, p in self._who.items() if p.here or p.office or name not in self.words.ordinary}
        hidden = Names(name for name, p in self._who.items() if not p.office)
        sentences = [name for name, p in self._who.items() if p.office and len(name) > _LONG_NAME and any(hidden.find(name))]
        for name in sentences:  # typed into the field for a name: it must not stand over the names in it
            del self._who[name]
        self._names = Names(self._who)
        self._masks: dict[Named, str] = {}
        self._seen: dict[Named, None] = {}

    def settle(self) -> None:
        """Tell apart those who look alike among the people named so far, and begin the notes anew."""
        seen = list(self._seen)
        masked = mask_names([(person.name, person.where) for person in seen])
        self._masks = dict(zip(seen, masked, strict=True))
        self.hits.clear()

    def named(self, text: str) -> bool:
        """Return whether a resident is named in a text."""
        return any(not self._who[name].office for _start, _end, name in self._names.find(text))

    def name(self, name: str, around: str = "") -> str:
        """Return a name that stands alone, as it may be read."""
        person = self._who.get(close(name))
        if person is None or person.office:
            return self.clean(name)
        return self._shown(self._span_of(0, len(name), person), name, around or name, 0)

    def clean(self, text: str, strict: bool = False) -> str:
        """Return a text with everything masked; `strict`: a clause on illness, need … is left out whoever it speaks of."""
        return "".join(self._clause(clause, strict) for clause in _CLAUSE.findall(text))

    def unsaid(self, text: str, speaker: str) -> str:
        """Return a text in which nobody is named: runs of names become `speaker`, with {n} = how many."""
        places = list(self._names.find(text))
        pieces, end, n = [], 0, 0
        while n < len(places):
            start, stop, _name = places[n]
            count = 1
            stop = _after_brackets(text, stop)
            while n + 1 < len(places) and re.fullmatch("[、，,和及与 ]?", text[stop : places[n + 1][0]]):
                n, count = n + 1, count + 1
                stop = _after_brackets(text, places[n][1])
            more = re.match(r"等(\d+)[人名户]", text[stop:])
            if more:
                stop, count = stop + more.end(), int(more[1])
            pieces += [text[end:start], speaker.format(n=count)]
            end, n = stop, n + 1
        text = "".join([*pieces, text[end:]])
        stranger = _STRANGER.match(text)
        if stranger is None or stranger[0] in self.words.ordinary:
            return text
        return speaker.format(n=_how_many(stranger[0])) + text[stranger.end() :]

    def _clause(self, clause: str, strict: bool) -> str:
        private, vote = self._about(clause, strict), self._vote(clause)
        if private is not None:
            hit = self._noted(Hit(private, clause.strip(), clause.strip(), 0, _(PRIVATE)))
            if hit.decision != "keep":
                return _(PRIVATE)
        places = [span for span in spans(clause) if clause[span.start : span.end] not in self.guard.phones]
        taken = {n for span in places for n in range(span.start, span.end)}
        for start, end, name in self._names.find(clause):
            person = self._who[name]
            if taken.isdisjoint(range(start, end)) and (vote or not person.office):
                places.append(Span("vote", start, end, _(VOTER)) if vote else self._span_of(start, end, person))
        pieces, at = [], 0
        for span in sorted(places, key=lambda span: span.start):
            pieces += [clause[at : span.start], self._shown(span, clause[span.start : span.end], clause.strip(), span.start)]
            at = span.end
        return "".join([*pieces, clause[at:]])

    def _span_of(self, start: int, end: int, person: Named) -> Span:
        self._seen[person] = None
        if person.child:
            return Span("minor", start, end, _(A_CHILD))
        return Span("name", start, end, self._masks.get(person) or mask_names([(person.name, "")])[0])

    def _about(self, clause: str, strict: bool) -> str | None:
        """Return welfare or minor where a clause ties such a word to somebody."""
        somebody = self.named(clause)
        if self.words.in_text(clause) and (strict or somebody or _CALLED.search(clause)):
            return "welfare"
        if somebody and (self.words.of_child(clause) or _AGE.search(clause)):
            return "minor"
        return None

    def _vote(self, clause: str) -> bool:
        return _VOTED.search(tight(clause)) is not None

    def _shown(self, span: Span, passage: str, sentence: str, at: int) -> str:
        hit = self._noted(Hit(span.sort, passage, sentence, sentence.find(passage, max(at - 2, 0)), span.shown))
        return passage if hit.decision == "keep" else span.shown

    def _noted(self, hit: Hit) -> Hit:
        key = hit.key
        decision = "keep" if key in self.guard.kept else "mask" if key in self.guard.looked_at else ""
        found = Hit(hit.sort, hit.passage, hit.sentence, hit.at, hit.shown, decision)
        self.hits.setdefault(key, found)
        return found


def _after_brackets(text: str, stop: int) -> int:
    """Return the place after the brackets that follow a name (what they are, where they live)."""
    found = re.match(r"\s*[（(][^）)]*[）)]", text[stop:])
    return stop + found.end() if found else stop


def _how_many(words: str) -> int:
    counted = re.search(r"等(\d+)", words)
    return int(counted[1]) if counted else 1 + len(re.findall("[、，和及与]", words))
