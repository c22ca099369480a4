"""The measures: pure functions from frames to figures, and the registry that lists them (measures.md)."""

from reports.measures.compute import compute, history
from reports.measures.prepared import Prepared
from reports.measures.registry import MEASURES, Measure

__all__ = ["MEASURES", "Measure", "Prepared", "compute", "history"]
