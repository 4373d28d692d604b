"""Many papers one after another while the window lives: each step is a page or less, and between two of them one may stop."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from yishi.errors import Refusal
from yishi.gui import feedback, paper_making
from yishi.gui.paper_making import Made, Piece, Put, Wish
from yishi.gui.workspace import Workspace
from yishi.i18n import _

LONG = 3000  # ms from which progress is shown


@dataclass(frozen=True)
class Outcome:
    """What became of a job: the papers that were done, of how many; those that cannot be made; why it ended early, if it did."""

    done: tuple[Made, ...]
    all: int
    stopped: bool = False
    refusal: Refusal | None = None
    refused: tuple[tuple[Piece, Refusal], ...] = ()


class PaperJob(QObject):
    """Makes papers and puts each where it belongs; those that are done are noted in the book, in one action at the end.

    A paper that is out is let go of: a thousand of them take no more room than one. With `steady`, one that cannot be made
    because of a bug of ours does not keep the others either.

    Signals:
        moved(int, str): so many are done, the title of the one that is being made.
        ended(Outcome): it is over, in whatever way.
    """

    moved = Signal(int, str)
    ended = Signal(object)

    def __init__(self, workspace: Workspace, asked: Sequence[Piece], wish: Wish, put: Put, parent: QObject | None = None, *,
                 steady: bool = False) -> None:
        super().__init__(parent)
        self.workspace, self.asked, self.wish = workspace, tuple(asked), wish
        self._put, self._steady = put, steady
        self._done: list[Made] = []
        self._refused: list[tuple[Piece, Refusal]] = []
        self._steps = self._run()
        self._stopped = self._in_step = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether there is still something to do."""
        return self._timer.isActive()

    @property
    def is_long(self) -> bool:
        """Whether it takes, or will take, longer than one waits without being told."""
        passed = self._clock.elapsed() if self._clock.isValid() else 0
        return passed * max(len(self.asked), 1) > LONG * max(len(self._done), 1)

    @property
    def refused(self) -> tuple[tuple[Piece, Refusal], ...]:
        """The papers that could not be made so far."""
        return tuple(self._refused)

    def start(self) -> None:
        """Begin with the next turn of the window."""
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        """Stop before the next step: what was done stays done, the paper in hand does not count."""
        self._stopped = True
        if self.running and not self._in_step:
            self._step()

    def _run(self) -> Generator[None, None, None]:
        for piece in self.asked:
            self.moved.emit(len(self._done), piece.title)
            yield
            try:
                made = paper_making.make(self.workspace, piece, self.wish)
            except Refusal as refusal:  # one that cannot be does not keep the others from the printer
                self._refused.append((piece, refusal))
                continue
            except Exception as error:
                if not self._steady:
                    raise
                code = feedback.note(error)
                self._refused.append((piece, Refusal(code, _("程序没能做出这一份。"), next_step=_("请把编号告诉维护的人。"))))
                continue
            yield
            for _step in self._put(made):
                yield
            self._done.append(replace(made, content=b""))
            self.moved.emit(len(self._done), piece.title)

    def _step(self) -> None:
        refusal = None
        if self._stopped:
            self._end(stopped=True)
            return
        self._in_step = True
        try:
            next(self._steps)
            return
        except StopIteration:
            pass
        except Refusal as found:
            refusal = found
        except Exception:  # a bug is told by the window, but not again and again
            self._end(stopped=True)
            raise
        finally:
            self._in_step = False
        self._end(refusal=refusal)

    def _end(self, stopped: bool = False, refusal: Refusal | None = None) -> None:
        self._timer.stop()
        self._steps.close()
        outcome = Outcome(tuple(self._done), len(self.asked), stopped, refusal, tuple(self._refused))
        paper_making.note(self.workspace, outcome.done)
        self.ended.emit(outcome)
