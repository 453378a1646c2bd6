from django.urls import path

from . import views

app_name = "offers"

urlpatterns = [
    path("offres/", views.index, name="index"),
    path("offres/nouvelle/", views.new, name="new"),
    path("offres/creer/", views.create, name="create"),
    path("offres/<int:pk>/", views.detail, name="detail"),
    path("offres/<int:pk>/modifier/", views.edit, name="edit"),
    path("offres/<int:pk>/enregistrer/", views.save_offer, name="save_offer"),
    path("offres/<int:pk>/publier/", views.publish_offer, name="publish_offer"),
    path("offres/<int:pk>/archiver/", views.archive_offer, name="archive_offer"),
    path("offres/<int:pk>/verifier/", views.check_offer, name="check_offer"),
]
