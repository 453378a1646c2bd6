from django.urls import path

from . import views

app_name = "notifications"

urlpatterns = [path("courriels/", views.index, name="index")]
