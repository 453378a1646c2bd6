from django.urls import path

from . import views

app_name = "offers"

urlpatterns = [
    path("offres/", views.index, name="index"),
    path("offres/nouvelle/", views.new, name="new"),
    path("offres/creer/", views.create, name="create"),
    path("offres/a-verifier/", views.to_check, name="to_check"),
    path("offres/fichiers/", views.files, name="files"),
    path("offres/fichiers/ouvrir/", views.open_file, name="open_file"),
    path("offres/fichiers/<int:pk>/", views.preview_file, name="preview_file"),
    path("offres/fichiers/<int:pk>/corriger/", views.adjust_file, name="adjust_file"),
    path("offres/fichiers/<int:pk>/confirmer/", views.confirm_file, name="confirm_file"),
    path("offres/imports/<int:pk>/annuler/", views.before_undo, name="before_undo"),
    path("offres/imports/<int:pk>/annuler/confirmer/", views.undo_import, name="undo_import"),
    path("offres/<int:pk>/", views.detail, name="detail"),
    path("offres/<int:pk>/modifier/", views.edit, name="edit"),
    path("offres/<int:pk>/enregistrer/", views.save_offer, name="save_offer"),
    path("offres/<int:pk>/publier/", views.publish_offer, name="publish_offer"),
    path("offres/<int:pk>/archiver/", views.archive_offer, name="archive_offer"),
    path("offres/<int:pk>/verifier/", views.check_offer, name="check_offer"),
    path("offres/<int:pk>/toujours-juste/", views.confirm_offer, name="confirm_offer"),
]
