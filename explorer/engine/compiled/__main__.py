"""`python -m explorer.engine.compiled`: make all code that the form offers, for this machine."""

import os

from explorer.engine import paths
from explorer.engine.compiled import disk

if __name__ == "__main__":
    os.environ[paths.CHOICE] = "compiled"  # this is the process that makes it
    paths.order_all()
    paths.finish()
    disk.note_filled()
