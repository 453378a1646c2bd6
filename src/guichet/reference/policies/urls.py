from django.urls import path

from . import views

app_name = "policies"

urlpatterns = [
    path("orientations/", views.orientations, name="orientations"),
    path("programmes/", views.programmes, name="programmes"),
]
