from .home import home
from .supply import supply, supply_csv, white_zones, white_zones_csv

__all__ = ["home", "supply", "supply_csv", "white_zones", "white_zones_csv"]
