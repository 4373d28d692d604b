"""Paired measurement: product and reference in turn, and what comes of it."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Measure = Callable[[], float]  # one run; returns seconds (or what Case.unit says, divided by Case.scale)


@dataclass
class Case:
    """One line of the report: what the product takes, what the reference takes, and facts that are not times."""

    workload: str
    name: str
    product: Measure
    reference: Measure | None = None
    against: str = ""  # what the reference is; without a reference why there is none
    goal: str = ""
    unit: str = "ms"
    scale: float = 1000.0
    facts: Callable[[], dict[str, Any]] | None = None  # asked once, after the runs


@dataclass
class Result:
    """What the runs of a case gave, in its unit."""

    case: Case
    product: list[float]
    reference: list[float]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def ratios(self) -> list[float]:
        """Product ÷ reference of each pair, ascending."""
        return sorted(p / r for p, r in zip(self.product, self.reference, strict=False) if r)

    def line(self) -> str:
        """Return the line of the report."""
        case, ratios = self.case, self.ratios
        words = f"{case.workload:14s} {case.name:34s} {statistics.median(self.product):9.2f} {case.unit:5s}"
        if self.reference:
            words += f" {statistics.median(self.reference):9.2f} {case.unit:5s}"
            words += f"  × {ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f}"
        else:
            words += f" {'not run' if case.against else '—':>15s}  × —"
        words += f"   goal {case.goal}" if case.goal else ""
        told = [f"reference: {case.against}"] if case.against else []
        told += [f"{name} {value}" for name, value in self.facts.items()]
        return words + ("\n" + " " * 15 + "; ".join(told) if told else "")

    def data(self) -> dict[str, Any]:
        """Return the result for --json."""
        ratios = self.ratios
        return {
            "workload": self.case.workload,
            "case": self.case.name,
            "unit": self.case.unit,
            "product": self.product,
            "reference": self.reference or None,
            "against": self.case.against,
            "goal": self.case.goal,
            "ratio": {"min": ratios[0], "median": statistics.median(ratios), "max": ratios[-1]} if ratios else None,
            **self.facts,
        }


def run(case: Case, runs: int) -> Result:
    """Run product and reference in turn, once to warm up and `runs` times to count."""
    result = Result(case, [], [])
    for turn in range(runs + 1):
        took = case.product()
        beside = case.reference() if case.reference else None
        if turn:
            result.product.append(took * case.scale)
            result.reference += [beside * case.scale] if beside is not None else []
    result.facts = case.facts() if case.facts else {}
    return result


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds that `work` takes in this process, all threads."""
    began = time.process_time()
    work()
    return time.process_time() - began


def wall(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# Ends a child that measures itself: peak memory of this program alone, which the parent cannot see.
PEAK = """
def peak_mb():
    try:
        lines = open("/proc/self/status").read().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
"""


@dataclass(frozen=True)
class Process:
    """A whole process that has ended."""

    cpu: float  # seconds, user and system; wall time where the system does not tell
    wall: float
    out: str


def process(code: str, *arguments: str, env: dict[str, str] | None = None) -> Process:
    """Run `python -c code arguments` to its end. Raises RuntimeError where it fails."""
    command = [sys.executable, "-c", code, *arguments]
    began, used = time.perf_counter(), _children()
    done = subprocess.run(command, env={**os.environ, **(env or {})}, capture_output=True, timeout=600)
    took, cost = time.perf_counter() - began, _children() - used
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:] or f"exit {done.returncode}")
    return Process(cost or took, took, done.stdout.decode("utf-8", "replace"))


def _children() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
