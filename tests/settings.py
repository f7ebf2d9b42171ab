"""The program's settings, on a folder of their own: no test touches the data of the program."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="oneruler-tests-")
Path(_folder.name, "static").mkdir()
os.environ["ONERULER_VAR"] = _folder.name
for _name in ("ONERULER_DATABASE", "ONERULER_ORIGIN", "ONERULER_SECRET_KEY", "ONERULER_POLICIES"):
    os.environ.pop(_name, None)

from oneruler.web.settings import *  # noqa: E402, F403
from oneruler.web.settings import STORAGES  # noqa: E402

# Pages name their files as they are: no collected, hashed copies are needed. The stories use the real ones.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
