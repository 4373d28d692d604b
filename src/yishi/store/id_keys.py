"""The keys of ID numbers that this device holds: beside its other notes and never in a book, so that a copied book opens no number.

One small file a community, a line a key: the id of its record, 64 hex, and 16 hex that tell whether both are as they were
written: a number sealed with a key that went bad would open nowhere. Only this user may read it (mode 0600; on Windows the
user's own folder says so).
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from yishi.errors import Exit, Refusal
from yishi.i18n import _

FOLDER = "id-keys"


def held(home: Path, community: str) -> dict[str, bytes]:
    """Return the keys of a community that are here, by the id of their record; a line that is none is passed over."""
    found = dict[str, bytes]()
    with suppress(OSError, UnicodeDecodeError):
        file = _file(home, community)
        if file.is_file() and os.name == "posix" and file.stat().st_mode & 0o077:
            file.chmod(0o600)  # it was copied by hand
        for line in file.read_text("ascii").splitlines():
            id_, key, check = (*line.split(), "", "", "")[:3]
            with suppress(ValueError):
                found |= {id_: bytes.fromhex(key)} if len(key) == 64 and check == _check(id_, key) else {}
    return found


def keep(home: Path, community: str, id_: str, key: bytes) -> None:
    """Put a key here beside those that are; refused (YS-D06) where the disk does not take it."""
    _write(home, community, {**held(home, community), id_: key})


def drop(home: Path, community: str, id_: str) -> None:
    """Forget a key; the file goes with the last one."""
    left = held(home, community)
    if left.pop(id_, None) is not None:
        _write(home, community, left)


def _check(id_: str, key: str) -> str:
    return sha256(f"{id_} {key}".encode()).hexdigest()[:16]


def _file(home: Path, community: str) -> Path:
    return home / FOLDER / sha256(community.encode()).hexdigest()[:16]


def _write(home: Path, community: str, keys: Mapping[str, bytes]) -> None:
    file = _file(home, community)
    fresh = file.with_name(f"{file.name}.new")
    try:
        if not keys:
            _overwrite(file)
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.writelines(f"{id_} {key.hex()} {_check(id_, key.hex())}\n" for id_, key in sorted(keys.items()))
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, file)
    except OSError as error:
        raise Refusal("YS-D06", _("身份证号的钥匙存不到这台电脑上。"), next_step=_("请看看磁盘是不是满了，腾出地方再来一次。"),
                      exit_code=Exit.NO_SPACE) from error


def _overwrite(file: Path) -> None:
    """Write over the bytes before the name goes; what the disk itself keeps elsewhere is out of reach."""
    if file.exists():
        with file.open("r+b") as out:
            out.write(b"0" * file.stat().st_size)
            out.flush()
            os.fsync(out.fileno())
