"""Repair and check of a PDF's structure: what WeasyPrint gets wrong for a screen reader."""
