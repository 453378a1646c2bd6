from .adhesions import adherents, adhesions, tell_adherents
from .delays import service_levels, set_service_level
from .fact_files import (
    adjust_fact_file,
    confirm_fact_file,
    fact_files,
    open_fact_file,
    preview_fact_file,
)
from .facts import correct_fact, facts, territory_facts, write_fact
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
    "adherents",
    "adhesions",
    "adjust_fact_file",
    "assign_portfolio",
    "confirm_fact_file",
    "correct_fact",
    "correct_national",
    "fact_files",
    "facts",
    "national_orientation",
    "national_orientations",
    "open_fact_file",
    "orientations",
    "portfolios",
    "preview_fact_file",
    "programmes",
    "record_national",
    "service_levels",
    "set_service_level",
    "tell_adherents",
    "territory_facts",
    "withdraw_national",
    "write_fact",
]
