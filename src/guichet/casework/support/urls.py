from django.urls import path

from . import views

app_name = "support"

urlpatterns = [
    path("demandes/<slug:reference>/accompagnement/", views.of_demand, name="of_demand"),
    path(
        "orientations-recues/<int:pk>/ouvrir-l-accompagnement/",
        views.open_support,
        name="open_support",
    ),
    path("accompagnements/", views.index, name="index"),
    path("accompagnements/<int:pk>/", views.detail, name="detail"),
    path("accompagnements/<int:pk>/demarrer/", views.start, name="start"),
    path("accompagnements/<int:pk>/livrer/", views.deliver, name="deliver"),
    path("accompagnements/<int:pk>/abandonner/", views.abandon, name="abandon"),
    path("accompagnements/<int:pk>/etapes/ajouter/", views.add_step, name="add_step"),
    path(
        "accompagnements/<int:pk>/etapes/<int:step>/terminer/",
        views.finish_step,
        name="finish_step",
    ),
    path("accompagnements/<int:pk>/financement/", views.set_plan, name="set_plan"),
    path("accompagnements/<int:pk>/financement/ajouter/", views.add_line, name="add_line"),
    path(
        "accompagnements/<int:pk>/financement/<int:line>/suivre/",
        views.change_line,
        name="change_line",
    ),
    path(
        "accompagnements/<int:pk>/financement/<int:line>/retirer/",
        views.remove_line,
        name="remove_line",
    ),
]
