"""Inspection of a PDF before release: PDF/UA-1 by a validator, and our own checks of structure and pages."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import page as page_validation  # its distribution is called page-validation

from reports.accessibility.check import CHECKS
from reports.accessibility.layout import BROKEN, UNLOVELY
from reports.accessibility.opened import opened

VALIDATOR = f"page-validation {page_validation.__version__}"


@dataclass(frozen=True)
class Inspection:
    """What was checked, and what came of it.

    rules: how many rules of PDF/UA-1 the validator checked, and rules_passed of them passed. checks: our own checks,
    by name; checks_passed of them found nothing. faults: what holds the issue, each once. warnings: what does not.
    """

    rules: int
    rules_passed: int
    checks: tuple[str, ...]
    checks_passed: int
    faults: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Say it in a line."""
        return (
            f"PDF/UA-1: {self.rules_passed} of {self.rules} rules passed ({VALIDATOR}); "
            f"own checks: {self.checks_passed} of {len(self.checks)} passed; {len(self.warnings)} warnings"
        )

    def said(self, most: int = 5) -> str:
        """Say the first faults in a line, and how many more there are."""
        more = len(self.faults) - most
        return "; ".join([*self.faults[:most], *([f"{more} more"] if more > 0 else [])])


def inspect(pdf: bytes) -> Inspection:
    """Check a PDF against PDF/UA-1, and its structure and pages by our own checks."""
    with ThreadPoolExecutor(1) as beside, opened(pdf) as it:
        ua = page_validation.ValidationProfile.PDF_UA_1
        validating = beside.submit(page_validation.validate_pdf_bytes, pdf, profile=ua)
        if it.elements:
            found = {name: list(check(it)) for name, check in {**CHECKS, **BROKEN}.items()}
            warnings = [warning for check in UNLOVELY.values() for warning in check(it)]
        else:
            found, warnings = {"structure": ["it has no structure"]}, []
    validated = validating.result()
    failures = [f"{failure.rule_id}: {' '.join(failure.message.split())}" for failure in validated.failures]
    return Inspection(
        rules=validated.rules.total,
        rules_passed=validated.rules.passed,
        checks=tuple(found),
        checks_passed=sum(not faults for faults in found.values()),
        faults=tuple(dict.fromkeys([*(fault for faults in found.values() for fault in faults), *failures])),
        warnings=tuple(dict.fromkeys(warnings)),
    )
