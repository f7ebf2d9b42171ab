"""Which document holds for which facts: by the day that it names, and by its rule of transition (政策衔接)."""

from __future__ import annotations

from oneruler.policy.facts import Facts
from oneruler.policy.faults import PackError, RefusalToCompute
from oneruler.policy.model import Policy, Transition
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs
from oneruler.policy.scalar.computing import policy_day
from oneruler.policy.scalar.programs import compile_expression
from oneruler.policy.scalar.traces import Frame, Run, Unanswerable, exactly

UNKNOWN_NUMBER = "文号待校核"


def family(policy: Policy) -> list[Policy]:
    """The documents that stand beside ``policy`` on its shelf and replaced each other, ``policy`` among them."""
    found = [policy]
    for folder in packs(policy.folder.parent):
        if folder.name != policy.folder.name:
            try:
                found.append(load(folder))
            except PackError:
                continue  # a pack that cannot be read says so when it is asked for itself
    return kin(found, policy)


def kin(found: list[Policy], policy: Policy) -> list[Policy]:
    """Those of ``found`` that replaced each other, ``policy`` among them; a number still to be found ties nothing."""
    numbers = {policy.number} - {UNKNOWN_NUMBER}
    while True:
        related = [one for one in found if one is policy or one.number in numbers or one.replaces in numbers]
        grown = {number for one in related for number in (one.number, one.replaces)} - {"", UNKNOWN_NUMBER}
        if grown <= numbers:
            return related
        numbers |= grown


def choose(known: list[Policy], policy: Policy, facts: Facts) -> tuple[Policy, str]:
    """The document that holds for ``facts``, and why where that is not ``policy``.

    From the newest of the ``known`` that had come into force on the day of the facts, back to an older one as long as
    a transition rule says so. Without a word for another document it is ``policy``.
    """
    current = _newest(known, policy, facts)
    reasons = (
        f"适用 {current.number}（{current.effective} 施行，接替 {policy.number}）" if current is not policy else ""
    )
    seen = {current.number}
    while True:
        transition = _transition(current, facts)
        early = policy_day(current, facts) < current.effective
        older = next((one for one in known if one.number == current.replaces and one.number not in seen), None)
        if older is None or not (transition or early):
            return current, "" if current is policy else reasons
        if transition is not None:
            why = f"{current.number} {transition.article}" + (f"：{transition.note}" if transition.note else "")
        else:
            why = f"选用日早于 {current.number} 的施行日 {current.effective}"
        reasons = f"适用 {older.number}（{why}）"
        current = older
        seen.add(older.number)


def _newest(known: list[Policy], policy: Policy, facts: Facts) -> Policy:
    """The last of those that replaced each other from ``policy`` on, in force on the day of the facts."""
    current, seen = policy, {policy.number}
    while True:
        newer = next((one for one in known if one.replaces == current.number and one.day == current.day), None)
        if newer is None or newer.number in seen or policy_day(newer, facts) < newer.effective:
            return current
        current = newer
        seen.add(newer.number)


def _transition(policy: Policy, facts: Facts) -> Transition | None:
    run = Run(policy_day(policy, facts))
    run.root = Frame(facts.root, run)
    run.shared = {name: Frame(record, run) for name, record in facts.shared.items()}
    for transition in policy.transitions:
        owner = policy.shared[0] if policy.shared else facts.root.kind
        frame = run.shared.get(owner, run.root)
        with exactly():
            try:
                held = compile_expression(transition.condition, owner, policy.tables).run(frame)
            except Unanswerable as error:
                raise RefusalToCompute([f"不能判断适用哪个文件：{error}"]) from None
            except KeyError as error:  # facts written for another document
                asked = f"{policy.number} 的衔接要用到“{error.args[0]}”，事实里没有这一项"
                raise RefusalToCompute([f"不能判断适用哪个文件：{asked}"]) from None
        if held.value is True:
            return transition
    return None
