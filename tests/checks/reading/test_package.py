"""Packages that are damaged, swollen or made to harm."""

import io
import zipfile

import pytest

from oneruler.checks.reading.package import Package
from oneruler.checks.reading.refusal import UnreadableError


def packed(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def refused(data: bytes, part: str = "a.xml") -> str:
    with pytest.raises(UnreadableError) as caught:
        Package(data, "表.xlsx").xml(part)
    assert "“表.xlsx”" in str(caught.value)
    return str(caught.value)


def test_parts_and_relations() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/b.xml"/></Relationships>'
    )
    package = Package(packed(xl__workbook=b"xl", **{"xl/_rels/workbook.xml.rels": rels}), "a")
    assert package.relations("xl/workbook.xml") == {"r1": "xl/worksheets/sheet1.xml", "r2": "xl/b.xml"}
    assert package.relations("xl/other.xml") == {}
    assert "xl/workbook" in package


def test_elements_come_one_after_the_other() -> None:
    package = Package(packed(a=b"<s>" + b"".join(b"<c>%d</c>" % n for n in range(5)) + b"</s>"), "a")
    assert [element.text for element in package.elements("a", "c")] == ["0", "1", "2", "3", "4"]


def test_a_bomb_of_zeros_is_not_unpacked() -> None:
    assert "大得不正常" in refused(packed(**{"a.xml": b"<a>" + bytes(64 * 1024 * 1024) + b"</a>"}))


def test_a_bomb_of_entities_is_not_resolved() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;">]><a>&y;&y;&y;</a>'
    assert "自定义实体" in refused(packed(**{"a.xml": bomb}))
    items = list(
        Package(packed(a=bomb.replace(b"<a>", b"<a><c>").replace(b"</a>", b"</c></a>")), "a").elements("a", "c")
    )
    assert [item.text for item in items] == [None]


def test_a_file_outside_is_not_fetched() -> None:
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    assert "自定义实体" in refused(packed(**{"a.xml": outside}))


def test_nesting_beyond_reason_is_refused() -> None:
    assert "已损坏" in refused(packed(**{"a.xml": b"<a>" * 5000 + b"</a>" * 5000}))


def test_damaged_and_missing_parts() -> None:
    assert "缺少 b.xml" in refused(packed(**{"a.xml": b"<a/>"}), "b.xml")
    assert "已损坏" in refused(packed(**{"a.xml": b"<a><b></a>"}))
    whole = packed(**{"a.xml": b"<a>" + bytes(range(32, 60)) * 50 + b"</a>"})
    broken = whole[:45] + bytes(20) + whole[65:]
    assert "已损坏" in refused(broken)
