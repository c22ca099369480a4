"""What tests of measures know of each domain that the first three reports have not: a module each."""

from tests.measures.domains import care, child_protection, front_door, held_outside

DOMAINS = (front_door, child_protection, care, held_outside)
