"""What is the same everywhere. Subjects of their own: security.py, services.py."""

from pathlib import Path

from config.env import read_bool, read_database, read_int, read_str

from .security import *  # noqa: F403
from .services import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(read_str("GUICHET_DATA_DIR", str(BASE_DIR / "var")))
VERSION = "0.1.0"

SECRET_KEY = read_str("GUICHET_SECRET_KEY")
DEBUG = False
DEMONSTRATION = read_bool("GUICHET_DEMONSTRATION", default=False)

# From the ground up: the order is the diagram of guichet/README.md, and a test reads it.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "widget_tweaks",
    "dsfr",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    # foundations
    "guichet.foundations.audit",
    "guichet.foundations.accounts",
    "guichet.foundations.documents",
    "guichet.foundations.notifications",
    "guichet.foundations.ui",
    # reference
    "guichet.reference.territories",
    "guichet.reference.directory",
    "guichet.reference.policies",
    "guichet.reference.funding",
    "guichet.reference.offers",
    # casework, in the order of a case
    "guichet.casework.demands",
    "guichet.casework.duplicates",
    "guichet.casework.doors",
    "guichet.casework.matching",
    "guichet.casework.support",
    "guichet.casework.committee",
    # reporting
    "guichet.reporting.dashboards",
    "guichet.reporting.opendata",
    # the demonstration stands on all of them
    "guichet.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guichet.foundations.accounts.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guichet.foundations.ui.middleware.french_spaces",
    "guichet.foundations.ui.middleware.deeds_are_not_pages",
    "guichet.foundations.ui.middleware.read_only_get",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guichet.foundations.ui.context.site",
                "guichet.reference.directory.context.navigation",
            ],
            "builtins": ["guichet.foundations.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": read_database("DATABASE_URL")}
# The pool tries a connection before lending it: a database that was restarted is not noticed.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
THREADS = read_int("GUICHET_THREADS", 2)
DATABASES["default"]["OPTIONS"] = {
    **dict(DATABASES["default"]["OPTIONS"]),  # type: ignore[call-overload]
    # Threads per worker must not exceed the pool.
    "pool": {"min_size": 1, "max_size": THREADS + 2, "timeout": 10},
}

# Screens that follow a meeting, per process: each holds a thread and no connection (push.py).
WATCHERS = read_int("GUICHET_WATCHERS", 40)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["guichet.foundations.accounts.backends.MagicLinkBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "committee:public_index"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATICFILES_FINDERS = ["config.static.AskedForFinder"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
# No MEDIA_URL: uploads are never served from a public address.

MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
