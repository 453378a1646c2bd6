from django.urls import path

from . import views

app_name = "matching"

urlpatterns = [
    path("demandes/<slug:reference>/orientation/", views.of_demand, name="of_demand"),
    path("demandes/<slug:reference>/orientation/calculer/", views.run, name="run"),
    path("demandes/<slug:reference>/orientation/envoyer/", views.refer, name="refer"),
    path("demandes/<slug:reference>/orientation/ecartees/", views.excluded, name="excluded"),
    path("demandes/<slug:reference>/orientation/registre/", views.ledger, name="ledger"),
    path("demandes/<slug:reference>/orientation/avis/", views.ask_opinion, name="ask_opinion"),
    path(
        "demandes/<slug:reference>/orientation/<int:pk>/utilite/",
        views.rate_help,
        name="rate_help",
    ),
    path("regles-orientation/", views.rules, name="rules"),
    path("regles-orientation/<str:department>/fixer/", views.set_rule, name="set_rule"),
    path("orientations-recues/", views.referrals, name="referrals"),
    path("orientations-recues/activite/", views.activity, name="activity"),
    path("orientations-recues/<int:pk>/", views.referral, name="referral"),
    path("orientations-recues/<int:pk>/accepter/", views.accept_referral, name="accept_referral"),
    path("orientations-recues/<int:pk>/decliner/", views.refuse_referral, name="refuse_referral"),
    path("orientations-recues/<int:pk>/preciser/", views.ask_for_more, name="ask_for_more"),
    path("orientations-recues/<int:pk>/repondre/", views.give_more, name="give_more"),
    path("orientations-recues/<int:pk>/lien/", views.renew_answer_link, name="renew_answer_link"),
    path(
        "orientations-recues/<int:pk>/retirer/", views.withdraw_referral, name="withdraw_referral"
    ),
    path("orientations-recues/<int:pk>/lettre/", views.letter, name="letter"),
    path("orientations-recues/<int:pk>/lettre/envoyee/", views.post_letter, name="post_letter"),
    path("orientations-recues/<int:pk>/reponse/", views.before_record, name="before_record"),
    path("orientations-recues/<int:pk>/reponse/noter/", views.record_answer, name="record_answer"),
    path("repondre/", views.enter_code, name="enter_code"),
    path("repondre/ouvrir/", views.open_code, name="open_code"),
    path("suivi/<str:token>/utilite/<int:pk>/", views.rating_by_link, name="rating_by_link"),
    path("suivi/<str:token>/utilite/<int:pk>/dire/", views.rate_by_link, name="rate_by_link"),
    path("avis/<int:pk>/", views.opinion, name="opinion"),
    path("avis/<int:pk>/rendre/", views.give_opinion, name="give_opinion"),
    path("avis/<int:pk>/retirer/", views.withdraw_opinion, name="withdraw_opinion"),
    path("avis/<int:pk>/lettre/", views.opinion_letter, name="opinion_letter"),
    path("avis/<int:pk>/lettre/envoyee/", views.post_opinion_letter, name="post_opinion_letter"),
    path("avis/<int:pk>/reponse/", views.before_opinion, name="before_opinion"),
    path("avis/<int:pk>/reponse/noter/", views.record_opinion, name="record_opinion"),
    path("repondre/<str:token>/", views.answer, name="answer"),
    path("repondre/<str:token>/accepter/", views.accept_by_link, name="accept_by_link"),
    path("repondre/<str:token>/decliner/", views.refuse_by_link, name="refuse_by_link"),
    path("repondre/<str:token>/preciser/", views.ask_for_more_by_link, name="ask_for_more_by_link"),
    path("repondre/<str:token>/avis/", views.give_opinion_by_link, name="give_opinion_by_link"),
]
