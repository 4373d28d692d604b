"""Set this checkout up, then run, test or measure the program: `python3 packaging/dev.py run|test|bench`.

Standard library only; Linux and Windows. What it lacks it installs: packages into .venv beside pyproject.toml, system
libraries with apt where it may, and where it may not it prints the one line to type.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
OLDEST, NEWEST = (3, 11), (3, 13)
WINDOWS = sys.platform == "win32"
# a file of tests stays with one process, for what its tests share is made once
SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
TEST_MINUTES, LONG_MINUTES = 30, 240  # a run that takes longer hangs

# what must be loadable or on the PATH → the Debian package that brings it
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    **OFFSCREEN,
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TESTS = {**OFFSCREEN, "pdftotext": "poppler-utils", "Xvfb": "xvfb", "xauth": "xauth"}
# a desktop with a Chinese input method, to type into the window as people do
LONG_TESTS = {
    **WINDOW,
    **TESTS,
    "dbus-daemon": "dbus",
    "xdotool": "xdotool",
    "fcitx5": "fcitx5",
    "scel2org5": "fcitx5-chinese-addons",
}


def say(words: str) -> None:
    """Print one line at once, so that it stands before what a child prints."""
    print(words, flush=True)


def child_env(**more: str) -> dict[str, str]:
    """Return the environment for children: without settings of the user that would change Python, Qt or ReportLab."""
    unwanted = {"QT_PLUGIN_PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    kept = {k: v for k, v in os.environ.items() if k not in unwanted and not k.startswith("RL_")}
    return {**kept, "PYTHONNOUSERSITE": "1", **more}


# --- the system


def missing(wanted: dict[str, str]) -> list[str]:
    """Return the Debian packages of those libraries and programs in `wanted` that this machine lacks."""
    lacking = []
    for name, package in wanted.items():
        if ".so." not in name:
            found = shutil.which(name) is not None
        else:
            try:
                ctypes.CDLL(name)
                found = True
            except OSError:
                found = False
        if not found:
            lacking.append(package)
    return lacking


def apt_prefix() -> list[str] | None:
    """Return what to put before apt-get: nothing for root, sudo where it asks no password; None where neither."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, or stop with the one line to type."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        sys.exit(f"缺少系统组件（以下是 Debian 系统里的名称），请先安装：{' '.join(packages)}")
    prefix = apt_prefix()
    if prefix is None:
        sys.exit(f"缺少系统组件。请运行下面这一行，再重来一次：\n  sudo apt-get update && sudo {line}")
    say(f"安装系统组件：{' '.join(packages)}")
    env = child_env(DEBIAN_FRONTEND="noninteractive")
    wait = ["-o", "DPkg::Lock::Timeout=180", "-q"]
    subprocess.run([*prefix, "apt-get", *wait, "update"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    command = [*prefix, "apt-get", *wait, *line.split()[1:]]
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout.decode("utf-8", "replace")[-4000:])
        sys.exit(f"系统组件没有装上。可以自己运行：\n  sudo apt-get update && sudo {line}")


def need_system(wanted: dict[str, str]) -> None:
    """See to it that `wanted` is there; Linux only."""
    if WINDOWS or not sys.platform.startswith("linux"):
        return
    splits_venv_off = not venv_python().exists() and importlib.util.find_spec("ensurepip") is None  # Debian does
    packages = [*missing(wanted), *(["python3-venv"] if splits_venv_off else [])]
    if packages:
        apt_install(packages)
        still = missing(wanted)
        if still:
            sys.exit(f"装过之后仍缺少：{' '.join(still)}")


# --- Python


def venv_python() -> Path:
    """Return where the interpreter of .venv is, there or not."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def interpreter() -> str:
    """Return a Python that the program runs on: this one, else one on the PATH."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    sys.exit(f"需要 Python 3.{OLDEST[1]} 到 3.{NEWEST[1]}（64 位），这台电脑上的是 {sys.version.split()[0]}。")


def make_venv() -> None:
    """Make .venv afresh."""
    python = interpreter()
    say(f"建立 {VENV.name}（{python}）")
    done = subprocess.run([python, "-m", "venv", "--clear", str(VENV)], env=child_env(), capture_output=True, text=True)
    if done.returncode:
        words = f"{done.stdout}{done.stderr}"
        sys.exit(f"建立 .venv 没有成功：\n{words}\nDebian 系统请运行：sudo apt-get install python3-venv")


def prepare() -> Path:
    """Fill .venv with what pyproject.toml asks for, pinned; return its interpreter. Quick when nothing changed."""
    python = venv_python()
    stamp = VENV / "yishi.stamp"
    parts = [(ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes(), str(ROOT).encode()]
    wanted = hashlib.sha256(b"\0".join(parts)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and python.exists():
        return python
    if not python.exists() or subprocess.run([str(python), "-c", ""], capture_output=True).returncode:
        make_venv()
    say("安装所需的软件包（第一次要几分钟）")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command = [*pip, "-c", str(CONSTRAINTS), "-e", ".[test]"]
    if subprocess.run(command, cwd=ROOT, env=child_env(), stdin=subprocess.DEVNULL).returncode:
        sys.exit("软件包没有装上，原因见上。网络不通时接好网再运行一次。")
    stamp.write_text(wanted)
    return python


# --- the three verbs


def run(options: list[str]) -> int:
    """Open the window; on the sample book when the user has none yet. Without a display, print the sample's minutes."""
    display = WINDOWS or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    need_system(WINDOW if display else OFFSCREEN)
    python = prepare()
    program = [str(python), "-m", "yishi"]
    if options:
        return subprocess.run([*program, *options], env=child_env()).returncode
    ask = "from yishi import paths; print(paths.home())"
    answer = subprocess.run([str(python), "-X", "utf8", "-c", ask], env=child_env(), capture_output=True, check=True)
    home = Path(answer.stdout.decode("utf-8").strip())
    sample = home / "样例.yishi"
    if not display:
        return print_sample(program, home)
    if os.environ.get("YISHI_BOOK") or any(book != sample for book in home.glob("*.yishi")):
        return subprocess.run(program, env=child_env()).returncode
    if not sample.exists() and subprocess.run([*program, "--book", str(sample), "sample"], env=child_env()).returncode:
        return 1
    return subprocess.run([*program, "--book", str(sample)], env=child_env()).returncode


def print_sample(program: list[str], home: Path) -> int:
    """Make a new sample book, print the minutes of its meeting to a PDF and say where it is."""
    stem = f"样例-{time.strftime('%Y%m%d-%H%M%S')}"
    book, paper = home / f"{stem}.yishi", home / f"{stem}-会议纪要.pdf"
    env = child_env(QT_QPA_PLATFORM="offscreen")
    at = [*program, "--book", str(book)]
    if subprocess.run([*at, "sample"], env=env).returncode:
        return 1
    listed = subprocess.run([*at, "list", "meetings", "--json"], env=env, capture_output=True, check=True)
    number = str(json.loads(listed.stdout.decode("utf-8"))[0]["number"])
    if subprocess.run([*at, "print", "minutes", number, "-o", str(paper)], env=env).returncode:
        return 1
    say(f"这里没有显示器，窗口打不开。已建立样例议事簿：{book}\n会议纪要已印成 PDF：{paper}")
    return 0


def test(options: list[str]) -> int:
    """Run every check in order and stop at the first that fails: ruff, mypy, import-linter, pytest."""
    need_system(LONG_TESTS if "--long" in options else TESTS)
    python = str(prepare())
    lint_imports = str(Path(python).with_name("lint-imports.exe" if WINDOWS else "lint-imports"))
    steps = [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("mypy", [python, "-m", "mypy", "--strict"]),
        ("import-linter", [lint_imports, "--no-cache", "--no-logo"]),
        ("pytest", [python, "-m", "pytest", *SIDE_BY_SIDE, *options]),
    ]
    env = child_env(QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
    for name in ("YISHI_HOME", "YISHI_BOOK", "YISHI_TODAY", "DISPLAY", "WAYLAND_DISPLAY"):
        env.pop(name, None)
    totals = []
    limit = 60 * (LONG_MINUTES if "--long" in options else TEST_MINUTES)
    for name, command in steps:
        say(f"== {name}")
        began = time.monotonic()
        try:
            code = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, timeout=limit).returncode
        except subprocess.TimeoutExpired:
            say(f"{name}：超过 {limit // 60} 分钟，已停止")
            code = 1
        totals.append(f"{name} {time.monotonic() - began:.0f} s")
        if code:
            say(f"没有通过：{name}（{' · '.join(totals)}）")
            return code
    say(f"全部通过：{' · '.join(totals)}")
    return 0


def bench(options: list[str]) -> int:
    """Measure the program beside the best there is; see tests/benchmarks."""
    need_system(OFFSCREEN)
    env = child_env(QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
    return subprocess.run([str(prepare()), "-m", "tests.benchmarks", *options], cwd=ROOT, env=env).returncode


VERBS = {"run": run, "test": test, "bench": bench}
USAGE = """用法：python3 packaging/dev.py run|test|bench
  run   [yishi 的参数，如 --book 文件]     打开窗口；还没有议事簿时打开样例
  test  [--long] [pytest 的参数]           全部检查
  bench [项目…] [--runs 5] [--json 文件] [--scale small|township]   量快慢"""


def main() -> int:
    """Hand over to the verb on the command line; what follows it is passed on."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if len(sys.argv) < 2 or sys.argv[1] not in VERBS:
        say(USAGE)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    return VERBS[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
