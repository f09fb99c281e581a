"""What the server runs."""

from __future__ import annotations

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certway.web.site.settings")
application = get_wsgi_application()

from certway.web.site.warming import warm  # noqa: E402 - needs the settings

Thread(target=warm, name="warming", daemon=True).start()
