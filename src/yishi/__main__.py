"""The doorstep: `python -m yishi` and the command `yishi`."""

import sys


def main() -> int:
    """Run one command, or open the window when there is none; return the exit code."""
    if sys.argv[1:2] == ["_read-sheet"] and len(sys.argv) > 2:  # the worker that reads workbooks: alone, it is there in no time
        from yishi.store.sheet_worker import main as worker

        return worker(sys.argv[2:])
    from yishi.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
