"""Repair and check of the PDF's structure: what a screen reader hears, where WeasyPrint alone gets it wrong."""

from reports.accessibility.inspection import Inspection, inspect
from reports.accessibility.reading import read_aloud
from reports.accessibility.repair import repair
from reports.accessibility.tree import page_count

__all__ = ["Inspection", "inspect", "page_count", "read_aloud", "repair"]
