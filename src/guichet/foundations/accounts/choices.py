"""Stored codes of the accounts."""

# The job that carries a sign-in link. Accounts ask for it by name; the letters, one floor above,
# do it (notifications.tasks): importing them from here would turn the house upside down.
SIGN_IN_LINK_JOB = "guichet.send_sign_in_link"
