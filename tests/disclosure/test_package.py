"""Packages: equal input, equal bytes; whatever was changed is named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.disclosure.package import MANIFEST, PackageError, Packed, pack, verify

FILES = {"b/公示表.txt": "金额 100 元".encode(), "a.csv": b"1,2\n", "空.txt": b""}


def made(files: Mapping[str, bytes] = FILES, salt: str = "00ff") -> Packed:
    return pack(files, number="YX-GK-1", title="示例公示", audience="web", published_on=date(2026, 1, 5), salt=salt)


def changed(data: bytes, **changes: bytes | None) -> bytes:
    """The package with files put in other words, left out (None) or put in."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, content in {**files, **changes}.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def manifest_of(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        loaded: dict[str, Any] = json.loads(package.read(MANIFEST))
    return loaded


def test_the_same_files_in_any_order_give_the_same_bytes() -> None:
    again = made(dict(reversed(FILES.items())))
    assert again.data == made().data
    with zipfile.ZipFile(io.BytesIO(again.data)) as package:
        assert package.namelist() == [MANIFEST, "a.csv", "b/公示表.txt", "空.txt"]
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_a_whole_package_holds_against_its_printed_digest() -> None:
    found = verify(made().data, made().digest.upper())
    assert found.is_whole
    assert found.digest == made().digest


def test_the_salt_changes_the_digest() -> None:
    assert made(salt="1").digest != made(salt="2").digest


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"a.csv": b"1,3\n"}, ["内容被改动：a.csv"]),
        ({"a.csv": b"1,2\n\n"}, ["内容被改动：a.csv"]),
        ({"空.txt": None}, ["缺少文件：空.txt"]),
        ({"x.txt": b"new"}, ["多出文件：x.txt"]),
        ({"a.csv": b"", "空.txt": b"x"}, ["内容被改动：a.csv", "内容被改动：空.txt"]),
    ],
)
def test_what_was_changed_is_named(changes: dict[str, bytes | None], faults: list[str]) -> None:
    assert list(verify(changed(made().data, **changes)).faults) == faults


def test_a_changed_manifest_does_not_fit_its_digest() -> None:
    manifest = manifest_of(made().data)
    manifest["title"] = "别的公示"
    data = changed(made().data, **{MANIFEST: json.dumps(manifest).encode()})
    assert verify(data).faults == ("清单 manifest.json 被改动：与它自己的摘要不符",)


def test_a_package_made_anew_is_told_by_the_printed_digest_alone() -> None:
    forged = made({**FILES, "a.csv": b"9,9\n"})
    assert verify(forged.data).is_whole
    assert "整包摘要不符" in verify(forged.data, made().digest).faults[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_file_of_the_same_name_is_found() -> None:
    target = io.BytesIO(made().data)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("a.csv", b"other")
    assert "同名文件不止一个：a.csv" in verify(target.getvalue()).faults


@pytest.mark.parametrize(
    "name", ["", "/a", "../a", "a/../b", "a\\b", MANIFEST, "a//b", "./a", "C:a", "a\nb", "a/"],
)  # fmt: skip
def test_a_name_that_leaves_its_folder_is_refused(name: str) -> None:
    with pytest.raises(PackageError, match="不能用"):
        made({name: b""})


def test_no_file_and_names_alike_are_refused() -> None:
    with pytest.raises(PackageError, match="没有文件"):
        made({})
    with pytest.raises(PackageError, match="重复"):
        made({"A.txt": b"", "a.TXT": b""})


def _zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in files.items():
            package.writestr(name.replace("_", "."), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "打不开压缩包"),
        (b"PK\x03\x04rubbish", "打不开压缩包"),
        (_zip(a=b"x"), "没有清单"),
        (_zip(manifest_json=b"{"), "读不出来"),
        (_zip(manifest_json=b"[]"), "读不出来"),
        (_zip(manifest_json=b'{"format": 2, "salt": "", "digest": "", "files": []}'), "格式不认识"),
        (_zip(manifest_json=b'{"format": 1, "salt": "", "digest": "", "files": [{}]}'), "读不出来"),
    ],
)
def test_what_is_no_package_is_said(data: bytes, said: str) -> None:
    with pytest.raises(PackageError, match=said):
        verify(data)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_single_changed_byte_of_a_file_goes_unseen(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["a.csv", "b/公示表.txt"]))
    at = data.draw(st.integers(0, len(FILES[name]) - 1))
    own = bytearray(FILES[name])
    own[at] ^= data.draw(st.integers(1, 255))
    assert verify(changed(made().data, **{name: bytes(own)})).faults == (f"内容被改动：{name}",)
