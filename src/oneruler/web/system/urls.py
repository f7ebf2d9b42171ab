from django.urls import path

from oneruler.web.system import people, trail

app_name = "system"
urlpatterns = [
    path("people/", people.listed, name="people"),
    path("people/enrol/", people.enrol, name="enrol"),
    path("people/<int:number>/", people.person, name="person"),
    path("people/<int:number>/appoint/", people.appoint, name="appoint"),
    path("people/<int:number>/lock/", people.lock, name="lock"),
    path("people/<int:number>/telephone/", people.forget_telephone, name="telephone"),
    path("people/<int:number>/password/", people.new_password, name="new-password"),
    path("posts/<int:number>/end/", people.end, name="end-post"),
    path("trail/", trail.page, name="trail"),
]
