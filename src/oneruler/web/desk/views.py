"""核查台: give it a paper, see what does not add up. Nothing is stored."""

from __future__ import annotations

from importlib.resources import files

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneruler.web.desk.examination import ExaminationError, examine

FORMATS = ("docx", "xlsx", "xls", "pdf", "html", "txt", "md")
SAMPLE = "示例·云溪示范县绩效自评报告.txt"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The desk; with a file, what was found in it."""
    if request.method != "POST":
        return _show(request)
    upload = request.FILES.get("paper")
    if upload is None:
        return _refuse_missing(request)
    return _examined(request, upload.read(), upload.name or "未命名")


@never_cache
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """The desk with the built-in paper, which has faults planted in it."""
    return _examined(request, files("oneruler.web.demo").joinpath("sample.txt").read_bytes(), SAMPLE, linked=True)


def _examined(request: HttpRequest, data: bytes, name: str, *, linked: bool = False) -> HttpResponse:
    """``linked``: the same result can be had again from its address, so the filters may be links."""
    try:
        examination = examine(data, name)
    except ExaminationError as error:
        return _show(request, status=422, error=str(error))
    return _show(request, examination=examination, linked=linked)


def _refuse_missing(request: HttpRequest) -> HttpResponse:
    """No file came: either none was chosen, or it was above the limit and the server did not take it in."""
    limit = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > limit:
        return _show(
            request,
            status=413,
            error=f"文件约 {length // 1024**2} MB，超过 {limit // 1024**2} MB 的上限，没有接收。"
            "请去掉其中的图片，或拆成几份再上传。",
        )
    return _show(request, status=422, error="没有收到文件。请先选择一份报告，再点“开始核查”。")


def _show(request: HttpRequest, *, status: int = 200, **found: object) -> HttpResponse:
    """The whole page, or only its inner part when htmx asks for it."""
    template = "desk/check_inner.html" if "HX-Request" in request.headers else "desk/check.html"
    context = {
        "formats": FORMATS,
        "limit": settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2,
        "severity": request.GET.get("severity", ""),
        **found,
    }
    return render(request, template, context, status=status)
