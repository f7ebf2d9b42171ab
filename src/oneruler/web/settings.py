"""Django's settings. What differs between two machines comes from the environment:

``ONERULER_VAR``         folder for data and key (default: ``var`` under the current folder)
``ONERULER_DATABASE``    ``postgresql://…``; without it SQLite in that folder
``ONERULER_ORIGIN``      the address that browsers use, such as ``https://qz.example``
``ONERULER_SECRET_KEY``  instead of the key that is kept in the folder
``ONERULER_SEAL``        the recovery words of the key that personal data is sealed with, instead of ``seal-key`` there
``ONERULER_BACKUPS``     folder for a backup every day (default: none is made)
``ONERULER_POLICIES``    folder of the policy packs (default: those that come with the program)
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from oneruler.policy.pack.shelf import shipped
from oneruler.web.database import database_settings
from oneruler.web.origin import Origins
from oneruler.web.secret import seal_key, secret_key

VAR = Path(os.environ.get("ONERULER_VAR") or "var").resolve()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
BACKUPS = Path(os.environ["ONERULER_BACKUPS"]).resolve() if os.environ.get("ONERULER_BACKUPS") else None
_origins = Origins.read(os.environ.get("ONERULER_ORIGIN", ""))

ONERULER_POLICIES = Path(os.environ.get("ONERULER_POLICIES") or shipped()).resolve()

SECRET_KEY = os.environ.get("ONERULER_SECRET_KEY") or secret_key(VAR)
ONERULER_SEAL = os.environ.get("ONERULER_SEAL") or seal_key(VAR)
DEBUG = False
DEMONSTRATION = False
ONERULER_LOCAL_ONLY = not _origins.origins  # no address for browsers elsewhere, so none comes through a proxy
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *_origins.hosts]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "oneruler.office.apps.OfficeConfig",
    "oneruler.projects.apps.ProjectsConfig",
    "oneruler.survey.apps.SurveyConfig",
    "oneruler.compensation.apps.CompensationConfig",
    "oneruler.funds.apps.FundsConfig",
    "oneruler.performance.apps.PerformanceConfig",
    "oneruler.disclosure.apps.DisclosureConfig",
    "oneruler.web.apps.WebConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "oneruler.web.duties.DutiesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "oneruler.web.urls"
WSGI_APPLICATION = "oneruler.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "oneruler.web.navigation.navigation",
            ]
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("ONERULER_DATABASE", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.Officer"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "oneruler.web.finders.SheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# An uploaded paper stays in memory and is gone with its request; one above the limit is never taken in.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a household with many trees, each with its fields

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "oneruler_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "oneruler_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = list(_origins.origins)
CSRF_FAILURE_VIEW = "oneruler.web.views.form_expired"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _origins.secure
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # a monitor on the machine itself asks without HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _origins.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
if _origins.secure:  # the proxy that ends HTTPS must set this header itself, whatever the browser sent
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A county's programs share one domain: what its other sites do is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
