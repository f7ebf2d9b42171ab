"""What can be asked of the office."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import Max, Prefetch, Q, QuerySet

from oneruler.office.chain import START, Link, breaks
from oneruler.office.models import Agency, Assignment, AuditEntry, AuditHead, Officer, Region, SignInAttempts
from oneruler.office.roles import MAY, NEED_SECOND_FACTOR, Role, Scope, Verb
from oneruler.office.sign_in_names import name_digest


def active_officers(usernames: Iterable[str]) -> QuerySet[Officer]:
    """Those of ``usernames`` who may sign in, in order of username."""
    return Officer.objects.filter(username__in=list(usernames), is_active=True).order_by("username")


def nobody_enrolled() -> bool:
    """Whether the installation is fresh."""
    return not Officer.objects.exists()


def agency() -> Agency | None:
    """The unit that runs the system."""
    return Agency.objects.select_related("region").first()


def townships() -> QuerySet[Region]:
    """The townships that a post can be limited to."""
    return Region.objects.filter(level=Region.Level.TOWNSHIP)


def people() -> QuerySet[Officer]:
    """Everyone enrolled, each with all posts fetched, the latest first, those who may sign in before the rest."""
    posts = Assignment.objects.select_related("township").order_by("-first", "role", "id")
    return Officer.objects.order_by("-is_active", "username").prefetch_related(Prefetch("assignments", queryset=posts))


def assignments() -> QuerySet[Assignment]:
    """Every post that was ever held."""
    return Assignment.objects.select_related("officer", "township")


def waiting_until(officers: Iterable[Officer], *, at: datetime) -> dict[int, datetime]:
    """Who of ``officers`` typed a wrong password too often and must wait, until when; by primary key."""
    digests = {name_digest(officer.username): officer.pk for officer in officers}
    rows = SignInAttempts.objects.filter(name_digest__in=digests, locked_until__gt=at)
    return {digests[row.name_digest]: row.locked_until for row in rows if row.locked_until is not None}


def must_have_second_factor(roles: Iterable[Role]) -> bool:
    """Whether someone with these posts signs in with a code besides the password."""
    return not NEED_SECOND_FACTOR.isdisjoint(roles)


def backup_codes_left(officer: Officer) -> int:
    """How many backup codes someone has not used yet."""
    return officer.backup_codes.filter(used_at__isnull=True).count()


def scope_of(officer: Officer, verb: Verb, *, on: date) -> Scope:
    """How far the posts that ``officer`` holds on a day let them do ``verb``."""
    if not officer.is_active:
        return Scope()
    roles = [role.value for role, verbs in MAY.items() if verb in verbs]
    held = officer.assignments.filter(Q(last__isnull=True) | Q(last__gte=on), first__lte=on, role__in=roles)
    rows = list(held.values_list("project_number", "township__code"))
    return Scope(
        everything=any(not project and township is None for project, township in rows),
        projects=frozenset(project for project, _ in rows if project),
        townships=frozenset(township for _, township in rows if township),
    )


def roles_of(officer: Officer, *, on: date) -> list[Role]:
    """The posts that ``officer`` holds on a day, each once."""
    held = officer.assignments.filter(Q(last__isnull=True) | Q(last__gte=on), first__lte=on)
    return [Role(role) for role in held.values_list("role", flat=True).distinct().order_by("role")]


def trail(
    *,
    by: int | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    about: str = "",
    before: int | None = None,
) -> QuerySet[AuditEntry]:
    """The audit trail, the latest first: of one person (by primary key), from ``start`` to before ``end``, about one
    thing (its label; one that ends with a colon is a kind of things), older than entry ``before``."""
    found = AuditEntry.objects.order_by("-sequence")
    if by is not None:
        found = found.filter(by_id=by)
    if start is not None:
        found = found.filter(at__gte=start)
    if end is not None:
        found = found.filter(at__lt=end)
    if about:
        found = found.filter(about__startswith=about) if about.endswith(":") else found.filter(about=about)
    return found if before is None else found.filter(sequence__lt=before)


def audit_head() -> tuple[int, str]:
    """The end of the trail: how many entries, and the digest of the last."""
    return AuditHead.objects.filter(id=1).values_list("sequence", "digest").first() or (0, START)


def audit_breaks(
    *, heads: Mapping[int, str] = MappingProxyType({}), walked: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[str]:
    """What is wrong with the audit trail; nothing where it is whole, also while others add to it.

    ``heads`` are ends of the trail that were kept elsewhere, digest by sequence; ``walked`` hears how far it is.
    """
    last = AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    head = audit_head()
    unseen = dict(heads)

    def entries() -> Iterator[tuple[Link, str]]:
        for one in AuditEntry.objects.filter(sequence__lte=head[0]).order_by("sequence").iterator(chunk_size=2000):
            if one.sequence % 1000 == 0:
                walked(one.sequence, head[0])
            if unseen.get(one.sequence) == one.digest:
                del unseen[one.sequence]
            yield Link(one.sequence, one.at, one.by_name, one.verb, one.about, one.detail, one.previous), one.digest

    yield from breaks(entries(), head)
    if last > head[0]:
        yield f"第 {head[0]} 条以后还有记录，到第 {last} 条：链尾记录被改动过，或末尾是另外添上的"
    for sequence in sorted(unseen):
        yield f"第 {sequence} 条与当时导出的链尾不符：操作记录被改动过，或恢复过较早的备份"
    walked(head[0], head[0])
