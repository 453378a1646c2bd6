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
    "Enrolment",
    "EnrolmentQuerySet",
    "Portfolio",
    "PortfolioQuerySet",
    "Programme",
    "ProgrammeQuerySet",
    "ServiceLevel",
    "ServiceLevelQuerySet",
    "StrategicOrientation",
    "StrategicOrientationQuerySet",
    "Theme",
    "ThemeQuerySet",
]
