"""Every address of the program. All need sign-in but the sign-in page and the health check."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from oneruler.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("sign-in/", LoginView.as_view(template_name="sign_in.html", redirect_authenticated_user=True), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("desk/", include("oneruler.web.desk.urls")),
    path("policies/", include("oneruler.web.desk.policies.urls")),
]
