"""The command behind `packaging/dev.py bench`: choose workloads, run them, print and keep what they give."""

import argparse
import json
import platform
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.benchmarks.measure import Result, run

WORKLOADS = ("minutes-pdf", "minutes-batch", "startup", "db-open", "live-action", "live-room", "verify", "import-record",
             "db-overdue", "db-stats", "db-search", "table-100k", "roster-20k")  # fmt: skip


def main() -> int:
    """Run the chosen workloads; 1 where one could not be run."""
    parser = argparse.ArgumentParser(prog="packaging/dev.py bench", description=__doc__)
    parser.add_argument("workload", nargs="*", help=" ".join(WORKLOADS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--scale", choices=("small", "township"), default="small")
    parser.add_argument("--folder", type=Path, help="scratch folder on the disk to measure (default: a temporary one)")
    chosen = parser.parse_args()
    unknown = set(chosen.workload) - set(WORKLOADS)
    if unknown:
        parser.error(f"no workload {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    where = f"Python {platform.python_version()}, {platform.machine()}"
    print(f"{where}; medians of {chosen.runs} runs, ratio min / median / max")
    results: list[Result] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="yishi-bench-", dir=chosen.folder, ignore_cleanup_errors=True) as scratch:
        for name in chosen.workload or WORKLOADS:
            try:
                module = import_module(f"tests.benchmarks.{name.replace('-', '_')}")
                for case in module.cases(Path(scratch), chosen.scale):
                    results.append(run(case, chosen.runs))
                    print(results[-1].line(), flush=True)
            except Exception as error:  # one workload that cannot run must not hide the others
                failed += 1
                print(f"{name:14s} could not be run: {type(error).__name__}: {str(error)[-1500:]}", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps([r.data() for r in results], ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
