"""Rules about contacts, their decisions, and assessments.

A rule that needs another table to judge by is silent where that table was not read.
"""

from reports.checks.rows import before
from reports.checks.sieve import Sieve
from reports.source import among, lookup

CONTACTS, DECISIONS = "ssd_contacts", "local_contact_decision"
REFERRALS, ASSESSMENTS = "ssd_cin_episodes", "ssd_cin_assessments"


def judge(sieve: Sieve) -> None:
    """Judge decisions by their contacts, and assessments by their referrals."""
    if CONTACTS in sieve.source.asked:
        decisions(sieve)
    if REFERRALS in sieve.source.asked:
        assessments(sieve)


def decisions(sieve: Sieve) -> None:
    """DQ26 and DQ27; a decision of before its contact is emptied of its day."""
    contacts, decisions = sieve.frames[CONTACTS], sieve.frames[DECISIONS]
    contact, decided = decisions["cdec_contact_id"], decisions["cdec_decided_date"]
    sieve.find("DQ26", DECISIONS, ~among(contact, sieve.source.frames[CONTACTS]["cont_contact_id"]))
    made = lookup(contact, contacts.set_index("cont_contact_id")["cont_contact_date"]).astype(decided.dtype)
    too_early = before(decided, made)
    sieve.find("DQ27", DECISIONS, too_early)
    sieve.frames[DECISIONS] = decisions.assign(cdec_decided_date=decided.mask(too_early))


def assessments(sieve: Sieve) -> None:
    """DQ28, DQ29 and DQ30; an assessment of before its referral is parted from it."""
    assessments = sieve.frames[ASSESSMENTS]
    referral, authorised = assessments["cina_referral_id"], assessments["cina_assessment_auth_date"]
    sieve.find("DQ28", ASSESSMENTS, ~among(referral, sieve.source.frames[REFERRALS]["cine_referral_id"]))
    known = sieve.frames[REFERRALS].set_index("cine_referral_id")
    too_early = before(authorised, lookup(referral, known["cine_referral_date"]).astype(authorised.dtype))
    sieve.find("DQ29", ASSESSMENTS, too_early)
    child = lookup(referral, known["cine_person_id"])
    sieve.find("DQ30", ASSESSMENTS, child.notna() & (child != assessments["cina_person_id"]))
    sieve.frames[ASSESSMENTS] = assessments.assign(cina_referral_id=referral.mask(too_early))
