"""Settings of ``oneruler demo``: a database of its own, on this machine only, sign-in without a password."""

from oneruler.web.database import database_settings
from oneruler.web.settings import *  # noqa: F403
from oneruler.web.settings import VAR as _VAR

DEMONSTRATION = True
ROOT_URLCONF = "oneruler.web.demo.urls"

VAR = _VAR / "demo"
BACKUPS = None
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
DATABASES = {"default": database_settings("", VAR)}
STATIC_ROOT = VAR / "static"

ONERULER_LOCAL_ONLY = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = []
SESSION_COOKIE_NAME = "oneruler_demo_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
