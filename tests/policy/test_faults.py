"""What is wrong is said whole, in order, with its place and its repair."""

import pytest

from oneruler.policy.faults import FactFault, FactsError, Fault, Faults, PackError, Place, RefusalToCompute


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(), ""), (Place("policy.yaml"), "policy.yaml"), (Place("tables/甲.csv", 3), "tables/甲.csv:3"),
        (Place("rules/甲.yaml", 3, 7), "rules/甲.yaml:3:7"),
    ],
)  # fmt: skip
def test_a_place(place: Place, words: str) -> None:
    assert str(place) == words


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(Place("甲.csv", 2), "单价空着", "请填写。"), "甲.csv:2：单价空着 请填写。"),
        (Fault(Place("甲.csv", 2), "单价空着"), "甲.csv:2：单价空着"),
        (Fault(Place(), "不是政策包"), "不是政策包"),
    ],
)
def test_a_fault(fault: Fault, words: str) -> None:
    assert str(fault) == words


def test_faults_come_in_the_order_of_the_files_each_once() -> None:
    faults = Faults()
    faults.raise_if_any()
    for place in (Place("b", 1), Place("a", 10), Place("a", 9), Place("b", 1)):
        faults.add(place, "错")
    with pytest.raises(PackError) as caught:
        faults.raise_if_any()
    assert [str(fault.place) for fault in caught.value.faults] == ["a:9", "a:10", "b:1"]
    assert str(caught.value) == "a:9：错\na:10：错\nb:1：错"


def test_facts_that_cannot_be_taken() -> None:
    fault = FactFault("户“A”：“面积”", "没有填", "户", 0, "面积", missing=True)
    error = FactsError([fault, "没有“房”这种对象。"])
    assert error.problems == ("户“A”：“面积”没有填", "没有“房”这种对象。")
    assert str(error) == "户“A”：“面积”没有填\n没有“房”这种对象。"
    assert [(one.kind, one.field, one.missing) for one in error.faults] == [("户", "面积", True), ("", "", False)]


def test_a_refusal_says_each_reason_once() -> None:
    error = RefusalToCompute(["乙", "甲", "乙"])
    assert error.reasons == ("乙", "甲")
    assert str(error) == "乙\n甲"
