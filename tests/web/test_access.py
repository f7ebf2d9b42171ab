"""Who may open what: every route is in the table, or this fails."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

DOOR = "/sign-in/?next="

# Route → status for clerk, reviewer, outsider on GET; a redirect is written as its target.
EXPECTED: dict[str, tuple[int | str, int | str, int | str]] = {
    "": ("/desk/check/", "/desk/check/", DOOR + "/"),
    "health/": (200, 200, 200),
    "sign-in/": ("/", "/", 200),
    "sign-in/code/": ("/sign-in/", "/sign-in/", "/sign-in/"),
    "sign-out/": (405, 405, DOOR + "/sign-out/"),
    "first-run/": (404, 404, 404),
    "account/": (200, 200, DOOR + "/account/"),
    "account/password/": (200, 200, DOOR + "/account/password/"),
    "account/second-factor/": (200, 200, DOOR + "/account/second-factor/"),
    "system/people/": (403, 403, DOOR + "/system/people/"),
    "system/people/enrol/": (403, 403, DOOR + "/system/people/enrol/"),
    "system/people/<int:number>/": (403, 403, DOOR + "/system/people/1/"),
    "system/people/<int:number>/appoint/": (405, 405, DOOR + "/system/people/1/appoint/"),
    "system/people/<int:number>/lock/": (405, 405, DOOR + "/system/people/1/lock/"),
    "system/people/<int:number>/telephone/": (405, 405, DOOR + "/system/people/1/telephone/"),
    "system/people/<int:number>/password/": (405, 405, DOOR + "/system/people/1/password/"),
    "system/posts/<int:number>/end/": (405, 405, DOOR + "/system/posts/1/end/"),
    "system/trail/": (403, 403, DOOR + "/system/trail/"),
    "dashboard/": (403, 403, DOOR + "/dashboard/"),
    "figures/<str:name>/": (403, 403, DOOR + "/figures/signed/"),
    "projects/": (403, 403, DOOR + "/projects/"),
    "projects/<int:number>/": (404, 404, DOOR + "/projects/1/"),
    "households/": (403, 403, DOOR + "/households/"),
    "households/<int:number>/": (404, 404, DOOR + "/households/1/"),
    "desk/check/": (200, 200, DOOR + "/desk/check/"),
    "desk/check/sample/": (200, 200, DOOR + "/desk/check/sample/"),
    "policies/": (200, 200, DOOR + "/policies/"),
    "policies/<str:slug>/": (200, 200, DOOR + "/policies/hunan-fees/"),
    "policies/<str:slug>/cases/": (200, 200, DOOR + "/policies/hunan-fees/cases/"),
    "policies/<str:slug>/compare/": (200, 200, DOOR + "/policies/hunan-fees/compare/"),
    "policies/<str:slug>/compare/<str:other>/": (200, 200, DOOR + "/policies/hunan-fees/compare/state-owned-590/"),
    "policies/<str:slug>/calculator/": (200, 200, DOOR + "/policies/hunan-fees/calculator/"),
}
FILLED_IN = {
    "<slug:username>": "demo-clerk",
    "<str:name>": "signed",
    "<str:slug>": "hunan-fees",
    "<str:other>": "state-owned-590",
    "<int:number>": "1",
}
EXPECTED_IN_DEMO = EXPECTED | {"demo/sign-in/<slug:username>/": (405, 405, 405)}


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Every route under ``patterns``, as written."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


@pytest.mark.parametrize(
    ("urls", "expected"), [("oneruler.web.urls", EXPECTED), ("oneruler.web.demo.urls", EXPECTED_IN_DEMO)]
)
def test_every_route_is_in_the_table(urls: str, expected: dict[str, object]) -> None:
    found = list(routes(import_module(urls).urlpatterns))
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("route", EXPECTED_IN_DEMO)
@pytest.mark.parametrize("urls", ["oneruler.web.urls", "oneruler.web.demo.urls"])
def test_each_of_the_three_gets_what_the_table_says(
    route: str, urls: str, clerk: Client, reviewer: Client, outsider: Client, settings: Any
) -> None:
    settings.ROOT_URLCONF = urls
    in_demo = urls == "oneruler.web.demo.urls"
    settings.DEMONSTRATION = in_demo
    expected = EXPECTED_IN_DEMO[route] if in_demo or route in EXPECTED else (404, 404, 404)
    address = "/" + route
    for part, name in FILLED_IN.items():
        address = address.replace(part, name)
    for client, answer in zip((clerk, reviewer, outsider), expected, strict=True):
        response = client.get(address)
        assert (response["Location"] if response.status_code == 302 else response.status_code) == answer


def test_an_outsider_cannot_have_a_paper_examined(outsider: Client) -> None:
    response = outsider.post("/desk/check/")
    assert response.status_code == 302
    assert response["Location"] == DOOR + "/desk/check/"
