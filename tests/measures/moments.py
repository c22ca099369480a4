"""Times in and about a period, often on an edge, and the ways to write them."""

from datetime import datetime, time, timedelta
from random import Random

from reports.periods import Period

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
TIMES_OF_DAY = (time(), time(1, 30), time(9, 0), time(14, 30), time(23, 59, 59))
CLOCKS_FORWARD, CLOCKS_BACK = datetime(2026, 3, 29), datetime(2026, 10, 25)  # noqa: DTZ001 - the source is naive


class Moments:
    """Draws naive times for a period and the instant of the pull."""

    def __init__(self, random: Random, period: Period, pulled: datetime) -> None:
        self.random, self.period = random, period
        end = datetime.combine(period.end, time())
        self.edges = [datetime.combine(period.start, time()), end, end, pulled]
        self.edges += [end - DAY * days for days in (42, 90)]
        self.pulled, self.end = pulled, end

    def any(self) -> datetime:
        """Give a time in or about the period."""
        kind = self.random.random()
        if kind < 0.15:
            nudges = (-HOUR, -SECOND, 0 * SECOND, 0 * SECOND, SECOND, HOUR)
            return self.random.choice(self.edges) + self.random.choice(nudges)
        if kind < 0.25:
            quarters = self.random.randint(0, 16)
            return self.random.choice((CLOCKS_FORWARD, CLOCKS_BACK)) + timedelta(minutes=15 * quarters)
        back = self.random.choice((self.period.days, self.period.days, self.period.days, 60, 120, 450, 1500))
        day = self.period.end - timedelta(days=self.random.randint(-3, back))
        return datetime.combine(day, self.random.choice(TIMES_OF_DAY))

    def edge(self) -> datetime:
        """Give exactly a time at which a measure changes its mind."""
        return self.random.choice(self.edges)

    def about_the_pull(self) -> datetime:
        """Give a time that is as long before the pull as a child's interview may wait, or nearly so."""
        return self.pulled - self.random.choice(
            (72 * HOUR, 72 * HOUR - SECOND, 73 * HOUR, 24 * HOUR, 2 * HOUR, 0 * HOUR)
        )

    def session(self) -> datetime:
        """Give a time in or shortly before the period, often as many days ago as a session may be, or one more."""
        days = self.random.choice((0, 2, 6, 7, 8, 9, 10, 13, 14, 15, 30, 31, 32, 60))
        day = self.end - DAY * (days + 1)
        on_that_day = datetime.combine(day, self.random.choice(TIMES_OF_DAY))
        return self.random.choice((self.any(), on_that_day, on_that_day, self.by_the_pull()))

    def by_the_pull(self) -> datetime:
        """Give the instant of the pull, or a second or an hour before or after it."""
        return self.pulled + self.random.choice((-HOUR, -SECOND, 0 * SECOND, SECOND, HOUR))

    def soon_after(self, moment: datetime) -> datetime:
        """Give a time a while after another, or shortly before it."""
        whiles = (-HOUR, 0 * HOUR, HOUR, 5 * HOUR, 24 * HOUR, 24 * HOUR + SECOND, 2 * DAY, 20 * DAY)
        return moment + self.random.choice(whiles)

    def long_ago(self) -> datetime:
        """Give a time before the period."""
        day = self.period.start - timedelta(days=self.random.randint(0, 500))
        return datetime.combine(day, self.random.choice(TIMES_OF_DAY))

    def text(self, moment: datetime, date_only: float = 0.25) -> str:
        """Write a time, sometimes as a date only."""
        if self.random.random() < date_only:
            return f"{moment:%Y-%m-%d}" + self.random.choice(("", " 00:00:00"))
        return moment.isoformat(self.random.choice((" ", "T")))

    def day(self, moment: datetime | None = None) -> str:
        """Write a date."""
        return f"{moment or self.any():%Y-%m-%d}"
