from __future__ import annotations

import subprocess
import sys

from benchmarks.throughput import Run, watch


def test_the_greatest_memory_of_a_child_is_seen() -> None:
    child = "import time; block = bytearray(120 << 20); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen([sys.executable, "-c", parent]) as process:
        assert 120 <= watch(process) < 300


def test_rate() -> None:
    assert Run(1000, 4.0, 80.0, 1).rate == 250
