"""Rules about enquiries, conferences, plans and their reviews."""

from reports.checks.absences import LAST_DAY
from reports.checks.rows import before
from reports.checks.sieve import Sieve
from reports.source import among, lookup, window_start

ENQUIRIES, CONFERENCES = "ssd_s47_enquiry", "ssd_initial_cp_conference"
PLANS, REVIEWS = "ssd_cp_plans", "ssd_cp_reviews"


def judge(sieve: Sieve) -> None:
    """Judge them."""
    _conferences(sieve)
    _reviews(sieve)
    _overlaps(sieve)


def _conferences(sieve: Sieve) -> None:
    """DQ31 and DQ32.

    A transfer in follows a plan elsewhere: it needs no enquiry. Nor does a conference of before the window, which is in
    no figure: its enquiry may be older than what the dataset holds.
    """
    conferences, enquiries = sieve.frames[CONFERENCES], sieve.frames[ENQUIRIES]
    enquiry, held = conferences["icpc_s47_enquiry_id"], conferences["icpc_icpc_date"]
    known = among(enquiry, sieve.source.frames[ENQUIRIES]["s47e_s47_enquiry_id"])
    counted = held.dt.tz_localize(None) >= window_start(sieve.source.period, sieve.settings.standards)
    sieve.find("DQ31", CONFERENCES, counted & (conferences["icpc_icpc_transfer_in"] != "y") & ~known)
    began = lookup(enquiry, enquiries.set_index("s47e_s47_enquiry_id")["s47e_s47_start_date"]).astype(held.dtype)
    sieve.find("DQ32", CONFERENCES, before(held, began))


def _reviews(sieve: Sieve) -> None:
    """DQ33."""
    known = among(sieve.frames[REVIEWS]["cppr_cp_plan_id"], sieve.source.frames[PLANS]["cppl_cp_plan_id"])
    sieve.find("DQ33", REVIEWS, ~known)


def _overlaps(sieve: Sieve) -> None:
    """DQ34: by days, and of this authority's plans: a child who moves may have another's besides for a while."""
    plans = sieve.frames[PLANS]
    own = plans[plans["cppl_cp_plan_ola"] != "y"].sort_values(["cppl_cp_plan_start_date", "cppl_cp_plan_id"])
    person, start = own["cppl_person_id"], own["cppl_cp_plan_start_date"]
    ended = own["cppl_cp_plan_end_date"].dt.normalize().fillna(LAST_DAY.tz_localize(start.dt.tz))
    latest_before = ended.groupby(person).cummax().groupby(person).shift()
    sieve.find("DQ34", PLANS, (start < latest_before).reindex(plans.index, fill_value=False))
