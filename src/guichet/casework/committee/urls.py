"""Meetings of the committee: prepared, held, told. Public pages come last."""

from django.urls import URLPattern

app_name = "committee"

urls_meetings: list[URLPattern] = []

# minutes & publication: minutes, save_minutes, draft_minutes, approve_minutes, publish,
# minutes_pdf, public_index, public_meeting, public_pdf
urls_public: list[URLPattern] = []

urlpatterns = [*urls_meetings, *urls_public]
