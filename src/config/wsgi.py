import gc

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.gate import Gate

application = Gate(get_wsgi_application(), places=settings.THREADS)

# Now that the pages are loaded, and for good, the collector need not read all that again: it took
# some 70 ms, of a request that had nothing to do with it.
assert get_resolver().url_patterns  # noqa: S101 -- loads every view, otherwise at the first request
gc.collect()
gc.freeze()
