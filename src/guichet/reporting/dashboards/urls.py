from django.urls import path

from . import views

app_name = "dashboards"

urlpatterns = [
    path("accueil/", views.home, name="home"),
    path("offre/carte/", views.supply, name="supply"),
    path("offre/carte.csv", views.supply_csv, name="supply_csv"),
    path("offre/zones-blanches/", views.white_zones, name="white_zones"),
    path("offre/zones-blanches.csv", views.white_zones_csv, name="white_zones_csv"),
]
