"""Mail and what else speaks to the outside."""

from config.env import read_bool, read_int, read_mailboxes, read_str

# Empty host: letters stay in the « boîte d’envoi » and nothing leaves.
EMAIL_HOST = read_str("GUICHET_SMTP_HOST", "")
EMAIL_PORT = read_int("GUICHET_SMTP_PORT", 25)
EMAIL_HOST_USER = read_str("GUICHET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = read_str("GUICHET_SMTP_PASSWORD", "")
EMAIL_USE_TLS = read_bool("GUICHET_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = read_str("GUICHET_FROM", "Guichet <ne-pas-repondre@guichet.example>")

# Mail to reponse+…@domain is handed to the command receive_mail. Empty: letters cannot be answered.
REPLY_DOMAIN = read_str("GUICHET_REPLY_DOMAIN", "")

# Folders read every five minutes: an answer joins its case, the rest waits for the desk. Optional.
MAILBOXES = read_mailboxes("GUICHET_IMAP")

# « host:port » of clamd. Empty: files are only ever downloaded, never shown inside the site.
CLAMD_ADDRESS = read_str("GUICHET_CLAMD", "")

# Two jobs at once; ten seconds to finish them when asked to stop, then the next worker has them.
# Jobs well done are forgotten: what they did is in the rows that they wrote.
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 2,
    "shutdown_graceful_timeout": 10,
    "delete_jobs": "successful",
}
