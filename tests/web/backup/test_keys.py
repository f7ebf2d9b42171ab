import pytest

from oneruler.office.sealing import Seal
from oneruler.web.backup.keys import Keys, is_made_under, manifest_mac, opened_keys, sealed_keys
from oneruler.web.refusal import Refusal

PASSPHRASE = "a rather long sentence"


def test_the_keys_come_back_with_the_passphrase_only() -> None:
    keys = Keys("words", "secret")
    locked = sealed_keys(keys, PASSPHRASE)
    assert opened_keys(locked, PASSPHRASE) == keys
    assert "words" not in repr(keys)
    for data, passphrase in ((locked, PASSPHRASE + "x"), (locked[:-1], PASSPHRASE), (b"", PASSPHRASE)):
        with pytest.raises(Refusal, match="口令不对"):
            opened_keys(data, passphrase)


def test_a_manifest_is_proved_by_the_seal_it_was_made_under() -> None:
    seal = Seal.new()
    mac = manifest_mac(seal, b"{}")
    assert is_made_under(seal, b"{}", mac)
    assert not is_made_under(Seal.new(), b"{}", mac)
    assert not is_made_under(seal, b"{ }", mac)
    assert not is_made_under(seal, b"{}", "no mac")
    assert not is_made_under(seal, b"{}", "")
