"""Numbers for names and codes of what factories make."""

import os
from itertools import count

# Whether rows are laid aside that have the first numbers (tests/schema_template.py).
KEPT = bool(os.environ.get("OCOP_TEST_TEMPLATE"))
numbers = count(10_000 if KEPT else 1)
