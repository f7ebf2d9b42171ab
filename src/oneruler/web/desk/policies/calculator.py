"""试算: a household is written down, its sheet grows beside it. Nothing is stored; what was written goes with each post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from oneruler.papers.forms import compensation_sheet
from oneruler.papers.typesetting import PaperError, pdf
from oneruler.policy.choosing import choose
from oneruler.policy.facts import Facts, read_unfinished
from oneruler.policy.faults import FactFault, RefusalToCompute
from oneruler.policy.model import Policy
from oneruler.policy.render import html
from oneruler.policy.render.form import form_content
from oneruler.policy.render.view import SheetView, view
from oneruler.policy.scalar.attempting import attempt
from oneruler.policy.scalar.computing import engine
from oneruler.web.desk.policies import forms, library
from oneruler.web.desk.policies.forms import Entry
from oneruler.web.desk.policies.library import Volume


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of an entry: a sheet, or the faults and reasons for which there is none, with the lines ``so_far``.

    ``right`` is the document that holds for these facts, ``why`` says so where it is another one.
    """

    sheet: SheetView | None
    so_far: SheetView | None
    faults: tuple[FactFault, ...]
    reasons: tuple[str, ...]
    right: Policy
    why: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request: HttpRequest, slug: str) -> HttpResponse:
    """The form and its sheet. A button says what to ``do``; without one, htmx tells of a change as it is made."""
    volume = library.volume(slug)
    if request.method != "POST":
        return _opened(request, volume)
    policy = volume.policy
    do, _, rest = request.POST.get("do", "").partition(":")
    root = _root(policy, rest if do == "root" else request.POST.get("root", ""))
    entry = forms.from_post(policy, root, request.POST)
    if do == "add":
        return _page(request, volume, _with_one_more(policy, entry, rest), opened=rest)
    if do == "remove":
        return _page(request, volume, _with_one_less(policy, entry, rest))
    if do == "pdf":
        return _pdf(request, volume, entry)
    asked = do == "compute" or bool(request.POST.get("asked"))
    return _page(request, volume, entry, asked=asked, live=not do and "HX-Request" in request.headers)


def _opened(request: HttpRequest, volume: Volume) -> HttpResponse:
    """The empty form, or one filled with ``?example=``."""
    example = volume.example(request.GET.get("example", ""))
    if example is not None and example.root:
        return _page(request, volume, forms.from_facts(volume.policy, example.root, example.facts), example=example.key)
    return _page(request, volume, forms.empty(_root(volume.policy, request.GET.get("root", ""))))


def _root(policy: Policy, named: str) -> str:
    return named if named in policy.roots else policy.roots[0]


def _with_one_more(policy: Policy, entry: Entry, kind: str) -> Entry:
    if kind not in {one.name for one in policy.children(entry.root)}:
        return entry
    rows = entry.rows.get(kind, [])
    return entry.changed(kind, [*rows, {}][: forms.MOST_ROWS])


def _with_one_less(policy: Policy, entry: Entry, which: str) -> Entry:
    kind, _, number = which.rpartition(":")
    rows = entry.rows.get(kind, [])
    if kind not in {one.name for one in policy.children(entry.root)} or number not in map(str, range(1, len(rows) + 1)):
        return entry
    return entry.changed(kind, [row for place, row in enumerate(rows, 1) if str(place) != number])


def answer(volume: Volume, entry: Entry, today: date) -> Answer:
    """Read the entry, see which document holds for it, and compute it by this one."""
    policy = volume.policy
    facts, faults = read_unfinished(policy, entry.raw(policy), root=entry.root)
    faults = (*entry.faults, *faults)
    right, why = _right(volume, facts)
    if facts is None:
        return Answer(None, None, faults, (), right, why)
    reasons: tuple[str, ...] = ()
    if not faults:
        try:
            return Answer(view(engine(policy).compute(facts, on=today)), None, (), (), right, why)
        except RefusalToCompute as error:
            reasons = error.reasons
    tried = attempt(policy, facts, on=today).so_far
    return Answer(None, view(tried) if tried is not None and tried.lines else None, faults, reasons, right, why)


def _right(volume: Volume, facts: Facts | None) -> tuple[Policy, str]:
    """The document that holds. Facts still missing, or asked by the other document only, leave it at this one."""
    if facts is None:
        return volume.policy, ""
    try:
        return choose(library.relatives(volume), volume.policy, facts)
    except (RefusalToCompute, KeyError):
        return volume.policy, ""


def _page(
    request: HttpRequest,
    volume: Volume,
    entry: Entry,
    *,
    asked: bool = False,
    live: bool = False,
    opened: str = "",
    example: str = "",
    trouble: str = "",
) -> HttpResponse:
    """The whole page; for htmx the calculator alone; for a change while writing (``live``) the sheet and the faults.

    Until a sheet was ``asked`` for, what is not yet written is no fault: it is only said beside the form.
    """
    found = answer(volume, entry, timezone.localdate())
    shown = [fault for fault in found.faults if asked or not fault.missing]
    drawn = forms.sections(volume.policy, entry, shown, opened=opened)
    context = {
        "volume": volume, "policy": volume.policy, "entry": entry, "answer": found, "asked": asked, "live": live,
        "sections": drawn, "missing": _missing(found.faults, drawn), "wrong": _linked(shown, drawn), "trouble": trouble,
        "invalid": _linked([fault for fault in found.faults if not fault.missing], drawn),
        "example": example, "sheet": html.body(found.sheet) if found.sheet is not None else "",
        "blank": not any(text for rows in entry.rows.values() for row in rows for text in row.values()),
    }  # fmt: skip
    template = "page"
    if "HX-Request" in request.headers:
        template = "live" if live else "inner"
    status = 422 if trouble or (asked and not live and found.sheet is None) else 200
    return render(request, f"desk/policies/calculator_{template}.html", context, status=status)


def _linked(faults: list[FactFault], drawn: tuple[forms.Section, ...]) -> list[tuple[str, str]]:
    """Each fault with the id of its field, for the list on top."""
    ids = {
        (section.name, index, control.label): control.id
        for section in drawn
        for index, card in enumerate(section.cards)
        for control in card.controls
    }
    return [(str(fault), ids.get((fault.kind, fault.index, fault.field), "")) for fault in faults]


def _missing(
    faults: tuple[FactFault, ...], drawn: tuple[forms.Section, ...]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is still to be written, by object: (its name, [(field, id)])."""
    found: dict[tuple[str, int], list[str]] = {}
    for fault in faults:
        if fault.missing:
            found.setdefault((fault.kind, fault.index), []).append(fault.field)
    groups = []
    for section in drawn:
        for index, card in enumerate(section.cards):
            names = found.get((section.name, index), [])
            links = [(control.label, control.id) for control in card.controls if control.label in names]
            if links:
                groups.append((f"{section.name} {card.number}" if section.many else section.name, links))
    return groups


def _pdf(request: HttpRequest, volume: Volume, entry: Entry) -> HttpResponse:
    """The sheet as PDF; the page with its faults where there is none."""
    today = timezone.localdate()
    found = answer(volume, entry, today)
    if found.sheet is None:
        return _page(request, volume, entry, asked=True)
    if found.why:
        return _page(request, volume, entry, trouble=f"没有生成 PDF：{found.why}。请改按该文件计算。")
    try:
        data = pdf(compensation_sheet(), form_content(found.sheet), made=today)
    except PaperError as error:
        return _page(request, volume, entry, asked=True, trouble=str(error))
    name = quote(f"补偿计算单-{volume.slug}.pdf")  # nothing of the household: names of files travel far
    headers = {"Content-Disposition": f"attachment; filename=\"sheet.pdf\"; filename*=UTF-8''{name}"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
