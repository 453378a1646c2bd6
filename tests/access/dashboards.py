"""Columns: nobody anne bruno claire denis elise farid gaelle hugo ines jules."""

from tests.access.table import Page

# The desk, the prefect, the committee's secretary, the sub-prefect: who answers for the help given.
READERS = "302 403 200 403 200 200 200 403 200 403 403"
# And the structures of the department: the map says no more than the public catalogue.
MAP_READERS = "302 403 200 200 200 200 200 403 200 403 403"

PAGES = [
    Page("dashboards:home", "get", "302 " + " ".join(["200"] * 10)),
    Page("dashboards:supply", "get", MAP_READERS),
    Page("dashboards:supply_csv", "get", MAP_READERS),
    Page("dashboards:white_zones", "get", READERS),
    Page("dashboards:white_zones_csv", "get", READERS),
]
