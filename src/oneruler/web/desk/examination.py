"""Have one uploaded paper examined in a process of its own, so that no paper can stop the program."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore

from oneruler.web.desk.examiner import SECONDS

logger = logging.getLogger(__name__)

COMMAND = [sys.executable, "-P", "-m", "oneruler.web.desk.examiner"]

# At most so many papers at once in each server process; who comes later waits a little, then is asked to come again.
_PLACES = BoundedSemaphore(2)
_WAIT_SECONDS = 20


class ExaminationError(Exception):
    """The paper could not be examined; the message says what happened and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What the desk shows of one paper. ``html`` is a fragment that is safe to put into a page."""

    name: str
    html: str
    errors: int
    warnings: int
    notices: int


def examine(data: bytes, name: str, *, seconds: int = SECONDS) -> Examination:
    """Examine the file ``data`` called ``name``. Raises ExaminationError."""
    if not _PLACES.acquire(timeout=_WAIT_SECONDS):
        raise ExaminationError("现在核查的人较多，这份文件还没有核查。请过一分钟再上传一次。")
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, and nothing of the file among the arguments
            COMMAND,
            input=json.dumps(name).encode() + b"\n" + data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExaminationError(
            f"“{name}”在 {seconds} 秒内没有核查完，已停止。文件可能过于复杂或已损坏，请另存一份，或拆成几份再上传。"
        ) from error
    finally:
        _PLACES.release()
    if done.returncode != 0:
        logger.error("examiner ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
        raise ExaminationError(
            f"“{name}”核查中断，服务器未受影响。文件可能已损坏或过大，请用 Word 或 WPS 打开后另存为 docx，再上传一次。"
        )
    answer = json.loads(done.stdout)
    if "unreadable" in answer:
        raise ExaminationError(answer["unreadable"])
    return Examination(name=name, **answer)
