"""Everything that can happen to a policy: taxonomies, beneficiaries, orientations, delays."""

from .adhesions import end_adhesions, retract_adhesions, tell_adhesions
from .beneficiaries import EnrolmentRefused, ImportReport, enrol, import_programmes
from .fact_files import (
    ListRefused,
    Preview,
    adjust_fact_file,
    confirm_fact_file,
    import_facts,
    open_fact_file,
    preview_fact_file,
)
from .facts import FactRefused, Told, correct_fact, retract_fact, tell_facts, write_fact
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
    "ListRefused",
    "OrientationRefused",
    "PortfolioRefused",
    "Preview",
    "ServiceLevelRefused",
    "Told",
    "adjust_fact_file",
    "adopt_orientation",
    "assign_portfolio",
    "confirm_fact_file",
    "correct_fact",
    "correct_national",
    "end_adhesions",
    "enrol",
    "import_facts",
    "import_programmes",
    "link_orientation",
    "load_taxonomy",
    "open_fact_file",
    "preview_fact_file",
    "propose_orientation",
    "record_national",
    "retract_adhesions",
    "retract_fact",
    "set_service_level",
    "tell_adhesions",
    "tell_facts",
    "withdraw_orientation",
    "write_fact",
]
