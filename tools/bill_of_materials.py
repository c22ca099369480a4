"""The software bill of materials of what an authority gets: `.venv/bin/python tools/bill_of_materials.py FILE`.

CycloneDX 1.6 as JSON: the Python packages with every extra, as they are installed here at the versions of the lock
file, the npm packages in the Reports page, and the fonts. Made again from the same, it is the same file.
"""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from fontTools.ttLib import TTFont
from packaging.utils import canonicalize_name

from audit import installed
from reports import __version__
from shipped import PROJECT, ROOT, bundled, shipped

SCHEMA = SchemaVersion.V1_6
FONTS = ("reports/templates/fonts/*.ttf", "web/src/style/fonts/*.woff2")
FONT_LICENCES = {"Inter": "OFL-1.1", "Fallback": "Bitstream-Vera"}  # by how the file is called; the texts lie beside it
VERSION_NAME = 5  # of a font's table of names


def bill() -> str:
    """Give the bill, valid against its schema. Raises SystemExit where it is not."""
    told = _of_environment()
    wanted = shipped() - {PROJECT}
    beside = [*map(_npm, bundled()), *_fonts()]
    python = [each for each in told["components"] if canonicalize_name(each["name"]) in wanted]
    licences = installed()
    for each in python:  # where the metadata's words are none of SPDX's
        each.setdefault("licenses", [{"license": {"name": licences[canonicalize_name(each["name"])]}}])
    parts = beside + python
    needs = {each["ref"]: set(each.get("dependsOn", [])) for each in told["dependencies"]}
    root, refs = told["metadata"]["component"]["bom-ref"], {each["bom-ref"] for each in parts}
    needs[root] |= {each["bom-ref"] for each in beside}
    told["metadata"]["component"]["version"] = __version__
    told["metadata"].pop("tools")
    told["components"] = sorted(parts, key=lambda each: str(each["bom-ref"]))
    told["dependencies"] = [
        {"ref": ref, "dependsOn": sorted(needs.get(ref, set()) & refs)} for ref in [root, *sorted(refs)]
    ]
    text = json.dumps(told, indent=2, sort_keys=True) + "\n"
    if fault := JsonStrictValidator(SCHEMA).validate_str(text):
        sys.exit(f"error: the bill is not valid: {str(fault).splitlines()[0]}")
    return text


def _of_environment() -> dict[str, Any]:
    """Give what cyclonedx-py finds installed here."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--no-validate"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--spec-version", SCHEMA.to_version(), sys.executable]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told


def _npm(package: dict[str, str]) -> dict[str, Any]:
    purl = f"pkg:npm/{package['name'].replace('@', '%40')}@{package['version']}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package["name"],
        "version": package["version"],
        "purl": purl,
        "licenses": [{"license": {"id": package["licence"]}}],
        "hashes": [
            {"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(value).hex()}
            for algorithm, _, value in [package["integrity"].partition("-")]
        ],
    }


def _fonts() -> Iterator[dict[str, Any]]:
    for path in sorted(path for pattern in FONTS for path in ROOT.glob(pattern)):
        name = path.relative_to(ROOT).as_posix()
        yield {
            "type": "file",
            "bom-ref": f"font:{name}",
            "name": name,
            "version": TTFont(path)["name"].getDebugName(VERSION_NAME),
            "licenses": [{"license": {"id": FONT_LICENCES[path.stem.partition("-")[0]]}}],
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(bill())
