from .delays import service_levels, set_service_level
from .national import (
    correct_national,
    national_orientation,
    national_orientations,
    record_national,
    withdraw_national,
)
from .portfolios import assign_portfolio, portfolios
from .public import orientations, programmes

__all__ = [
    "assign_portfolio",
    "correct_national",
    "national_orientation",
    "national_orientations",
    "orientations",
    "portfolios",
    "programmes",
    "record_national",
    "service_levels",
    "set_service_level",
    "withdraw_national",
]
