"""Office files are zip packages of XML: opened within limits, their XML read without entities or network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from oneruler.checks.reading.refusal import UnreadableError

_LARGEST_PART = 256 * 1024 * 1024  # bytes of one part, unpacked
_LARGEST_RATIO = 200  # a part that unpacks to more than this many times its size is made to harm
_SMALL = 16 * 1024 * 1024  # below this no ratio does harm
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of one docx or xlsx. Raises ``UnreadableError`` for anything damaged, encrypted or swollen."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._parts = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part."""
        try:
            root = etree.fromstring(self._read(part), _parser())
        except etree.XMLSyntaxError as error:
            raise self._damaged(part, error) from None
        if etree.ElementTree(root).docinfo.internalDTD is not None:
            found = f"其中的 {part} 带有自定义实体，正常的 Office 文件没有"
            raise UnreadableError(self.name, found, "核实文件来源，用 Office 或 WPS 打开后另存一份")
        return root

    def elements(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """The elements with these tags, one after the other, each forgotten once the next is asked for."""
        source = io.BytesIO(self._read(part))
        events = etree.iterparse(
            source, tag=tags, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
        )
        try:
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise self._damaged(part, error) from None

    def relations(self, part: str) -> dict[str, str]:
        """Relation id → the part it points to, of one part."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        found = {}
        for relation in self.xml(rels).iter(_RELATION):
            target = relation.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[relation.get("Id", "")] = posixpath.normpath(target)
        return found

    def _read(self, part: str) -> bytes:
        info = self._parts.get(part)
        if info is None:
            raise UnreadableError(self.name, f"缺少 {part} 这一部分，文件不完整", "用 Office 或 WPS 打开后另存一份")
        if info.flag_bits & 1:
            raise UnreadableError(self.name, "压缩结构加了密码", "取消密码，另存后再核查")
        swollen = info.file_size > _SMALL and info.file_size > _LARGEST_RATIO * max(1, info.compress_size)
        if info.file_size > _LARGEST_PART or swollen:
            found = f"其中的 {part} 解压后有 {info.file_size >> 20} MB，大得不正常"
            raise UnreadableError(self.name, found, "核实文件来源，删去多余内容后另存一份")
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._damaged(part, error) from None

    def _damaged(self, part: str, error: Exception) -> UnreadableError:
        found = f"其中的 {part} 已损坏（{str(error)[:80]}）"
        return UnreadableError(self.name, found, "重新下载或重新拷贝，或用 Office、WPS 打开修复后另存一份")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
