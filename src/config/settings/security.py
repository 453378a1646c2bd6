"""Content security policy, cookies, hosts."""

from csp.constants import NONCE, NONE, SELF

from config.env import read_bool, read_list, read_str

BASE_URL = read_str("GUICHET_BASE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = read_list("GUICHET_ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Says that the form expired, and shows again what was typed.
CSRF_FAILURE_VIEW = "guichet.foundations.accounts.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

HTTPS = read_bool("GUICHET_HTTPS", default=False)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# E-mail addresses are unique whatever their capitals, by the constraint user_email_is_unique, which
# this check does not read.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
