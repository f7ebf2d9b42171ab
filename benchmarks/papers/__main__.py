"""``python -m benchmarks.papers --show 40``."""

from benchmarks.papers import main

raise SystemExit(main())
