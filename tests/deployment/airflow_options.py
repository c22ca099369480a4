"""What Airflow, of the version that is installed, knows as its options."""

import re
from functools import cache
from importlib import resources

import yaml
from airflow.configuration import conf
from airflow.providers.celery.get_provider_info import get_provider_info as celery
from airflow.providers.fab.get_provider_info import get_provider_info as fab

VARIABLE = re.compile(r"AIRFLOW__([A-Z_]+?)__([A-Z_]+)")


@cache
def options() -> set[tuple[str, str]]:
    """Give every option of Airflow and of the providers that we use: section, name."""
    own = yaml.safe_load(resources.files("airflow.config_templates").joinpath("config.yml").read_text())
    sections = {**own, **celery()["config"], **fab()["config"]}
    return {(section, name) for section, described in sections.items() for name in described["options"]}


def strange(variables: set[str]) -> set[str]:
    """Give those of the variables `AIRFLOW__SECTION__NAME` that no Airflow reads.

    With `_CMD` behind it, only an option that Airflow calls sensitive is made from what a command prints.
    """
    wrong = set()
    for variable in variables:
        found = VARIABLE.fullmatch(variable)
        section, name = (found[1].lower(), found[2].lower()) if found else ("", "")
        asked = (section, name.removesuffix("_cmd"))
        if asked not in (conf.sensitive_config_values if name.endswith("_cmd") else options()):
            wrong.add(variable)
    return wrong
