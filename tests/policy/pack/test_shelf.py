"""Where the packs stand that come with the program."""

from pathlib import Path

from oneruler.policy.pack.shelf import packs, shipped

ROOT = Path(__file__).resolve().parents[3]


def test_the_shipped_packs_stand_at_the_top_of_a_checkout() -> None:
    assert shipped() == ROOT / "policies"
    assert "yunxi-2025" in [folder.name for folder in packs(shipped())]


def test_a_pack_is_a_folder_with_a_heading(tmp_path: Path) -> None:
    for name in ("乙/policy.yaml", "甲/policy.yaml", "丙/其他.yaml", "policy.yaml", "丁/戊/policy.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert packs(tmp_path) == sorted([tmp_path / "乙", tmp_path / "甲"])


def test_an_empty_shelf_has_none(tmp_path: Path) -> None:
    assert packs(tmp_path) == []
    assert packs(tmp_path / "无") == []
