"""Where the files that are not code lie: in the package when installed, beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent
_ROOT = PACKAGE if (PACKAGE / "include").is_dir() else PACKAGE.parent

CONFIG = _ROOT / "config"
SQL = _ROOT / "include" / "sql"
TEMPLATES = PACKAGE / "templates"
