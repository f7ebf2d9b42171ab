"""Posts: after a change told over several sentences, and against the people who fill them."""

from __future__ import annotations

import pytest

from oneruler.checks.claims import posts
from tests.checks.telling import Told, facts, judged


def found(*texts: str) -> list[Told]:
    return judged(list(posts.find(facts(*texts))))


@pytest.mark.parametrize(("posts", "verdict"), [("37", "ok"), ("39", "error")])
def test_posts_after_a_change(posts: str, verdict: str) -> None:
    told = found("核定事业编制22名。2033年编制增加15名，调整后，核定事业编制" + posts + "名。")
    assert told == [("sum", f"{posts}名", "37", verdict)]


def test_other_posts_are_not_added_in() -> None:
    assert found("核定领导职数4名。2033年编制增加15名，调整后，核定事业编制39名。") == []


@pytest.mark.parametrize(("present", "flagged"), [("9", False), ("10", False), ("11", True)])
def test_people_and_posts(present: str, flagged: bool) -> None:
    expected = [("share", present, "STA-POSTS", "warning")] if flagged else []
    assert found(f"编制数10人，在职人数{present}人。") == expected
