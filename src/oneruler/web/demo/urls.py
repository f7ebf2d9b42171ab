"""The program's addresses, and one more: only the demonstration has it."""

from django.contrib.auth.views import LoginView
from django.urls import path

from oneruler.web import urls
from oneruler.web.demo import views
from oneruler.web.demo.people import PEOPLE

_sign_in = LoginView.as_view(
    template_name="demo/sign_in.html", redirect_authenticated_user=True, extra_context={"people": PEOPLE}
)

urlpatterns = [
    path("sign-in/", _sign_in, name="sign-in"),
    path("demo/sign-in/<slug:username>/", views.sign_in_as, name="demo-sign-in"),
    *(route for route in urls.urlpatterns if getattr(route, "name", None) != "sign-in"),
]
