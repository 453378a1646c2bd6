from .delays import service_levels, set_service_level
from .portfolios import assign_portfolio, portfolios
from .public import orientations, programmes

__all__ = [
    "assign_portfolio",
    "orientations",
    "portfolios",
    "programmes",
    "service_levels",
    "set_service_level",
]
