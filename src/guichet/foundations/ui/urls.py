from django.urls import path

from . import views

app_name = "ui"

urlpatterns = [
    path("sante", views.health, name="health"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
]
