"""Small PDF files for the tests, written by hand: words at places, straight rules, pictures. No font is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
    b"/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
)


@dataclass(frozen=True)
class Words:
    x: int
    y: int
    text: str
    size: int = 10


@dataclass(frozen=True)
class Stroke:
    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True)
class Picture:
    pass


def printed(*pages: Sequence[Words | Stroke | Picture], rotate: int = 0, encrypted: bool = False) -> bytes:
    """A PDF of these pages, 600 × 800 points each."""
    objects = [b"", b"", FONT]
    kids = []
    for page in pages:
        content = " ".join(map(_drawn, page)).encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (rotate, len(objects))
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
    return _file(objects, lock if encrypted else b"")


def _drawn(mark: Words | Stroke | Picture) -> str:
    if isinstance(mark, Words):
        return f"BT /F {mark.size} Tf {mark.x} {mark.y} Td <{mark.text.encode('utf-16-be').hex()}> Tj ET"
    if isinstance(mark, Stroke):
        return f"{mark.x0} {mark.y0} m {mark.x1} {mark.y1} l S"
    return "q 500 0 0 500 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def _file(objects: Sequence[bytes], extra: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)


def frame(xs: Sequence[int], ys: Sequence[int]) -> list[Stroke]:
    """All rules of a grid with these edges."""
    level = [Stroke(xs[0], y, xs[-1], y) for y in ys]
    return level + [Stroke(x, ys[0], x, ys[-1]) for x in xs]
