"""``python -m oneruler`` is the command ``oneruler``."""

import sys

from oneruler.web.commands import main

if __name__ == "__main__":
    sys.exit(main())
