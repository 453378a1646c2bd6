from django.urls import path

from . import views

app_name = "matching"

urlpatterns = [
    path("demandes/<slug:reference>/orientation/", views.of_demand, name="of_demand"),
    path("demandes/<slug:reference>/orientation/calculer/", views.run, name="run"),
    path("demandes/<slug:reference>/orientation/envoyer/", views.refer, name="refer"),
    path("orientations-recues/", views.referrals, name="referrals"),
    path("orientations-recues/<int:pk>/", views.referral, name="referral"),
    path("orientations-recues/<int:pk>/accepter/", views.accept_referral, name="accept_referral"),
    path("orientations-recues/<int:pk>/decliner/", views.refuse_referral, name="refuse_referral"),
    path(
        "orientations-recues/<int:pk>/retirer/", views.withdraw_referral, name="withdraw_referral"
    ),
]
