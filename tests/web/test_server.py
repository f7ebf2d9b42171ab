import socket

import pytest

from oneruler.web.refusal import Refusal
from oneruler.web.server import free_port


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port("127.0.0.1", port) < port + 50
        with pytest.raises(Refusal, match="都被占用"):
            free_port("127.0.0.1", port, tries=1)
