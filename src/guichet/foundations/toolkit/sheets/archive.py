"""Open a zipped file without believing its table of contents."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from .refusal import SheetRefused

# The largest real file known here expands to 40 MB; a bomb of 20 MB expands to 20 GB.
EXPANDED_LIMIT = 200 * 1024 * 1024
CHUNK = 256 * 1024

Opened = Callable[[str, dict[str, str]], None]
Closed = Callable[[str], None]
Said = Callable[[str], None]


class Archive:
    """The parts of a file, read as streams that stop when they have grown too much."""

    def __init__(self, content: bytes, *, limit: int = EXPANDED_LIMIT) -> None:
        self.left = limit
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError) as error:
            raise SheetRefused(
                "Le fichier est abîmé : ouvrez-le, enregistrez-le de nouveau, puis recommencez."
            ) from error
        self.names = frozenset(self.zip.namelist())

    def chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self.zip.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise SheetRefused(
                            "Une fois décompressé, ce fichier dépasse 200 Mo : il n’a pas été lu. "
                            "Gardez les seules lignes utiles, ou enregistrez-le en CSV."
                        )
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise SheetRefused(
                f"Le fichier est abîmé (partie « {name} ») : ouvrez-le, enregistrez-le de "
                "nouveau, puis recommencez."
            ) from error
        except (RuntimeError, NotImplementedError) as error:
            raise SheetRefused(
                "Le fichier est protégé par un mot de passe : enregistrez-le sans protection."
            ) from error

    def walk(self, name: str, *, opened: Opened, closed: Closed, said: Said) -> None:
        """Read a part as XML. A document that defines entities is refused: none of ours does."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attrs: opened(
            _local(tag), {_local(key): value for key, value in attrs.items()}
        )
        parser.EndElementHandler = lambda tag: closed(_local(tag))
        parser.CharacterDataHandler = said
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise SheetRefused(
                "Le contenu du classeur est illisible : ouvrez-le, enregistrez-le de nouveau, "
                "puis recommencez."
            ) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*declared: object) -> None:
    raise SheetRefused(
        "Ce classeur contient des définitions qu’aucun tableur n’écrit : il n’a pas été lu. "
        "Recopiez les lignes dans un classeur neuf."
    )
