"""The battery as Linux tells it in a folder."""

from pathlib import Path

import pytest

from yishi.gui.battery import Battery, linux


def supply(folder: Path, name: str, **words: object) -> None:
    (folder / name).mkdir(parents=True)
    for file, word in words.items():
        (folder / name / file).write_text(f"{word}\n", "ascii")


def test_energy_is_told_in_per_cent(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", energy_now=6_200_000, energy_full=10_000_000, capacity=99)
    assert linux(tmp_path) == Battery(62, draining=True)


def test_two_batteries_count_together(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Unknown", charge_now=0, charge_full=1000)
    supply(tmp_path, "BAT1", type="Battery", status="Discharging", charge_now=300, charge_full=1000)
    found = linux(tmp_path)
    assert found == Battery(15, draining=True) and found.low


def test_a_battery_that_only_knows_per_cent_is_believed(tmp_path: Path) -> None:
    supply(tmp_path, "CMB0", type="Battery", status="Charging", capacity=9)
    found = linux(tmp_path)
    assert found == Battery(9, draining=False) and not found.low


@pytest.mark.parametrize(
    "words", [{"type": "Mains", "online": 1}, {"type": "Battery", "scope": "Device", "capacity": 40}, {"type": "Battery"}]
)
def test_a_charger_a_mouse_and_an_empty_bay_are_no_battery(tmp_path: Path, words: dict[str, object]) -> None:
    supply(tmp_path, "X", **words)
    assert linux(tmp_path) is None


def test_a_pc_without_the_folder_has_no_battery(tmp_path: Path) -> None:
    assert linux(tmp_path / "no such place") is None
