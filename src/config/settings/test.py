"""The test suite: no file outside a temporary folder, no mail, jobs in memory unless asked."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("GUICHET_SECRET_KEY", "only-for-tests")
os.environ.setdefault("GUICHET_DEMONSTRATION", "1")
os.environ.setdefault("DATABASE_URL", "postgresql://guichet@127.0.0.1/guichet")

from .base import *  # noqa: F403
from .base import DATABASES
from .base import INSTALLED_APPS as _APPS
from .base import MIDDLEWARE as _MIDDLEWARE

# Tests quote sentences with the plain spaces that they are written with; the typography has tests
# of its own (tests/foundations/ui/test_typography.py).
FRENCH_SPACES = "guichet.foundations.ui.middleware.french_spaces"
MIDDLEWARE = [one for one in _MIDDLEWARE if one != FRENCH_SPACES]

# pytest-django serves static files only when it finds the application under its own name.
INSTALLED_APPS = [
    "django.contrib.staticfiles" if app == "config.static.OurStatic" else app for app in _APPS
]

_SCRATCH = Path(tempfile.mkdtemp(prefix="guichet-test-"))
DATA_DIR = _SCRATCH
STATIC_ROOT = _SCRATCH / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = _SCRATCH / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# History cannot be truncated; the flush between transactional tests says that it means it.
DATABASES["default"]["OPTIONS"] = {"options": "-c guichet.allow_truncate=on"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_HOST = "mail.example"
