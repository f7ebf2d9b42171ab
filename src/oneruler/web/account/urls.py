from django.urls import path

from oneruler.web.account import views

app_name = "account"
urlpatterns = [
    path("", views.own, name="own"),
    path("password/", views.password, name="password"),
    path("second-factor/", views.second_factor, name="second-factor"),
]
