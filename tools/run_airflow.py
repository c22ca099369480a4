"""`make airflow`: the Airflow UI on this machine, with the demo's data, until Ctrl-C."""

import sys
import time

from authority import make_authority
from components import ROOT, USER, StackError, free_port, passwords
from reports.errors import ReportsError
from stack import HOME, alone, running

USUAL_PORT = 8080


def main() -> None:
    """Run it."""
    with alone():
        make_authority()
        print("Starting Airflow ...", flush=True)
        with running(free_port(USUAL_PORT)) as stack:
            print(f"\n  Address   {stack.address}")
            print(f"  Login     {USER} / {stack.password}   (kept in {passwords(HOME).relative_to(ROOT)})")
            print("\nCtrl-C stops everything.", flush=True)
            while True:
                stack.check()
                time.sleep(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("\nStopped.")
    except (StackError, ReportsError) as error:
        sys.exit(f"error: {error}")
