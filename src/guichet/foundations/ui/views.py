"""Pages that belong to no trade: health, legal pages, errors."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .health import database_state, worker_state


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when every part answers, 503 with the reason otherwise."""
    database = database_state()
    worker = worker_state() if database == "ok" else "inconnu : la base de données ne répond pas"
    sound = database == "ok" and worker == "ok"
    return JsonResponse(
        {
            "status": "ok" if sound else "down",
            "version": settings.VERSION,
            "database": database,
            "worker": worker,
        },
        status=200 if sound else 503,
        json_dumps_params={"ensure_ascii": False},
    )


@login_not_required
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/legal.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/forbidden.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


@login_not_required
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read: this page needs nothing of the request."""
    return HttpResponse(_bare(*REFUSED), status=400)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """The database may be what is down: this page asks it nothing."""
    return HttpResponse(_bare(*BROKEN), status=500)


REFUSED = (
    "Envoi refusé",
    "Ce formulaire compte trop de champs ou un texte trop long, ou il est arrivé abîmé : rien n’a "
    "été enregistré. Revenez en arrière, votre navigateur a gardé ce que vous aviez saisi : "
    "raccourcissez les textes, joignez les plus longs en fichier, puis envoyez de nouveau.",
)
BROKEN = (
    "Une erreur est survenue",
    "Le serveur n’a pas pu répondre. Ce que vous aviez enregistré est intact. Attendez quelques "
    "secondes, revenez en arrière et recommencez ; si l’erreur persiste, prévenez le guichet en "
    "donnant l’heure.",
)


def _bare(title: str, words: str) -> str:
    """A page without menu, person or query, in the look of the others."""
    return f"""<!doctype html>
<html lang="fr" data-fr-scheme="light"><head><meta charset="utf-8">
<title>{title} – Guichet</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/static/ui/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/dsfr/dist/dsfr.min.css">
<link rel="stylesheet" href="/static/ui/app.css"></head>
<body><header role="banner" class="fr-header"><div class="fr-header__body">
<div class="fr-container"><div class="fr-header__body-row">
<div class="fr-header__brand"><div class="fr-header__brand-top">
<div class="fr-header__logo"><p class="fr-logo">République<br>française</p></div></div>
<div class="fr-header__service"><a href="/" title="Accueil – Guichet"><span
class="fr-header__service-title">Guichet</span></a></div></div></div></div></div></header>
<main class="fr-container fr-py-6w"><h1>{title}</h1><p class="fr-text--lead">{words}</p>
<p><a class="fr-btn" href="/">Revenir à l’accueil</a></p></main></body></html>"""
