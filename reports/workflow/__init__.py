"""The steps of the workflow, each one idempotent: what an earlier try made is found again.

data: pull, check, measure. issue: render. people: recipients. delivery: deliver, close. Arguments and results are plain
text and numbers, so that Airflow's tasks and the command line call the same functions.
"""

from reports.workflow.place import Workplace

__all__ = ["Workplace"]
