"""The front door: contacts and what was decided on them, visits to children in need, assessments."""

from reports.source.contract.kinds import YES_NO, Table, choice, id_, text, time

TABLES = (
    Table(
        "ssd_contacts",
        (
            id_("cont_contact_id", required=True),
            id_("cont_person_id", required=True),
            time("cont_contact_date", required=True),
            text("cont_contact_source_code"),
        ),
        key="cont_contact_id",
        person="cont_person_id",
        start="cont_contact_date",
    ),
    Table(
        "ssd_cin_visits",
        (
            id_("cinv_cin_visit_id", required=True),
            id_("cinv_person_id", required=True),
            time("cinv_cin_visit_date", required=True),
            choice("cinv_cin_visit_seen", YES_NO),
        ),
        key="cinv_cin_visit_id",
        person="cinv_person_id",
        start="cinv_cin_visit_date",
    ),
    Table(
        "ssd_cin_assessments",
        (
            id_("cina_assessment_id", required=True),
            id_("cina_person_id", required=True),
            id_("cina_referral_id"),
            time("cina_assessment_start_date", required=True),
            time("cina_assessment_auth_date"),
            id_("cina_assessment_team"),
        ),
        key="cina_assessment_id",
        person="cina_person_id",
        team="cina_assessment_team",
        start="cina_assessment_start_date",
        end="cina_assessment_auth_date",
    ),
    Table(
        "local_contact_decision",
        (
            id_("cdec_contact_id", required=True),
            time("cdec_decided_date"),
            text("cdec_decision"),
        ),
        key="cdec_contact_id",
        recorded_after=("cdec_decided_date",),
    ),
)
