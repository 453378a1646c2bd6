"""Everything that can happen to a policy: taxonomies, beneficiaries, orientations, delays."""

from .beneficiaries import EnrolmentRefused, ImportReport, enrol, import_programmes
from .facts import FactRefused, Told, tell_adhesions, tell_facts
from .national import correct_national, link_orientation, record_national
from .orientations import (
    OrientationRefused,
    adopt_orientation,
    propose_orientation,
    withdraw_orientation,
)
from .portfolios import PortfolioRefused, assign_portfolio
from .service_levels import ServiceLevelRefused, set_service_level
from .taxonomies import load_taxonomy

__all__ = [
    "EnrolmentRefused",
    "FactRefused",
    "ImportReport",
    "OrientationRefused",
    "PortfolioRefused",
    "ServiceLevelRefused",
    "Told",
    "adopt_orientation",
    "assign_portfolio",
    "correct_national",
    "enrol",
    "import_programmes",
    "link_orientation",
    "load_taxonomy",
    "propose_orientation",
    "record_national",
    "set_service_level",
    "tell_adhesions",
    "tell_facts",
    "withdraw_orientation",
]
