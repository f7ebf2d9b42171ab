import pytest

from oneruler.web.origin import OriginError, Origins


def test_nothing_set_means_this_machine_without_https() -> None:
    assert Origins.read("") == Origins((), (), secure=False)


def test_https_makes_it_secure() -> None:
    read = Origins.read("https://qz.example/, https://qz2.example:8443")
    assert read == Origins(
        ("https://qz.example", "https://qz2.example:8443"), ("qz.example", "qz2.example"), secure=True
    )


def test_plain_http_in_a_closed_network() -> None:
    assert Origins.read("http://10.1.2.3:8000") == Origins(("http://10.1.2.3:8000",), ("10.1.2.3",), secure=False)


@pytest.mark.parametrize("line", ["qz.example", "https://", "https://qz.example/path", "ftp://qz.example"])
def test_what_is_no_origin_is_named(line: str) -> None:
    with pytest.raises(OriginError, match="ONERULER_ORIGIN"):
        Origins.read(line)


def test_mixed_schemes_are_refused() -> None:
    with pytest.raises(OriginError, match="不能混用"):
        Origins.read("https://qz.example,http://10.1.2.3")
