"""What the Dockerfile's last stage tells every container of the image."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Image:
    """The environment that an image sets, and what starts its commands."""

    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)


def read(dockerfile: Path) -> Image:
    """Read it. A stage does not begin with what an earlier one of the same file sets: no stage of ours is made so."""
    text = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n", "", dockerfile.read_text(encoding="utf-8")))
    image = Image()
    for line in text.splitlines():
        instruction, _, rest = line.partition(" ")
        match instruction:
            case "FROM":
                image = Image()
            case "ENV":
                image.environment |= {
                    name: value for name, _, value in (each.partition("=") for each in shlex.split(rest))
                }
            case "ENTRYPOINT":
                image.entrypoint = json.loads(rest)
    return image
