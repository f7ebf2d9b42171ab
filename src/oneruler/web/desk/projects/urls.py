from django.urls import path

from oneruler.web.desk.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.projects, name="projects"),
    path("<int:number>/", views.project, name="project"),
]
