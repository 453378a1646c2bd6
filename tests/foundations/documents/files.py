"""Small real files of every accepted type, made here."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(16)
TXT = "Toiture de l’école, à refaire.\n".encode()
CSV = "poste;montant\nétude;12 000 €\n".encode("windows-1252")
EXE = b"MZ\x90\x00" + bytes(60)


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def open_document(kind: str, **more: bytes) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive(**{"mimetype": mimetype, "content.xml": b"<x/>", **more})


def office(folder: str, **more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": b"<x/>", f"{folder}/main.xml": b"<x/>", **more})


ACCEPTED = {
    "pdf": PDF,
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "docx": office("word"),
    "xlsx": office("xl"),
    "jpg": JPG,
    "jpeg": JPG,
    "png": PNG,
    "txt": TXT,
    "csv": CSV,
}
