from django.urls import path

from . import views

app_name = "doors"

urlpatterns = [
    path("demander/", views.ask, name="ask"),
    path("demander/envoyer/", views.leave_entry, name="leave_entry"),
    path("demander/a-confirmer/", views.entry_left, name="entry_left"),
    path("demander/confirmer/<str:token>/", views.confirm_entry, name="confirm_entry"),
    path("demander/brouillon/", views.keep_draft, name="keep_draft"),
    path("demander/brouillon/lien/", views.send_draft_link, name="send_draft_link"),
    path("demander/brouillon/effacer/", views.erase_draft, name="erase_draft"),
    path("demander/reprendre/<str:token>/", views.resume_draft, name="resume_draft"),
    path("suivi/", views.new_link, name="new_link"),
    path("suivi/envoyer/", views.send_link, name="send_link"),
    path("suivi/<str:token>/", views.follow, name="follow"),
    path("suivi/<str:token>/ecrire/", views.write, name="write"),
    path("reprendre-un-courriel/", views.mails, name="mails"),
    path("reprendre-un-courriel/lire/", views.capture, name="capture"),
    path("courriels-a-classer/<int:pk>/nouvelle-demande/", views.kept_mail, name="kept_mail"),
    path("courriels-a-classer/<int:pk>/ouvrir/", views.open_kept_mail, name="open_kept_mail"),
    path("imports/", views.imports, name="imports"),
    path("imports/ouvrir/", views.open_file, name="open_file"),
    path("imports/<int:pk>/", views.preview, name="preview"),
    path("imports/<int:pk>/lignes-refusees.csv", views.refused_lines, name="refused_lines"),
    path("imports/<int:pk>/colonnes/", views.map_columns, name="map_columns"),
    path("imports/<int:pk>/confirmer/", views.confirm, name="confirm"),
]
