"""The name of the machine, as Airflow's `hostname_callable`: here several stand for a machine of their own."""

import os


def hostname() -> str:
    """Give the name that a container would have."""
    return os.environ["HOSTNAME"]
