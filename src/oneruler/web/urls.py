"""Every address of the program. All need sign-in but the sign-in pages, the first run and the health check."""

from django.urls import include, path

from oneruler.web import views
from oneruler.web.account import signing_in
from oneruler.web.desk.dashboard import views as dashboard
from oneruler.web.system import first_run

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/code/", signing_in.code, name="sign-in-code"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("first-run/", first_run.page, name="first-run"),
    path("account/", include("oneruler.web.account.urls")),
    path("system/", include("oneruler.web.system.urls")),
    path("desk/", include("oneruler.web.desk.urls")),
    path("policies/", include("oneruler.web.desk.policies.urls")),
    path("dashboard/", dashboard.page, name="dashboard"),
    path("figures/", include("oneruler.web.desk.figures.urls")),
    path("projects/", include("oneruler.web.desk.projects.urls")),
    path("households/", include("oneruler.web.desk.households.urls")),
]
