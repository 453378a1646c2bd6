"""Where things are: the repository, its environment, and the folder that holds one set of data."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from launcher.say import Failure

NOTICE = "LISEZMOI.txt"
NOTICE_TEXT = (
    "Ce dossier appartient à Guichet : base de données, fichiers déposés, journaux, clé "
    "secrète.\n« ./guichet reset » l’efface ; ne modifiez rien ici à la main pendant que Guichet "
    "tourne.\n"
)


@dataclass(frozen=True)
class Places:
    """One checkout and one folder of data; every path of the launcher starts here."""

    root: Path
    data: Path

    @property
    def tools(self) -> Path:
        return self.root / ".tools"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def requirements(self) -> Path:
        return self.root / "requirements"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def lock(self) -> Path:
        return self.data / "run.lock"

    @property
    def children(self) -> Path:
        """Who the supervisor has started: the next one ends what a kill -9 left behind."""
        return self.data / "children.json"

    @property
    def cast(self) -> Path:
        """The demonstration accounts and what each sees, written by the `prepare` command."""
        return self.data / "cast.txt"

    def prepare(self) -> None:
        """Create the folder of data, or refuse one that holds somebody else's files."""
        notice = self.data / NOTICE
        if notice.exists():
            return
        ours = self.data == self.root / "var"
        if self.data.exists() and not ours and any(self.data.iterdir()):
            raise Failure(
                f"Le dossier {self.data} contient déjà autre chose que des données de Guichet : "
                "choisissez un dossier vide ou nouveau avec --data."
            )
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            notice.write_text(NOTICE_TEXT, encoding="utf-8")
        except OSError as error:
            raise Failure(
                f"Impossible d’écrire dans {self.data} ({error.strerror}) : choisissez un autre "
                "dossier avec --data."
            ) from error

    def secret_key(self) -> str:
        """A key made once per set of data, that nobody else on the machine can read."""
        path = self.data / "secret-key"
        if not path.exists():
            draft = path.with_name(f"secret-key.{os.getpid()}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
            draft.rename(path)
        return path.read_text().strip()


def find_places(data: str | None) -> Places:
    """The repository is where the script stands; the data where asked, else `var/`."""
    root = Path(__file__).resolve().parent.parent
    chosen = data or os.environ.get("GUICHET_DATA_DIR") or str(root / "var")
    return Places(root=root, data=Path(chosen).expanduser().resolve())
