"""付款前自查: every agreement of a project recomputed from the facts as they are now, before any payment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.facts import compute, digest_of_inputs, inputs_of, kept_lines, lines_of
from oneruler.compensation.lines import differences, total
from oneruler.compensation.models import CheckResult, PrePaymentCheck, Sheet
from oneruler.compensation.queries import agreed_sheets_of, agreements_of, unequal_holders
from oneruler.office.acting import label, record, require
from oneruler.office.errors import WrongStateError
from oneruler.office.roles import Verb
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.model import Policy
from oneruler.projects.facts import require_policy
from oneruler.projects.queries import locked

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.projects.models import Project
    from oneruler.survey.models import FactVersion, RightHolder


@transaction.atomic
def check_before_payment(*, project: Project, policy: Policy, by: Officer, at: datetime) -> PrePaymentCheck:
    """Recompute everyone of a project who agreed, and hold line against line. One fen off fails; so does having more
    in basic items than another with the same facts. Raises WrongStateError where nobody has agreed."""
    require(by, Verb.CHECK_BEFORE_PAYMENT, on=local_day(at), project=project.number, township=project.township.code)
    project = locked(project)
    require_policy(project, policy)
    holders = {one.pk: one for one in project.right_holders.all()}
    agreed = agreed_sheets_of(holders.values())
    if not agreed:
        raise WrongStateError("这个项目还没有协议，没有可以自查的。")
    sums = dict.fromkeys(agreed, 0)
    for one in agreements_of(holders.values()):
        sums[one.right_holder_id] += one.amount_fen
    inputs = inputs_of([holders[pk] for pk in agreed])
    more = {one.more.number: str(one) for one in unequal_holders(project, policy)}
    run = PrePaymentCheck(project=project, checked_on=local_day(at), checked_by=by, checked_at=at)
    results = [
        _result(run, holders[pk], sheet, Fen(sums[pk]), inputs, policy, more.get(holders[pk].number, ""), at)
        for pk, sheet in agreed.items()
    ]
    run.checked, run.failed = len(results), sum(not one.passed for one in results)
    run.save(force_insert=True)
    CheckResult.objects.bulk_create(results)
    failed = sorted(one.right_holder.number for one in results if not one.passed)
    record(by=by, at=at, verb=Verb.CHECK_BEFORE_PAYMENT, about=label(project),
           detail={"checked": run.checked, "failed": failed, "agreed_fen": sum(sums.values()),
                   "policy_digest": policy.digest})  # fmt: skip
    return run


def _result(
    run: PrePaymentCheck, holder: RightHolder, sheet: Sheet, agreed: Fen,
    inputs: Mapping[int, tuple[FactVersion, str]], policy: Policy, unequal: str, at: datetime,
) -> CheckResult:  # fmt: skip
    found: list[str] = []
    recomputed: Fen | None = None
    words = inputs[holder.pk][1] if holder.pk in inputs else ""
    try:
        if not words:
            raise FactsError(["没有现行的调查事实"])
        lines = lines_of(compute(words, policy, root=holder.root, on=local_day(at)))
    except (FactsError, RefusalToCompute) as error:
        found.append(f"不能复算：{error}")
    else:
        recomputed = total(lines)
        found += map(str, differences(kept_lines(sheet), lines))
        if recomputed != agreed and not found:
            found.append(f"协议金额 {print_yuan(agreed)} 元与其计算单 {print_yuan(recomputed)} 元不符")
    found += [unequal] if unequal else []
    return CheckResult(
        check_run=run, right_holder=holder, agreed_fen=agreed, recomputed_fen=recomputed, passed=not found,
        difference="；".join(found), inputs_digest=digest_of_inputs(words, policy.digest) if words else "",
    )  # fmt: skip
