from django.urls import path

from . import views

app_name = "demonstration"

urlpatterns = [
    path("demonstration/", views.cast, name="cast"),
    path("demonstration/entrer/", views.sign_in_as, name="sign_in_as"),
    path("demonstration/boite-d-envoi/", views.outbox, name="outbox"),
]
