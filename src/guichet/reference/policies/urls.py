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
    path("classements/", views.facts, name="facts"),
    path("classements/listes/", views.fact_files, name="fact_files"),
    path("classements/listes/ouvrir/", views.open_fact_file, name="open_fact_file"),
    path("classements/listes/<int:pk>/", views.preview_fact_file, name="preview_fact_file"),
    path("classements/listes/<int:pk>/corriger/", views.adjust_fact_file, name="adjust_fact_file"),
    path(
        "classements/listes/<int:pk>/confirmer/", views.confirm_fact_file, name="confirm_fact_file"
    ),
    path("classements/<int:pk>/corriger/", views.correct_fact, name="correct_fact"),
    path("classements/<str:pk>/", views.territory_facts, name="territory_facts"),
    path("classements/<str:pk>/ecrire/", views.write_fact, name="write_fact"),
    path("adhesions/", views.adhesions, name="adhesions"),
    path("adhesions/<int:pk>/", views.adherents, name="adherents"),
    path("adhesions/<int:pk>/dire/", views.tell_adherents, name="tell_adherents"),
    path("delais/", views.service_levels, name="service_levels"),
    path("delais/<str:department>/fixer/", views.set_service_level, name="set_service_level"),
]
