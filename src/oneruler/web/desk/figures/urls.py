from django.urls import path

from oneruler.web.desk.figures import views

app_name = "figures"
urlpatterns = [path("<str:name>/", views.rows, name="rows")]
