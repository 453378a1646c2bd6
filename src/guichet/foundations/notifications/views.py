from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.foundations.accounts.http import Request

from .models import Delivery

PAGE_SIZE = 25


@require_safe
def index(request: Request) -> HttpResponse:
    """One's own letters: what was written to me, and did it leave?"""
    letters = Delivery.objects.visible_to(request.user).latest_first()
    page = Paginator(letters, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "notifications/index.html", {"page": page})
