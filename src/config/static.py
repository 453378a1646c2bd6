"""Which static files are served: those that a page asks for, not the whole design system."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OurStatic(StaticFilesConfig):
    """The package of the design system holds 1,600 files; pages ask for two hundred."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
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
