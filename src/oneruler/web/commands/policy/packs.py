"""Find and load the packs that a command line names."""

from __future__ import annotations

import sys
from pathlib import Path

from oneruler.policy.faults import PackError
from oneruler.policy.model import Policy
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import shipped
from oneruler.web.refusal import Refusal


def find(name: str) -> Path:
    """The folder of a pack: a path, or the name of one that comes with the program. Raises Refusal."""
    for folder in (Path(name), shipped() / name):
        if (folder / "policy.yaml").is_file():
            return folder
    raise Refusal(f"找不到政策包“{name}”：应是含有 policy.yaml 的文件夹，或随程序提供的包的名称。")


def open_pack(name: str) -> Policy:
    """Load a pack. Raises Refusal with its faults."""
    folder = find(name)
    try:
        return load(folder)
    except PackError as error:
        lines = "\n".join(f"  {fault}" for fault in error.faults)
        raise Refusal(f"政策包“{name}”有 {len(error.faults)} 处问题，先改好再用：\n{lines}") from None


def say(line: str = "") -> None:
    """One line to whoever reads the result."""
    print(line)


def tell(line: str) -> None:
    """One line beside the result."""
    print(line, file=sys.stderr)
