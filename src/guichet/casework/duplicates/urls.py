from django.urls import path

from . import views

app_name = "duplicates"

urlpatterns = [
    path("demandes/<slug:reference>/doublons/", views.of_demand, name="of_demand"),
    path("demandes/<slug:reference>/doublons/lier/", views.link, name="link"),
    path("demandes/<slug:reference>/doublons/reunir/", views.merge, name="merge"),
    path("demandes/<slug:reference>/doublons/distinguer/", views.set_apart, name="set_apart"),
    path("demandes/<slug:reference>/doublons/annuler/<int:pk>/", views.undo, name="undo"),
]
