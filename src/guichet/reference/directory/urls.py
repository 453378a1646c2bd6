from django.urls import path

from . import views

app_name = "directory"

urlpatterns = [
    path("annuaire/", views.index, name="index"),
    path("annuaire/<int:pk>/", views.detail, name="detail"),
]
