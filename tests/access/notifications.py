from tests.access.table import Page

PAGES = [Page("notifications:index", "get", "302" + " 200" * 10)]
