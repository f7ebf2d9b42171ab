from __future__ import annotations

from benchmarks.baseline import by_regex


def verdicts(text: str) -> list[tuple[str, str, str]]:
    return [(c.kind, c.recomputed, c.verdict) for c in by_regex(text.encode(), "x.txt").claims]


def test_it_knows_its_four_wordings() -> None:
    assert ("sum", "10.0000", "ok") in verdicts("支出10万元，其中：基本支出4万元、项目支出60000元。")
    assert ("share", "40.0000%", "ok") in verdicts("支出10万元，其中：基本支出4万元，占40%。")
    assert ("growth", "25.0000%", "error") in verdicts("支出１０万元，比上年增加２万元，增长52%。")
    assert ("execution", "80.0000%", "ok") in verdicts("年初预算10万元，支出决算8万元，完成年初预算的80%。")


def test_a_wrong_one_is_reported_on_its_words() -> None:
    answer = by_regex("年初预算10万元，支出决算8万元，完成年初预算的125%。".encode(), "x.txt")
    (finding,) = answer.findings
    assert finding.severity == "error"
    assert answer.text[slice(*finding.span)].endswith("125%")
