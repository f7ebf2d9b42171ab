"""Where browsers find the program: one line, from which hosts, cookies and HTTPS follow."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from oneruler.web.refusal import Refusal


class OriginError(Refusal):
    """The line cannot be used; the message says what is expected, in Chinese."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The addresses that browsers may use. ``secure`` holds when every one of them is HTTPS."""

    origins: tuple[str, ...]
    hosts: tuple[str, ...]
    secure: bool

    @classmethod
    def read(cls, line: str) -> Origins:
        """From one or more origins parted by commas, such as ``https://qz.example``. Raises OriginError."""
        origins, hosts, schemes = [], [], set()
        for word in filter(None, (part.strip().rstrip("/") for part in line.split(","))):
            parts = urlsplit(word)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
                raise OriginError(
                    "ONERULER_ORIGIN 应写浏览器里看到的网址开头，例如 https://qz.example 或 http://10.1.2.3:8000，"
                    f"多个用逗号隔开；“{word}”不是这样的写法。"
                )
            origins.append(word)
            hosts.append(parts.hostname)
            schemes.add(parts.scheme)
        if len(schemes) > 1:
            raise OriginError("ONERULER_ORIGIN 中 http 与 https 不能混用：安全 Cookie 只能全用或全不用。请统一成一种。")
        return cls(tuple(origins), tuple(hosts), schemes == {"https"})
