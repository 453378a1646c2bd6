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
def broken(request: HttpRequest) -> HttpResponse:
    """The database may be what is down: this page asks it nothing."""
    return HttpResponse(BROKEN, status=500)


BROKEN = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Une erreur est survenue – Guichet</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/dsfr/dist/dsfr.min.css"></head>
<body><main class="fr-container fr-py-6w"><h1>Une erreur est survenue</h1>
<p>Le serveur n’a pas pu répondre. Ce que vous aviez enregistré est intact. Attendez quelques
secondes, revenez en arrière et recommencez ; si l’erreur persiste, prévenez le guichet en donnant
l’heure.</p><p><a class="fr-btn" href="/">Revenir à l’accueil</a></p></main></body></html>"""
