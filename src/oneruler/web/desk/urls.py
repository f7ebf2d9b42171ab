from django.urls import path

from oneruler.web.desk import views

app_name = "desk"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("check/sample/", views.sample, name="check-sample"),
]
