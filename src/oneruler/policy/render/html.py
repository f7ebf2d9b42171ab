"""A sheet as HTML: ``body`` for a page of the program, ``page`` for a file that stands alone and can be printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from oneruler.policy.render.view import GroupView, LineView, SheetView
from oneruler.policy.scalar.explaining import Step


def page(view: SheetView) -> str:
    """A whole page with its style within it; nothing is loaded from elsewhere."""
    title = escape(f"补偿计算单 {view.subject_name}".strip())
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{stylesheet()}</style>\n</head>\n<body>\n{body(view)}</body>\n</html>\n"
    )


@cache
def stylesheet() -> str:
    """The style of a sheet; a page of the program serves it as a file."""
    return files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")


def body(view: SheetView) -> str:
    """The sheet as one ``article``; every word of it escaped."""
    return "\n".join(_body(view)) + "\n"


def _body(view: SheetView) -> Iterator[str]:
    policy = view.policy
    yield '<article class="sheet">'
    yield (
        f'<header><h2>补偿计算单</h2><p class="sheet-policy">{escape(policy.name)}（{escape(policy.number)}）'
        f"　{escape(view.day_name)} {view.day}</p></header>"
    )
    if view.status_note:
        yield f'<p class="sheet-status"><b>{escape(view.status)}</b>{escape(view.status_note)}</p>'
    yield from (f'<p class="sheet-status"><b>注意</b>{escape(notice)}</p>' for notice in view.notices)
    yield from _facts(view)
    for group in view.groups:
        yield from _group(group)
    yield (
        f'<p class="sheet-total"><span>合计</span><b>{view.total} 元</b>'
        f"<span>大写：{escape(view.total_upper)}</span></p>"
    )
    if view.left_out:
        yield '<section class="sheet-left-out"><h3>没有计发的项目</h3><ul>'
        for one in view.left_out:
            about = f"（{escape(one.about)}）" if one.about else ""
            yield f"<li><b>{escape(one.item)}{about}</b>　{escape(one.reason)}（{escape(one.article)}）</li>"
        yield "</ul></section>"
    sources = "；".join(escape(source) for source in view.sources)
    yield f"<footer><p>依据：{sources}</p><p>政策包摘要 <code>{policy.digest}</code></p></footer>"
    yield "</article>"


def _facts(view: SheetView) -> Iterator[str]:
    yield '<details class="sheet-facts"><summary>计算所用的事实</summary><dl>'
    for name, value in view.facts:
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
    yield "</dl>"
    for objects in view.objects:
        head = "".join(f"<th>{escape(name)}</th>" for name in objects.headers)
        yield f'<div class="sheet-scroll"><table><caption>{escape(objects.kind)}</caption><thead><tr>{head}</tr></thead><tbody>'
        for row in objects.rows:
            yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        yield "</tbody></table></div>"
    yield "</details>"


def _group(group: GroupView) -> Iterator[str]:
    name = f"（{escape(group.payee_name)}）" if group.payee_name else ""
    yield (
        f'<section class="sheet-group"><h3>付给{escape(group.payee)}{name}</h3><table class="sheet-lines"><thead><tr>'
        "<th>序号</th><th>项目</th><th>数量</th><th>单价</th><th>系数</th><th>金额（元）</th></tr></thead>"
    )
    for line in group.lines:
        yield from _line(line)
    yield f'<tfoot><tr><th colspan="5">小计</th><td class="figure">{group.subtotal}</td></tr></tfoot></table></section>'


def _line(line: LineView) -> Iterator[str]:
    about = f"<small>{escape(line.about)}</small>" if line.about else ""
    cells = "".join(
        f'<td class="figure" data-name="{name}">{escape(value)}</td>'
        for name, value in (("数量", line.quantity), ("单价", line.rate), ("系数", line.coefficient))
    )
    yield (
        f'<tbody><tr><td class="number">{line.number}</td><td class="item">{escape(line.item)}{about}</td>{cells}'
        f'<td class="figure amount" data-name="金额">{line.amount}</td></tr>'
    )
    yield '<tr class="sheet-how"><td></td><td colspan="5"><details><summary>'
    yield f"{escape(line.worked)}</summary>"
    yield f"<p><b>算法</b>{escape(line.formula)}</p>"
    article = f"{escape(line.article)}" + (f"：{escape(line.article_text)}" if line.article_text else "")
    yield f"<p><b>条款</b>{article}</p>"
    yield from (f"<p><b>标准</b>{escape(basis)}</p>" for basis in line.basis)
    yield from (f"<p><b>口径</b>{escape(one)}</p>" for one in line.interpretations)
    if line.due:
        yield f"<p><b>应付日</b>{line.due}</p>"
    if line.note:
        yield f"<p><b>说明</b>{escape(line.note)}</p>"
    yield '<ul class="sheet-steps">'
    for step in line.steps:
        yield from _step(step)
    yield "</ul></details></td></tr></tbody>"


def _step(step: Step) -> Iterator[str]:
    basis = f"<small>{escape(step.basis)}</small>" if step.basis else ""
    yield f"<li><span>{escape(step.words)}</span> ＝ <b>{escape(step.value)}</b>{basis}"
    if step.steps:
        yield "<ul>"
        for inner in step.steps:
            yield from _step(inner)
        yield "</ul>"
    yield "</li>"
