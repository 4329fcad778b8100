"""``python -m assembly_app`` is ``assembly-app``."""

import sys

from assembly_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
