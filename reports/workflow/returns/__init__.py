"""Figures that people return: the workbook they fill in, its loading into the database, and what is still owed.

template: the workbook. reading: its cells, checked. loading: into `local_return`. standing: what has come. Who owes
what is in `returns.yaml` (`reports.owed`); what counts for a period is in `reports.measures.held_outside_rows`.
"""
