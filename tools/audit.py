"""`make audit`: whether what is locked has known vulnerabilities, and whether its licences are fit to be shipped.

What may pass all the same stands in `tools/audit.toml`, with the reason. Advisories are asked for where pip-audit
asks, or at an OSV service of one's own (`--osv-url`). What the service does not know is said and does not fail; with
`--strict`, for a release, it does.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import requires
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from shipped import PROJECT, ROOT, bundled, shipped

LOCK = ROOT / "requirements.lock"
RULES = Path(__file__).with_suffix(".toml")


def vulnerable(answer: Mapping[str, Any], accepted: Sequence[Mapping[str, Any]], today: date) -> Iterator[str]:
    """Give a line for each known vulnerability in pip-audit's answer, unless it is accepted for today."""
    exceptions = {(each["package"], each["id"]): each for each in accepted}
    for package in answer["dependencies"]:
        for known in package.get("vulns", []):
            mended = f", mended in {', '.join(known['fix_versions'])}" if known["fix_versions"] else ""
            line = f"{package['name']} {package['version']}: {known['id']}{mended}"
            exception = exceptions.get((package["name"], known["id"]))
            if exception is None:
                yield line
            elif exception["until"] < today:
                yield f"{line}; accepted until {exception['until']}: look at it again ({exception['reason']})"


def unfit(licences: Mapping[str, str], rules: Mapping[str, Any], names: set[str], whose: str) -> Iterator[str]:
    """Give a line for each of the packages `names` whose licence may not pass, or needs no exception any more.

    licences: of each package, as it names it. rules: those of audit.toml. whose: `shipped` or `developers`.
    """
    for name in sorted(names & licences.keys()):
        licence, excepted = licences[name], rules[whose].get(name)
        if _free(licence, set(rules["allowed"])):
            if excepted:
                yield f"{RULES.name}: {name} is {licence!r} now, which is allowed: take it out"
        elif excepted is None:
            yield f"{name}: its licence {licence!r} is not among those allowed ({whose})"
        elif excepted[0] != licence:
            yield f"{name}: its licence was {excepted[0]!r} and is {licence!r} now: look at it again"


def _free(licence: str, allowed: set[str]) -> bool:
    """Tell whether a licence is allowed: of alternatives one, of several together each."""
    if licence in allowed:
        return True
    together = licence.replace("; ", " AND ").replace("(", "").replace(")", "").split(" AND ")
    return all(any(choice in allowed for choice in part.split(" OR ")) for part in together)


def installed() -> dict[str, str]:
    """Give the licence of each installed package, as pip-licenses finds it."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {canonicalize_name(each["Name"]): each["License"] for each in told}


def asked(lock: Path, osv_url: str | None) -> tuple[Mapping[str, Any] | None, str]:
    """Give pip-audit's answer for the packages of a lock file; None, and what it said, where it has none."""
    service = ["--vulnerability-service", "osv", "--osv-url", osv_url] if osv_url else []
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--no-deps", "--disable-pip", "--format=json"]
    done = subprocess.run(
        [*map(str, command), "--progress-spinner=off", *service], capture_output=True, text=True, check=False
    )
    try:
        answer: Mapping[str, Any] = json.loads(done.stdout)
        return answer, ""
    except ValueError:
        return None, (done.stderr.strip().splitlines() or ["nothing"])[-1]


def check_licences() -> list[str]:
    """Print how many licences were looked at, and give a line for each that may not pass."""
    rules = tomllib.loads(RULES.read_text())["licences"]
    of_python = installed()
    given = shipped() - {PROJECT}
    alone = of_python.keys() - given - {PROJECT}
    of_page = {each["name"]: each["licence"] for each in bundled()}
    faults = [
        *unfit(of_python, rules, given, "shipped"),
        *unfit(of_python, rules, alone, "developers"),
        *unfit(of_page, rules, set(of_page), "shipped"),
    ]
    print(
        f"Licences: {len(given)} packages that are shipped, {len(alone)} for developers alone, {len(of_page)} in the "
        f"Reports page: {f'{len(faults)} may not pass' if faults else 'all may pass'}"
    )
    return faults


def check_vulnerabilities(lock: Path, osv_url: str | None, *, strict: bool) -> list[str]:
    """Print how many packages could be audited, and give a line for each known vulnerability."""
    answer, said = asked(lock, osv_url)
    if answer is None:
        unknown = f"no package could be audited: the advisory service gave no answer ({said})"
        print(f"Vulnerabilities: NOTHING IS KNOWN: {unknown}")
        return [unknown] if strict else []
    packages = answer["dependencies"]
    known = sum("skip_reason" not in package for package in packages)
    accepted = tomllib.loads(RULES.read_text())["vulnerabilities"]["accepted"]
    faults = list(vulnerable(answer, accepted, datetime.now(UTC).date()))
    counted = f"{known} of {len(packages)} packages could be audited"
    if known < len(packages):
        print(f"Vulnerabilities: {counted}; NOTHING IS KNOWN ABOUT THE REST: the advisory service does not know them")
        faults += [f"{counted}: a release wants all of them"] if strict else []
    else:
        print(f"Vulnerabilities: {counted}, {len(faults)} known")
    return faults


def main() -> int:
    """Run it and give the exit code."""
    parser = argparse.ArgumentParser(description="Known vulnerabilities and licences of what is locked and installed.")
    parser.add_argument("--strict", action="store_true", help="what cannot be audited is a fault, as for a release")
    parser.add_argument("--osv-url", help="an OSV service to ask instead of the packages' index")
    given = parser.parse_args()
    if not requires(PROJECT):
        sys.exit(f"error: {PROJECT} is not installed here: run tools/bootstrap")
    faults = [*check_licences(), *check_vulnerabilities(LOCK, given.osv_url, strict=given.strict)]
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
