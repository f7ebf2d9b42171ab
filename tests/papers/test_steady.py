import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.papers.steady import EPOCH, packed, repacked


@settings(deadline=None)
@given(st.dictionaries(st.text("abc/", min_size=1).filter(lambda name: not name.endswith("/")), st.binary(max_size=50)))
def test_packed_in_order_with_one_date(files: dict[str, bytes]) -> None:
    made = packed(files)
    assert packed(dict(files)) == made == repacked(made)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.namelist() == list(files)
        assert {name: package.read(name) for name in files} == files
        assert all(entry.date_time == EPOCH for entry in package.infolist())


def test_the_time_of_another_package_is_forgotten() -> None:
    def made(year: int) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            package.writestr(zipfile.ZipInfo("a", (year, 1, 1, 0, 0, 0)), b"x")
        return target.getvalue()

    assert made(2024) != made(2025)
    assert repacked(made(2024)) == repacked(made(2025))
