from django.core.files.uploadedfile import SimpleUploadedFile

from guichet.reference.offers import actions
from guichet.reference.offers.models import OfferFile
from tests.access.table import Page, Scene
from tests.reference.offers.factories import make_offer


def draft(scene: Scene) -> list[object]:
    return [make_offer(scene.world, scene.people, scene.now, published=False).pk]


def published(scene: Scene) -> list[object]:
    return [make_offer(scene.world, scene.people, scene.now).pk]


LIST = b"id;titre;organisme\na;Conseil;IT04\n"


def a_file(scene: Scene) -> list[object]:
    file = actions.open_file(
        SimpleUploadedFile("offres.csv", LIST), department=scene.world.d04,
        origin="SPREADSHEET", source="Essai", by=scene.people.bruno, at=scene.now,
    )  # fmt: skip
    return [file.pk]


def an_import(scene: Scene) -> list[object]:
    [pk] = a_file(scene)
    file = OfferFile.objects.get(pk=pk)
    actions.confirm_file(file, by=scene.people.bruno, at=scene.now)
    return [file.imports.get().pk]


EVERYBODY = " ".join(["200"] * 11)
# Providers and the administrator describe offers; the desk vouches for them.
# columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules
PAGES = [
    Page("offers:index", "get", EVERYBODY),
    Page("offers:detail", "get", EVERYBODY, args=published),
    Page(
        "offers:detail", "get", "404 404 200 200 404 404 404 404 404 404 200", args=draft, query="?"
    ),
    Page("offers:new", "get", "302 403 403 200 403 403 403 403 403 403 200"),
    Page("offers:create", "post", "302 403 403 422 403 403 403 403 403 403 422"),
    Page("offers:edit", "get", "302 403 403 200 403 403 403 403 403 403 200", args=published),
    Page(
        "offers:save_offer", "post", "302 403 403 422 403 403 403 403 403 403 422", args=published
    ),
    Page("offers:publish_offer", "post", "302 404 403 302 404 404 404 404 404 404 302", args=draft),
    Page(
        "offers:archive_offer",
        "post",
        "302 403 403 302 403 403 403 403 403 403 302",
        args=published,
    ),
    Page(
        "offers:check_offer", "post", "302 403 302 403 403 403 403 403 403 403 302", args=published
    ),
    Page(
        "offers:confirm_offer",
        "post",
        "302 403 403 302 403 403 403 403 403 403 302",
        args=published,
    ),
    Page("offers:to_check", "get", "302 403 200 403 403 403 403 403 200 403 200"),
    Page("offers:files", "get", "302 403 200 403 403 403 403 403 200 403 200"),
    Page("offers:open_file", "post", "302 403 422 403 403 403 403 403 422 403 422"),
    Page("offers:preview_file", "get", "302 403 200 403 403 403 403 403 404 403 200", args=a_file),
    Page("offers:adjust_file", "post", "302 403 302 403 403 403 403 403 404 403 302", args=a_file),
    Page("offers:confirm_file", "post", "302 403 302 403 403 403 403 403 404 403 302", args=a_file),
    Page(
        "offers:before_undo", "get", "302 403 200 403 403 403 403 403 404 403 200", args=an_import
    ),
    Page(
        "offers:undo_import", "post", "302 403 302 403 403 403 403 403 404 403 302", args=an_import
    ),
]
