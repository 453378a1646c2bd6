"""Which static files are collected: those that a page asks for, not the whole design system."""

from collections.abc import Iterable

from django.contrib.staticfiles.finders import AppDirectoriesFinder

# The package of the design system holds 1,600 files; pages ask for two hundred.
UNASKED = [
    "dsfr/dist/component/*",
    "dsfr/dist/layout/*",
    "dsfr/dist/core/*",
    "dsfr/dist/legacy/*",
    "dsfr/dist/analytics/*",
    "dsfr/dist/scheme/*",
    "dsfr/dist/dsfr/*",
    "dsfr/dist/utility/colors/*",
    "dsfr/dist/utility/pictograms/*",
    "dsfr/dist/utility/utility*",
    "dsfr/dist/artwork/pictograms/*",
    "dsfr/dist/*main*",
    "dsfr/dist/*legacy*",
    "dsfr/dist/*nomodule*",
    "django_htmx/ext/*",
    "django_htmx/htmax*",
    "django_htmx/htmx-4*",
    "*.map",
]


class AskedForFinder(AppDirectoriesFinder):
    """Lists fewer files for the collection; a file asked for by name is found all the same."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[object]:
        return super().list([*(ignore_patterns or []), *UNASKED])
