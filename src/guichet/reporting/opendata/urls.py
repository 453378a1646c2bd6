from django.urls import path

from . import views

app_name = "opendata"

urlpatterns = [
    path("donnees/", views.index, name="index"),
    path("donnees/<slug:slug>.schema.json", views.schema, name="schema"),
    path("donnees/<slug:slug>.csv", views.download, name="download"),
]
