from django.urls import path

from . import views

app_name = "demands"

urlpatterns = [
    path("demandes/", views.index, name="index"),
    path("demandes/tableau/", views.board, name="board"),
    path("demandes/carte/", views.atlas, name="atlas"),
    path("demandes/exporter/<slug:file_format>/", views.export, name="export"),
    path("demandes/vues/", views.saved_views, name="saved_views"),
    path("demandes/vues/enregistrer/", views.save_view, name="save_view"),
    path("demandes/vues/<int:pk>/alerte/", views.switch_alert, name="switch_alert"),
    path("demandes/vues/<int:pk>/supprimer/", views.delete_view, name="delete_view"),
    path("demandes/vues/<int:pk>/retablir/", views.restore_view, name="restore_view"),
    path("demandes/nouvelle/", views.new, name="new"),
    path("demandes/commencer/", views.start, name="start"),
    path("demandes/brouillon/<uuid:uuid>/", views.intake, name="intake"),
    path("demandes/brouillon/<uuid:uuid>/enregistrer/", views.save_draft, name="save_draft"),
    path("demandes/brouillon/<uuid:uuid>/enregistrer-seul/", views.autosave, name="autosave"),
    path("demandes/brouillon/<uuid:uuid>/deposer/", views.submit, name="submit"),
    path("demandes/brouillon/<uuid:uuid>/supprimer/", views.discard, name="discard"),
    path("courriels-a-classer/", views.mails, name="mails"),
    path("courriels-a-classer/<int:pk>/classer/", views.file_mail, name="file_mail"),
    path("courriels-a-classer/<int:pk>/ecarter/", views.dismiss_mail, name="dismiss_mail"),
    path("demandes/<slug:reference>/", views.detail, name="detail"),
    path("demandes/<slug:reference>/historique/", views.history, name="history"),
    path("demandes/<slug:reference>/delais/", views.deadlines, name="deadlines"),
    path("demandes/<slug:reference>/echanges/", views.conversation, name="conversation"),
    path("demandes/<slug:reference>/echanges/ecrire/", views.write_message, name="write_message"),
    path("demandes/<slug:reference>/echanges/lu/", views.mark_read, name="mark_read"),
    path("demandes/<slug:reference>/pieces/joindre/", views.attach, name="attach"),
    path("demandes/<slug:reference>/pieces/<int:number>/", views.attachment, name="attachment"),
    path("demandes/<slug:reference>/prendre-en-charge/", views.acknowledge, name="acknowledge"),
    path("demandes/<slug:reference>/demander-un-complement/", views.send_back, name="send_back"),
    path("demandes/<slug:reference>/completer/", views.complete, name="complete"),
    path("demandes/<slug:reference>/qualification/", views.qualification, name="qualification"),
    path("demandes/<slug:reference>/qualifier/", views.qualify, name="qualify"),
    path("demandes/<slug:reference>/classer-sans-suite/", views.decline, name="decline"),
    path("demandes/<slug:reference>/transmettre/", views.redirect_demand, name="redirect"),
    path("demandes/<slug:reference>/rouvrir/", views.reopen, name="reopen"),
    path("demandes/<slug:reference>/clore/", views.close, name="close"),
]
