"""Sealing, hashing and wrapping: each opens for whom it was made, and for nobody else."""

import os

import pytest

from yishi.store import id_keys, id_vault
from yishi.store.id_vault import Broken, Vault

ID = "11010519491231002X"
ONE, OTHER = "0" * 31 + "1", "0" * 31 + "2"


def test_what_is_sealed_opens_for_its_person_under_its_key_only() -> None:
    vault, other = Vault(ONE, id_vault.fresh_key()), Vault(ONE, id_vault.fresh_key())
    sealed = vault.seal("p", ID)
    assert vault.open("p", sealed) == ID and ID not in sealed and id_vault.mark_of(sealed) == ONE[-8:]
    for opens, person, text in ((vault, "q", sealed), (other, "p", sealed), (vault, "p", sealed[:-4] + "AAA="), (vault, "p", ""),
                                (Vault(OTHER, os.urandom(32)), "p", sealed)):  # fmt: skip
        with pytest.raises(Broken):
            opens.open(person, text)


def test_one_number_of_one_person_is_sealed_alike_and_hashed_alike_for_all() -> None:
    key = id_vault.fresh_key()
    one, again = Vault(ONE, key), Vault(ONE, key)
    assert one.seal("p", ID) == again.seal("p", ID) != one.seal("q", ID)
    assert one.hash(ID) == again.hash(ID) != Vault(ONE, id_vault.fresh_key()).hash(ID) and len(one.hash(ID)) == 32


def test_a_key_is_unwrapped_by_its_secret_and_as_its_own_only() -> None:
    key, secret = id_vault.fresh_key(), os.urandom(15)
    text = id_vault.wrapped(ONE, key, secret)
    assert id_vault.unwrapped(ONE, text, secret) == key and key.hex() not in text
    for id_, wrong in ((ONE, os.urandom(15)), (OTHER, secret)):
        with pytest.raises(Broken):
            id_vault.unwrapped(id_, text, wrong)


def test_a_device_holds_several_keys_and_a_damaged_file_is_none(tmp_path) -> None:
    one, two = os.urandom(32), os.urandom(32)
    id_keys.keep(tmp_path, "c", ONE, one)
    id_keys.keep(tmp_path, "c", OTHER, two)
    assert id_keys.held(tmp_path, "c") == {ONE: one, OTHER: two} and id_keys.held(tmp_path, "d") == {}
    (file,) = (tmp_path / id_keys.FOLDER).iterdir()
    file.write_bytes(file.read_bytes()[:-30] + "好".encode()[:2])
    assert id_keys.held(tmp_path, "c") == {}
    id_keys.keep(tmp_path, "c", ONE, one)
    id_keys.drop(tmp_path, "c", ONE)
    assert list((tmp_path / id_keys.FOLDER).iterdir()) == [] and id_keys.held(tmp_path, "c") == {}


def test_a_key_that_went_bad_is_none_and_only_its_user_may_read_the_file(tmp_path) -> None:
    key = id_vault.fresh_key()
    id_keys.keep(tmp_path, "c", ONE, key)
    (file,) = (tmp_path / id_keys.FOLDER).iterdir()
    good = file.read_text("ascii")
    at = good.index(" ") + 5
    file.write_text(good[:at] + ("0" if good[at] != "0" else "1") + good[at + 1 :], "ascii")  # it would seal what nothing opens
    assert id_keys.held(tmp_path, "c") == {}
    file.write_text(good, "ascii")
    file.chmod(0o644)
    assert id_keys.held(tmp_path, "c") == {ONE: key}
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600
