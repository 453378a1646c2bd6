from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("connexion/", views.sign_in, name="sign_in"),
    path("connexion/envoyer/", views.send_magic_link, name="send_magic_link"),
    path("connexion/lien-envoye/", views.link_sent, name="link_sent"),
    path("connexion/lien/<str:token>/", views.redeem, name="redeem"),
    path("connexion/texte-garde/", views.kept_text, name="kept_text"),
    path("deconnexion/", views.sign_out, name="sign_out"),
]
