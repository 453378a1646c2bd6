from django.urls import path

from . import views

app_name = "directory"

urlpatterns = [
    path("annuaire/", views.index, name="index"),
    path("absences/", views.absences, name="absences"),
    path("absences/declarer/", views.declare_absence, name="declare_absence"),
    path("absences/<int:pk>/annuler/", views.cancel_absence, name="cancel_absence"),
    path("annuaire/<int:pk>/", views.detail, name="detail"),
]
