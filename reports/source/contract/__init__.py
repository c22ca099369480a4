"""The source contract: the tables that are read, their fields and types.

SSD tables and fields are those of the Standard Safeguarding Dataset 1.4.5; local tables are our own
(source-contract.md). Times are naive local times of Europe/London; ids are text. A module holds the tables of a domain.
"""

from reports.source.contract import care, child_protection, front_door, held_outside, missing, people, workforce
from reports.source.contract.kinds import Field, Table, Type

__all__ = ["TABLES", "Field", "Table", "Type"]

_DOMAINS = (people, workforce, missing, front_door, child_protection, care, held_outside)
TABLES: dict[str, Table] = {table.name: table for domain in _DOMAINS for table in domain.TABLES}
