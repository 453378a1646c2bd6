from django.urls import path

from . import views

app_name = "policies"

urlpatterns = [
    path("orientations/", views.orientations, name="orientations"),
    path("orientations/nationales/", views.national_orientations, name="national_orientations"),
    path("orientations/nationales/enregistrer/", views.record_national, name="record_national"),
    path(
        "orientations/nationales/<int:pk>/",
        views.national_orientation,
        name="national_orientation",
    ),
    path(
        "orientations/nationales/<int:pk>/corriger/",
        views.correct_national,
        name="correct_national",
    ),
    path(
        "orientations/nationales/<int:pk>/retirer/",
        views.withdraw_national,
        name="withdraw_national",
    ),
    path("programmes/", views.programmes, name="programmes"),
    path("portefeuilles/", views.portfolios, name="portfolios"),
    path(
        "portefeuilles/<str:department>/confier/", views.assign_portfolio, name="assign_portfolio"
    ),
    path("delais/", views.service_levels, name="service_levels"),
    path("delais/<str:department>/fixer/", views.set_service_level, name="set_service_level"),
]
