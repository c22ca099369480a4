"""Repair and check of a PDF's structure: what a screen reader hears, where WeasyPrint alone gets it wrong."""

from reports.accessibility.check import faults
from reports.accessibility.repair import repair
from reports.accessibility.tree import page_count

__all__ = ["faults", "page_count", "repair"]
