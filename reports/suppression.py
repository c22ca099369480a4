"""Small numbers: what a member or the public may see of a table of figures.

Counts of 1 to 5 are suppressed (`c`), zero is shown; so are the percentages and complements that would give
them away, and further figures so that none can be worked out from the others (secondary suppression).
"""

import pandas as pd

from reports.figures import NOT_APPLICABLE


def suppress(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the figures (`reports.figures.COLUMNS`) with small ones suppressed: no numbers, status `c`.

    Rows, their order and their index stay. Suppression is consistent over all periods of the table.
    """
    raise NotImplementedError(NOT_APPLICABLE)
