"""`make accept`: the pages, texts and figures of the demo's reports as they are now are as they should be.

Look at what git shows of it before it is committed.
"""

import sys
from pathlib import Path

from reports.errors import ReportsError
from specimens import COUNTY, GOLDEN, ROOT, SECOND, make


def main() -> None:
    """Replace pictures, texts and figures."""
    for authority in (COUNTY, SECOND):
        made = make(authority)
        _empty(authority.pictures, ".png")
        for name, picture in made.pictures.items():
            picture.save(authority.pictures / name, optimize=True)
        print(f"{authority.pictures.relative_to(ROOT)}: {len(made.pictures)} pages")
        if authority is COUNTY:
            _empty(GOLDEN, ".txt", ".csv")
            for name, text in made.texts.items():
                (GOLDEN / name).write_text(text, encoding="utf-8")
            print(f"{GOLDEN.relative_to(ROOT)}: {len(made.texts)} texts and tables")


def _empty(folder: Path, *endings: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.suffix in endings:
            old.unlink()


if __name__ == "__main__":
    try:
        main()
    except ReportsError as error:
        sys.exit(f"error: {error}")
