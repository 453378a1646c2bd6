from .fact_files import FactFile, FactFileQuerySet
from .facts import Adhesion, AdhesionQuerySet, FactQuerySet, TerritoryFact
from .orientations import (
    PREPARING,
    Enrolment,
    EnrolmentQuerySet,
    Programme,
    ProgrammeQuerySet,
    StrategicOrientation,
    StrategicOrientationQuerySet,
    Theme,
    ThemeQuerySet,
)
from .portfolios import Portfolio, PortfolioQuerySet
from .service_levels import ServiceLevel, ServiceLevelQuerySet

__all__ = [
    "PREPARING",
    "Adhesion",
    "AdhesionQuerySet",
    "Enrolment",
    "EnrolmentQuerySet",
    "FactFile",
    "FactFileQuerySet",
    "FactQuerySet",
    "Portfolio",
    "PortfolioQuerySet",
    "Programme",
    "ProgrammeQuerySet",
    "ServiceLevel",
    "ServiceLevelQuerySet",
    "StrategicOrientation",
    "StrategicOrientationQuerySet",
    "TerritoryFact",
    "Theme",
    "ThemeQuerySet",
]
