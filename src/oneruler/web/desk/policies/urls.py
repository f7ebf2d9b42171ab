from django.urls import path

from oneruler.web.desk.policies import calculator, comparison, views

app_name = "policies"
urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("<str:slug>/", views.document, name="document"),
    path("<str:slug>/cases/", views.cases, name="cases"),
    path("<str:slug>/compare/", comparison.choose, name="compare-choose"),
    path("<str:slug>/compare/<str:other>/", comparison.compare, name="compare"),
    path("<str:slug>/calculator/", calculator.calculator, name="calculator"),
]
