"""Children, their involvements, referrals and care, and who works with them, in which team."""

from reports.source.contract.kinds import YES_NO, Table, choice, id_, number, text, time

TABLES = (
    Table(
        "ssd_person",
        (
            id_("pers_person_id", required=True),
            time("pers_dob"),
            text("pers_sex"),
            text("pers_ethnicity"),
            time("pers_death_date"),
        ),
        key="pers_person_id",
    ),
    Table(
        "ssd_involvements",
        (
            id_("invo_involvements_id", required=True),
            id_("invo_professional_id"),
            text("invo_professional_role_id"),
            id_("invo_professional_team"),
            id_("invo_person_id", required=True),
            time("invo_involvement_start_date", required=True),
            time("invo_involvement_end_date"),
            id_("invo_referral_id"),
        ),
        key="invo_involvements_id",
        person="invo_person_id",
        worker="invo_professional_id",
        start="invo_involvement_start_date",
        end="invo_involvement_end_date",
    ),
    Table(
        "ssd_professionals",
        (
            id_("prof_professional_id", required=True),
            id_("prof_staff_id"),
            text("prof_professional_name"),
            text("prof_professional_job_title"),
            number("prof_full_time_equivalency"),
            choice("prof_agency_worker_flag", YES_NO),
        ),
        key="prof_professional_id",
    ),
    Table(
        "ssd_department",
        (
            id_("dept_team_id", required=True),
            text("dept_team_name"),
            id_("dept_team_parent_id"),
            text("dept_team_parent_name"),
        ),
        key="dept_team_id",
    ),
    Table(
        "ssd_cin_episodes",
        (
            id_("cine_referral_id", required=True),
            id_("cine_person_id", required=True),
            time("cine_referral_date", required=True),
            choice("cine_referral_nfa", YES_NO),
            time("cine_close_date"),
            text("cine_close_reason"),
            id_("cine_referral_team"),
        ),
        key="cine_referral_id",
        person="cine_person_id",
        start="cine_referral_date",
        end="cine_close_date",
    ),
    Table(
        "ssd_cla_episodes",
        (
            id_("clae_cla_episode_id", required=True),
            id_("clae_person_id", required=True),
            time("clae_cla_episode_start_date", required=True),
            time("clae_cla_episode_ceased_date"),
            time("clae_entered_care_date"),
        ),
        key="clae_cla_episode_id",
        person="clae_person_id",
        start="clae_cla_episode_start_date",
        end="clae_cla_episode_ceased_date",
    ),
    Table(
        "ssd_care_leavers",
        (
            id_("clea_person_id", required=True),
            text("clea_care_leaver_eligibility"),
            text("clea_care_leaver_in_touch"),
            text("clea_care_leaver_accom_suitable"),
            text("clea_care_leaver_activity"),
            time("clea_pathway_plan_review_date"),
            id_("clea_care_leaver_allocated_team"),
            id_("clea_care_leaver_worker_id"),
        ),
        key="clea_person_id",
        person="clea_person_id",
        recorded_after=("clea_pathway_plan_review_date",),
    ),
)
