"""What is done on the evaluation page: one paper or call kept, a list drawn, the round concluded, 「还好吗」 noted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from yishi.errors import Refusal
from yishi.gui.ime import commit_composition
from yishi.gui.pages.evaluation_grid import whole
from yishi.i18n import _
from yishi.services.evaluating import AftercareLine, NextStep

if TYPE_CHECKING:
    from yishi.gui.pages.evaluate import EvaluatePage


class EvaluateActs:
    """The acts of a page; each is one action that Ctrl+Z takes back."""

    def __init__(self, page: "EvaluatePage") -> None:
        self.page = page

    def store(self) -> None:
        """Enter: keep this paper or this call, on to the next one."""
        from yishi.services import calls, survey

        if self.page.verdict is None or self.page.undrawn:
            return
        commit_composition()
        form, ref, today = self.page.entry.form, self.page.verdict.resolution_id, self.page.workspace.today
        if not form.said_something:
            raise Refusal("YS-S64", _("还没有选满意程度。"), next_step=_("先按1到5打分；不了解、没表态的按0。"))
        if self.page.way == "paper":
            words = _("录第{n}份").format(n=len(self.page.papers) + 1)
            with self.page.workspace.write("survey_sheet", words=words) as session:
                entry = self.page.entry
                survey.add_sheet(session, ref, today, asked=entry.asked_choice.value, unit=entry.unit_box.text(), **form.answers())
        else:
            call = self.page.call
            if call is None:
                return
            at, words = self.page.workspace.now().strftime("%H:%M"), _("记下第{n}户").format(n=call.number)
            with self.page.workspace.write("call_answer", words=words) as session:
                calls.answer(session, call.id, today, at, caller=self.page.workspace.actor, today=today,
                             wants_answer=form.wants_tick.isChecked() or None, **form.answers())  # fmt: skip
            self.page.next_call()
        self.page.work_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def missed(self, result: str) -> None:
        from yishi.services import calls

        call = self.page.call
        if self.page.way == "paper" or call is None:
            return
        word = {"no_answer": _("未接"), "refused": _("不愿答"), "wrong_number": _("空号")}[result]
        at, words = self.page.workspace.now().strftime("%H:%M"), _("第{n}户{word}").format(n=call.number, word=word)
        with self.page.workspace.write("call_try", words=words) as session:
            told = calls.try_(session, call.id, self.page.workspace.today, at, result, self.page.workspace.today)
        if told.replaced:
            self.page.tell(_("第{n}户联系不上，名单后面补进了一户。").format(n=call.number))
        self.page.next_call()
        self.page.work_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_paper(self) -> None:
        from yishi.services import survey

        ref = self.page.work_table.chosen_ref()
        if self.page.way == "paper" and ref is not None and not self.page.asking:
            with self.page.workspace.write("survey_sheet", words=_("删掉一份测评表")) as session:
                survey.remove_sheet(session, ref, self.page.workspace.today)

    def unmask(self) -> None:
        from yishi.services import calls

        call = self.page.call
        if call is not None:
            with self.page.workspace.read() as session:
                name, phone = calls.phone(session, call.id)
            self.page.entry.unmask(name, phone)

    def print_paper(self) -> None:
        """Ctrl+P: the sheet to hand out, or the list to call from."""
        from yishi.gui import printing

        if self.page.verdict is not None:
            name = "survey" if self.page.way == "paper" else "callback"
            made = printing.print_resolution(self.page.workspace, self.page.verdict.resolution_id, name)
            printing.offer(self.page.told_place, made)

    # ---- the sample, the raiser, the conclusion

    def offer_draw(self) -> None:
        """Propose how many and which seed, unless somebody types already."""
        if not self.page.undrawn or self.page.size_box.text():
            return
        from yishi.services import callbacks, calls

        assert self.page.verdict is not None
        ref = self.page.verdict.resolution_id
        with self.page.workspace.read() as session:
            self.page.population = len(callbacks.population(session, ref))
            size = calls.size_for(session, ref, self.page.population, self.page.verdict.needed)
        self.page.size_box.fill(str(size))
        self.page.seed_box.fill(str(callbacks.seed_of(self.page.workspace.today)))

    def draw(self) -> None:
        from yishi.services import calls

        assert self.page.verdict is not None
        ref = self.page.verdict.resolution_id
        size, seed = whole(self.page.size_box.text(), _("抽几户")), whole(self.page.seed_box.text(), _("种子"))
        if not size or seed is None or seed >= 2**63:
            raise Refusal("YS-S76", _("抽几户和种子都要写数字。"), next_step=_("抽几户至少写1；种子写今天的日期就行，例如20260518。"))
        with self.page.workspace.write("draw_calls", words=_("抽回访名单")) as session:
            self.page.ways[ref] = "call"
            calls.begin(session, ref, size, seed, self.page.workspace.today)
        self.page.size_box.clear()
        self.page.escape()

    def one_more(self) -> None:
        from yishi.services import calls

        if self.page.calls is not None:
            with self.page.workspace.write("draw_calls", words=_("再抽一户")) as session:
                calls.one_more(session, self.page.calls.draw_id, self.page.workspace.today)

    def hand_out(self) -> None:
        from yishi.services import survey

        papers = whole(self.page.out_box.text(), _("发出几份"))
        if self.page.verdict is not None and papers is not None and papers != self.page.verdict.handed_out:
            with self.page.workspace.write("survey_sample", words=_("发出{n}份").format(n=papers)) as session:
                survey.hand_out(session, self.page.verdict.resolution_id, self.page.workspace.today, papers)
        self.page.work_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def raiser(self, grade: str) -> None:
        from yishi.services import survey

        if self.page.verdict is not None:
            with self.page.workspace.write("survey_raiser", words=_("提出人的评价")) as session:
                survey.set_raiser(session, self.page.verdict.resolution_id, self.page.workspace.today, grade)

    def conclude(self) -> None:
        """F7: the one conclusion that the counts give."""
        from yishi.services import survey

        now = self.page.verdict
        if now is None:
            return
        commit_composition()
        said = self.page.card.note_box.text().strip()
        words = _("“{text}”{event}").format(text=now.text[:10], event=_("重新办理") if now.reasons else _("评价通过"))
        with self.page.workspace.write(now.event, words=words) as session:
            today, actor = self.page.workspace.today, self.page.workspace.actor
            told = survey.conclude(session, now.resolution_id, today, actor, note=said)
        if told.event == "eval_pass":
            self.page.tell(_("“{text}”评价通过，已办结。下一步：公开结果。").format(text=now.text), "green", _("去公开结果"),
                       ("follow", (now.resolution_id, "publish_outcome")))  # fmt: skip
        else:
            until = _("，新期限{m}月{d}日").format(m=told.due.month, d=told.due.day) if told.due else ""
            words = _("“{text}”退回重新办理{until}。原因：{why}。下一次会议会列入议程。")
            words = words.format(text=now.text, until=until, why="；".join(now.reasons))
            self.page.tell(words, "yellow", _("看这条决议"), ("follow", now.resolution_id))
        self.page.escape()

    # ---- 「还好吗」

    def note(self, fine: bool) -> None:
        from yishi.services import aftercare

        asking, said = self.page.asking, self.page.aftercare.words_box.text()
        if asking is None:
            return
        commit_composition()
        with self.page.workspace.write("aftercare", words=_("记“还好吗”")) as session:
            step = aftercare.note(session, asking.resolution_id, self.page.workspace.today, fine, said, self.page.workspace.actor)
        self.page.aftercare.words_box.clear()
        if fine:
            self.page.tell(_("“{text}”还好，记下了。").format(text=asking.text), "green")
        else:
            self.offer_again(asking, step, said)
        self.page.escape()

    def offer_again(self, asking: AftercareLine, step: NextStep, said: str) -> None:
        from yishi.services import aftercare

        def act() -> None:
            today = self.page.workspace.today
            if step.kind == "reopen":
                with self.page.workspace.write("reopen") as session:
                    aftercare.reopen(session, asking.resolution_id, today, self.page.workspace.actor, said)
                self.page.wants.emit("follow", asking.resolution_id)
            else:
                with self.page.workspace.write("topic") as session:
                    topic = aftercare.new_topic(session, asking.resolution_id, today, said, asking.raiser)
                self.page.wants.emit("topics", topic)

        if step.kind == "reopen":
            words, button = _("“{text}”又出问题，记下了。办结还不到30天，可以重新办理。"), _("重新办理")
        else:
            words, button = _("“{text}”又出问题，记下了。办结已过30天，可以作为新议题放进议题池。"), _("放进议题池")
        self.page.tell(words.format(text=asking.text), "yellow", button, act)
