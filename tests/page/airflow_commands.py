"""Commands of Airflow's command line, one after another in one process: each alone would take seconds to begin.

They come as a list in JSON, as one would type them. The first that fails ends it.
"""

import json
import shlex
import sys

from airflow.cli.cli_parser import get_parser

if __name__ == "__main__":
    commands = json.load(sys.stdin)
    parser = get_parser()
    for command in commands:
        arguments = parser.parse_args(shlex.split(command)[1:])
        arguments.func(arguments)
