"""What 议题 writes: one user action each, with the words that the status strip shows behind 撤销：."""

from dataclasses import dataclass
from typing import Any

from yishi.errors import Refusal
from yishi.gui.ime import Candidate
from yishi.gui.pages.topic_decision import CHANNELS
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.pool_lines import SimilarTopic, TopicEntry


@dataclass(frozen=True)
class Line:
    """What stands in the entry row."""

    title: str
    source: str
    who: str
    unit: str
    more: str  # lines after the first: the situation


def _short(title: str) -> str:
    return title if len(title) <= 16 else title[:15] + "…"


def again(workspace: Workspace, like: SimilarTopic, line: Line) -> str:
    """Count what was typed for a topic that is there; return its id."""
    from yishi.services import pool

    with workspace.write("topic_again", words=_("又提起了“{title}”").format(title=_short(like.title))) as session:
        told = "\n".join(filter(None, ("" if line.title == like.title else line.title, line.more)))
        return pool.again(session, like.id, workspace.today, line.source, line.who, told)


def join(workspace: Workspace, like: SimilarTopic, line: Line) -> str:
    """Note what was typed and merge it into a topic that is there, in one action; return the id of that topic."""
    from yishi.services import pool

    with workspace.write("topic_merge", words=_("并入“{title}”").format(title=_short(like.title))) as session:
        noted = pool.capture(session, line.title, line.source, line.who, line.unit, workspace.today, situation=line.more)
        session.flush()
        if noted != like.id:
            pool.merge(session, noted, like.id)
    return like.id


def put_on(workspace: Workspace, entries: list[TopicEntry], meeting_id: str) -> None:
    """Put topics on the agenda of a meeting, in one action."""
    from yishi.services import pool

    what = _short(entries[0].title) if len(entries) == 1 else _("{n}个议题").format(n=len(entries))
    with workspace.write("put_on", words=_("列入会议“{what}”").format(what=what)) as session:
        for entry in reversed(entries):  # the list shows the latest first, the agenda begins with what waited longest
            pool.put_on(session, entry.id, meeting_id)


def merge(workspace: Workspace, entries: list[TopicEntry], into: TopicEntry) -> None:
    """Merge topics into one, in one action."""
    from yishi.services import pool

    with workspace.write("topic_merge", words=_("合并到“{title}”").format(title=_short(into.title))) as session:
        for entry in entries:
            pool.merge(session, entry.id, into.id)


def take_back(workspace: Workspace, entry: TopicEntry) -> None:
    """Put a topic back into the pool."""
    from yishi.services import pool

    with workspace.write("topic_take_back", words=_("放回议题池“{title}”").format(title=_short(entry.title))) as session:
        pool.take_back(session, entry.id)


def remove(workspace: Workspace, entry: TopicEntry) -> None:
    """Take a topic that was noted by mistake out of the pool."""
    from yishi.services import pool

    with workspace.write("delete", words=_("删掉议题“{title}”").format(title=_short(entry.title))) as session:
        pool.remove(session, entry.id)


def describe(workspace: Workspace, entry: TopicEntry, said: dict[str, Any]) -> str:
    """Store what the form of the facts says, the title too where it may change; return the id."""
    from yishi.services import pool

    title = said.pop("title")
    with workspace.write("topic_facts", words=_("改议题“{title}”").format(title=_short(title or entry.title))) as session:
        id_ = entry.id if entry.meetings else pool.reword(session, entry.id, title)
        pool.describe(session, id_, **said)
    return id_


def decide(workspace: Workspace, act: str, entry: TopicEntry, said: dict[str, Any]) -> None:
    """Store what the panel of a decision says."""
    from yishi.services import pool

    if act == "merge" and not said["ref"]:
        raise Refusal("YS-K16", _("没有选中要并到哪一个议题。"), next_step=_("敲几个字，从列出来的里面选一个。"))
    title, words = _short(entry.title), said["words"]
    told = {"direct": _("直接办“{title}”"), "decline": _("不议“{title}”"), "pass_up": _("上报“{title}”"),
            "merge": _("合并“{title}”"), "reply": _("给“{title}”回音")}[act].format(title=title)  # fmt: skip
    with workspace.write(f"topic_{act}", words=told) as session:
        if act == "direct":
            pool.direct(session, entry.id, words)
        elif act == "decline":
            pool.decline(session, entry.id, words)
        elif act == "pass_up":
            pool.pass_up(session, entry.id, said["first"], words)
        elif act == "merge":
            pool.merge(session, entry.id, said["ref"])
        else:
            pool.reply(session, entry.id, said["on"], said["first"], words)


def offered(act: str, entry: TopicEntry, entries: tuple[TopicEntry, ...]) -> list[Candidate]:
    """Return what the first box of the panel of `act` may mean."""
    if act == "merge":
        return [Candidate(e.title, e.status_words, (), e.id) for e in entries if e.id != entry.id and e.status != "merged"]
    if act == "pass_up":
        return [Candidate(name) for name in dict.fromkeys(e.passed_to for e in entries) if name]
    if act == "reply":
        return [Candidate(_(word)) for word in CHANNELS]
    return []
