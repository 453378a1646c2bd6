"""The access table as a page of the documentation (`./guichet docs`)."""

import importlib
import pkgutil

from guichet.reference.directory.choices import Role
from guichet.reference.directory.roles import DESCRIPTIONS
from tests import access
from tests.people import COLUMNS

WHO = {
    "nobody": "visiteur",
    "anne": "demandeur (Banon)",
    "bruno": "guichet 04",
    "claire": "IT04",
    "denis": "sous-préfet",
    "elise": "préfète",
    "farid": "secrétaire",
    "gaelle": "membre",
    "hugo": "guichet 05",
    "ines": "observatrice",
    "jules": "administrateur",
}


def pages() -> list[object]:
    names = sorted(m.name for m in pkgutil.iter_modules(access.__path__))
    modules = [importlib.import_module(f"tests.access.{name}") for name in names]
    return [page for module in modules for page in getattr(module, "PAGES", [])]


def as_markdown() -> str:
    roles = "\n".join(f"| {Role(code).label} | {words} |" for code, words in DESCRIPTIONS.items())
    columns = ("nobody", *COLUMNS)
    head = " | ".join(WHO[name] for name in columns)
    rows = "\n".join(
        f"| `{p.name}{p.query}` | {p.method} | {' | '.join(p.expect.split())} |"  # type: ignore[attr-defined]
        for p in pages()
    )
    return (
        "# Qui peut quoi\n\n## Rôles\n\n| rôle | ce qu’il permet |\n| --- | --- |\n"
        f"{roles}\n\n## Pages\n\nStatut de la réponse : 200 ouverte, 302 renvoyée (connexion, ou "
        "fait puis retour), 403 vue mais interdite, 404 comme si elle n’existait pas, 422 "
        "formulaire refusé.\n\n"
        f"| page | | {head} |\n| --- | --- |{' --- |' * len(columns)}\n{rows}\n"
    )
