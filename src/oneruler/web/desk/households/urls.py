from django.urls import path

from oneruler.web.desk.households import views

app_name = "households"
urlpatterns = [
    path("", views.households, name="households"),
    path("<int:number>/", views.household, name="household"),
]
