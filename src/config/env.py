"""Settings come from the environment, and from nowhere else. A wrong one is named at once."""

import os
from urllib.parse import parse_qs, unquote, urlsplit


class BadSetting(Exception):
    """A variable of the environment is missing or unreadable."""


def read_str(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise BadSetting(f"La variable d’environnement {name} manque (voir docs/operations).")
    return value


def read_bool(name: str, default: bool) -> bool:
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text in {"1", "true", "oui", "yes", "on"}:
        return True
    if text in {"0", "false", "non", "no", "off", ""}:
        return False
    raise BadSetting(f"La variable {name} vaut « {text} » : mettre 1 ou 0.")


def read_int(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    try:
        return int(text)
    except ValueError as error:
        raise BadSetting(f"La variable {name} vaut « {text} » : mettre un nombre.") from error


def read_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def read_mailboxes(name: str) -> list[dict[str, object]]:
    """The addresses of IMAP folders, imaps://user:password@host:993/INBOX?departement=04, with
    spaces between; special characters of the user and of the password are percent-encoded."""
    return [_mailbox(name, address) for address in os.environ.get(name, "").split()]


def _mailbox(name: str, address: str) -> dict[str, object]:
    url = urlsplit(address)
    department = parse_qs(url.query).get("departement", [""])[0]
    # Without TLS only on the machine itself: a tunnel, a local server.
    is_local = url.scheme == "imap" and url.hostname in {"127.0.0.1", "localhost"}
    if url.scheme != "imaps" and not is_local:
        raise BadSetting(f"{name} : une adresse doit commencer par imaps:// (connexion chiffrée).")
    if not (url.hostname and url.username and url.password and department):
        raise BadSetting(
            f"{name} : écrire imaps://compte:motdepasse@serveur/INBOX?departement=04 ; il manque "
            "le serveur, le compte, le mot de passe ou le département."
        )
    return {
        "host": url.hostname,
        "port": url.port or (143 if is_local else 993),
        "user": unquote(url.username),
        "password": unquote(url.password),
        "folder": unquote(url.path.lstrip("/")) or "INBOX",
        "department": department,
        "is_encrypted": not is_local,
    }


def read_database(name: str) -> dict[str, object]:
    """The connection of a PostgreSQL address, postgresql://user:password@host/base?host=/socket."""
    url = urlsplit(read_str(name))
    if url.scheme not in {"postgresql", "postgres"}:
        raise BadSetting(f"{name} doit commencer par postgresql:// (Guichet ne connaît que lui).")
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    host = query.pop("host", url.hostname or "")
    port = query.pop("port", str(url.port or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")) or "guichet",
        "USER": unquote(url.username or query.pop("user", "")),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(host),
        "PORT": port,
        "OPTIONS": query,
    }
