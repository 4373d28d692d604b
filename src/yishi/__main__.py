"""The doorstep: `python -m yishi` and the command `yishi`."""

import sys


def main() -> int:
    """Run one command, or open the window when there is none; return the exit code."""
    from yishi.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
