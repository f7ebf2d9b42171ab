"""性质: which items are earned, valued or grow with time, so that early and late signers are compared by the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oneruler.policy.faults import PackError
from oneruler.policy.model import Nature
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped


def test_an_item_without_a_word_is_basic_and_others_say_what_they_are() -> None:
    natures = {one.name: one.nature for one in load(shipped() / "yunxi-2025").entitlements}
    assert natures["合法房屋补偿"] is Nature.BASIC
    assert natures["签约奖励"] is Nature.REWARD
    assert natures["首期过渡费"] is Nature.INTERIM
    appraised = {one.name: one.nature for one in load(shipped() / "yunxi-state-owned").entitlements}
    assert appraised["房屋价值补偿"] is Nature.APPRAISED
    assert appraised["搬迁费"] is Nature.BASIC


@pytest.mark.parametrize("pack", packs(shipped()), ids=lambda path: path.name)
def test_no_pack_that_is_shipped_takes_a_reward_for_a_basic_item(pack: Path) -> None:
    for one in load(pack).entitlements:
        assert (one.nature is Nature.REWARD) == ("奖励" in one.name), one.name


def test_another_word_is_refused_at_its_line(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(shipped() / "yunxi-2025", pack)
    file = pack / "rules" / "07-奖励.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("性质: 奖励", "性质: 奖金", 1), encoding="utf-8")
    with pytest.raises(PackError, match=r"07-奖励\.yaml:5.*“性质”应是基本、奖励、评估、过渡之一，现为“奖金”"):
        load(pack)
