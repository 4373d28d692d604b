"""The doorstep: `python -m yishi` and the command `yishi`."""

import sys


def main() -> int:
    """Run one command, or open the window when there is none; return the exit code."""
    if sys.argv[1:] == ["_read-sheet"]:  # the worker that reads workbooks: alone, it is there in no time
        from yishi.store.sheet_worker import main as worker

        return worker()
    from yishi import doorstep

    if doorstep.plain_start():
        doorstep.open_streams()
        return doorstep.explained(doorstep.window)
    from yishi.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
