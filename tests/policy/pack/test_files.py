"""The files of a pack at one moment, and the digest by which a sheet names them."""

from pathlib import Path

import pytest

from oneruler.policy.faults import Faults, PackError
from oneruler.policy.pack.files import Files
from tests.policy.pack.good import GOOD, Change, write


def digest(folder: Path, *changes: Change) -> str:
    write(folder, *changes)
    return Files.of(folder).digest


def test_the_files_are_those_of_a_pack_and_no_others(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("说明.md", "examples/a.yaml", "tables/.~地价.csv", "tables/~$地价.csv", "rules/.房屋.yaml.swp"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    assert sorted(Files.of(tmp_path).content) == sorted(GOOD)


def test_what_was_read_stays_as_it_was(tmp_path: Path) -> None:
    write(tmp_path)
    files = Files.of(tmp_path)
    before = files.digest
    (tmp_path / "policy.yaml").write_text("x", "utf-8")
    assert files.digest == before
    assert files.content["policy.yaml"].decode() == GOOD["policy.yaml"]


def test_the_digest_is_of_names_and_words_not_of_the_place(tmp_path: Path) -> None:
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    assert len(digest(tmp_path / "a")) == 64


@pytest.mark.parametrize(
    "change",
    [
        ("tables/青苗单价.csv", "1100", "1100.01"),
        ("tables/青苗单价.csv", "2025-07-01", "2025-07-02"),
        ("tables/青苗单价.csv", "虚构的附表", "虚构的附件"),
        ("rules/房屋.yaml", "补偿面积 > 0", "补偿面积 > 1"),
        ("policy.yaml", "有效期至: 2027-06-30", "有效期至: 2027-07-01"),
        ("interpretations.yaml", "封闭阳台按全面积计", "封闭阳台按一半计"),
        ("rules/杂项.yaml", "", "# 空的\n"),
    ],
)
def test_whatever_changes_what_is_owed_changes_the_digest(tmp_path: Path, change: Change) -> None:
    assert digest(tmp_path / "a", change) != digest(tmp_path / "b")


def test_a_case_changes_nothing_that_is_owed(tmp_path: Path) -> None:
    assert digest(tmp_path / "a", ("cases.yaml", "早一天", "前一天")) == digest(tmp_path / "b")
    (tmp_path / "b" / "cases.yaml").unlink()
    assert Files.of(tmp_path / "b").digest == digest(tmp_path / "a")


def test_words_moved_from_one_file_to_the_next_change_the_digest(tmp_path: Path) -> None:
    apart: list[Change] = [("rules/甲.yaml", "", "# 一\n"), ("rules/乙.yaml", "", "# 二\n")]
    together: list[Change] = [("rules/甲.yaml", "", "# 一\n# 二\n"), ("rules/乙.yaml", "", "\n")]
    assert digest(tmp_path / "a", *apart) != digest(tmp_path / "b", *together)


@pytest.mark.parametrize(
    ("stray", "ending"),
    [
        ("rules/人员.yml", ".yaml"),
        ("rules/人员.YAML", ".yaml"),
        ("tables/地价.CSV", ".csv"),
        ("tables/地价.xlsx", ".csv"),
    ],
)
def test_a_file_that_would_not_be_read_is_told(tmp_path: Path, stray: str, ending: str) -> None:
    write(tmp_path, (stray, "", "x"))
    with pytest.raises(PackError) as error:
        Files.of(tmp_path)
    room = stray.partition("/")[0]
    assert str(error.value) == f"{stray}：{room} 里只读 {ending} 文件，这一个不会被读到 请改名，或移到别处。"


def test_a_folder_among_the_rules_is_told(tmp_path: Path) -> None:
    write(tmp_path, ("rules/旧.yaml/房屋.yaml", "", "x"))
    with pytest.raises(PackError, match="rules/旧.yaml：rules 里只读 .yaml 文件"):
        Files.of(tmp_path)


def test_files_that_are_too_large_are_all_told(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("tables/地价.csv", "cases.yaml"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(8 * 1024 * 1024 + 1)
    with pytest.raises(PackError) as error:
        Files.of(tmp_path)
    assert [str(fault) for fault in error.value.faults] == [
        "cases.yaml：文件超过 8 MB 请拆成几个文件。", "tables/地价.csv：文件超过 8 MB 请拆成几个文件。",
    ]  # fmt: skip


def test_what_is_no_pack_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError) as error:
        Files.of(tmp_path / "无")
    assert str(error.value) == (
        f"“{tmp_path / '无'}”不是政策包：里面没有 policy.yaml 请核对文件夹，或用 oneruler policy new 新建。"
    )


def test_the_words_of_files_and_those_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "rules/房屋.yaml").write_bytes("# 房屋\n".encode("gb18030"))
    (tmp_path / "rules/坏.yaml").write_bytes(b"\xff\xfe\x00")
    faults = Faults()
    texts = dict(Files.of(tmp_path).texts("rules/", ".yaml", faults))
    assert texts == {"rules/房屋.yaml": "# 房屋\n", "rules/其他.yaml": GOOD["rules/其他.yaml"]}
    assert [str(fault.place) for fault in faults.found] == ["rules/坏.yaml"]
