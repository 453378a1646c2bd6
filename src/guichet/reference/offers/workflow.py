"""The life of an offer: draft, published, archived."""

from guichet.foundations.toolkit.workflow import Workflow, rows

from .choices import OfferStatus as S

# fmt: off
WORKFLOW = Workflow("offer", S.DRAFT, rows(
    # transition       from                    to           button
    ("publish_offer", {S.DRAFT, S.ARCHIVED},  S.PUBLISHED, "Publier l’offre"),
    ("archive_offer", {S.PUBLISHED},          S.ARCHIVED,  "Archiver l’offre"),
), tuple(S.choices))
# fmt: on
