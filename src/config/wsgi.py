from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.gate import Gate

application = Gate(get_wsgi_application(), places=settings.THREADS)
