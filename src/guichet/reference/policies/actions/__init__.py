"""Everything that can happen to a policy: taxonomies, beneficiaries, strategic orientations."""

from .beneficiaries import EnrolmentRefused, ImportReport, enrol, import_programmes
from .orientations import (
    OrientationRefused,
    adopt_orientation,
    propose_orientation,
    withdraw_orientation,
)
from .taxonomies import load_taxonomy

__all__ = [
    "EnrolmentRefused",
    "ImportReport",
    "OrientationRefused",
    "adopt_orientation",
    "enrol",
    "import_programmes",
    "load_taxonomy",
    "propose_orientation",
    "withdraw_orientation",
]
