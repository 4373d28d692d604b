"""How full the battery is; a PC without one, or that does not tell, has none."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
LOW = 15  # per cent


@dataclass(frozen=True)
class Battery:
    """Charge in per cent, and whether it is being used up (not plugged in)."""

    percent: int
    draining: bool

    @property
    def low(self) -> bool:
        """Whether it is time to print the empty record sheets."""
        return self.draining and self.percent <= LOW


def read(folder: Path = SUPPLIES) -> Battery | None:
    """Return the battery of this PC, None without one; `folder` is where Linux tells it."""
    return _windows() if sys.platform == "win32" else linux(folder)


def linux(folder: Path) -> Battery | None:
    """Return the charge of all batteries under `folder` together; a mouse's or a phone's battery does not count."""
    found = list(_supplies(folder))
    if not found:
        return None
    charges = [charge for charge, _full, _status in found]
    fulls = [full for _charge, full, _status in found]
    percent = round(100 * sum(charges) / sum(fulls)) if all(fulls) else 0
    statuses = [status for _charge, _full, status in found]
    return Battery(min(max(percent, 0), 100), "Discharging" in statuses and "Charging" not in statuses)


def _supplies(folder: Path) -> Iterable[tuple[int, int, str]]:
    """Yield charge, what it would be when full, and status of each battery; per cent of 100 where only that is told."""
    try:
        supplies = sorted(folder.iterdir())
    except OSError:
        return
    for supply in supplies:
        if _word(supply / "type") != "Battery" or _word(supply / "scope") == "Device":
            continue
        status = _word(supply / "status")
        for now, full in (("energy_now", "energy_full"), ("charge_now", "charge_full")):
            if (most := _figure(supply / full)) and (charge := _figure(supply / now)) is not None:
                yield charge, most, status
                break
        else:
            if (percent := _figure(supply / "capacity")) is not None:
                yield percent, 100, status


def _word(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def _figure(file: Path) -> int | None:
    word = _word(file)
    return int(word) if word.isdecimal() else None


def _windows() -> Battery | None:
    """Ask GetSystemPowerStatus: percent 255 and flag 128 mean that there is no battery or nothing is known."""
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("line", ctypes.c_ubyte), ("flag", ctypes.c_ubyte), ("percent", ctypes.c_ubyte), ("saver", ctypes.c_ubyte),
            ("left", wintypes.DWORD), ("full", wintypes.DWORD),
        )  # fmt: skip

    status = Status()
    if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    if status.percent > 100 or status.flag & 128:
        return None
    return Battery(status.percent, status.line == 0)
