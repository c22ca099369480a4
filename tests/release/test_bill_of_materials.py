"""The bill of materials: what is in it, what is not, and nothing of this machine."""

import json
from typing import Any

import pytest

import bill_of_materials
from reports import __version__
from shipped import bundled, shipped

ROOT = bill_of_materials.ROOT


@pytest.fixture(scope="module")
def text() -> str:
    """The bill, which is valid against its schema, or is none."""
    return bill_of_materials.bill()


@pytest.fixture(scope="module")
def parts(text: str) -> dict[str, Any]:
    return {each["name"]: each for each in json.loads(text)["components"]}


def test_it_has_all_that_is_shipped_and_nothing_of_the_developers(parts: dict[str, Any]) -> None:
    assert {"apache-airflow", "weasyprint", "psycopg", "oracledb", "mssql-python", "react", "vega-view"} <= parts.keys()
    assert not {"pytest", "ruff", "hatchling", "vite", "lineofsight"} & parts.keys()
    assert len(parts) > len(shipped() | {each["name"] for each in bundled()})


def test_each_part_has_a_version_and_says_its_licence(parts: dict[str, Any]) -> None:
    assert [name for name, part in parts.items() if not part.get("version")] == []
    assert [name for name, part in parts.items() if not part.get("licenses")] == []
    assert parts["pypdfium2"]["licenses"] == [{"license": {"name": "BSD-3-Clause, Apache-2.0, dependency licenses"}}]


def test_fonts_and_the_pages_libraries_are_known_by_their_bytes(parts: dict[str, Any]) -> None:
    assert parts["reports/templates/fonts/Inter-Regular.ttf"]["licenses"] == [{"license": {"id": "OFL-1.1"}}]
    assert [hashed["alg"] for hashed in parts["react"]["hashes"]] == ["SHA-512"]


def test_the_project_is_its_root_and_depends_on_what_it_asks_for(text: str) -> None:
    told = json.loads(text)
    root = told["metadata"]["component"]
    assert (root["name"], root["version"]) == ("lineofsight", __version__)
    (needs,) = [each["dependsOn"] for each in told["dependencies"] if each["ref"] == root["bom-ref"]]
    assert any(each.startswith("pandas==") for each in needs)
    assert any(each.startswith("pkg:npm/react@") for each in needs)
    assert not any(each.startswith("pytest") for each in needs)


def test_nothing_of_this_machine_or_moment_is_in_it(text: str) -> None:
    assert str(ROOT) not in text
    assert "file://" not in text
    assert "timestamp" not in json.loads(text)["metadata"]
    assert "serialNumber" not in json.loads(text)
