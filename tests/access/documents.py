"""Documents have no page: each is served by the app that owns its subject."""

from tests.access.table import Page

PAGES: list[Page] = []
