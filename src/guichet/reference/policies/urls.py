from django.urls import path

from . import views

app_name = "policies"

urlpatterns = [
    path("orientations/", views.orientations, name="orientations"),
    path("programmes/", views.programmes, name="programmes"),
    path("portefeuilles/", views.portfolios, name="portfolios"),
    path(
        "portefeuilles/<str:department>/confier/", views.assign_portfolio, name="assign_portfolio"
    ),
    path("delais/", views.service_levels, name="service_levels"),
    path("delais/<str:department>/fixer/", views.set_service_level, name="set_service_level"),
]
