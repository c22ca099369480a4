"""A source in which whatever identifies somebody carries a mark, to be sought in what leaves."""

import pandas as pd

CHILD, WORKER, PLACE, WORDS = "Zqchild", "Zqworker", "Zqplace", "Zqwords"
BORN = pd.Timestamp("1923-07-19")  # no child's, so that no other date or number is taken for it
# Where the source keeps what identifies somebody, by the mark that is put there.
MARKED = {
    CHILD: (
        *("pers_person_id", "invo_person_id", "cine_person_id", "clae_person_id", "clea_person_id", "miss_person_id"),
        *("over_person_id", "rhi_person_id", "cine_referral_id", "invo_referral_id", "clae_cla_episode_id"),
        *("miss_table_id", "mrep_missing_id", "rhie_missing_id", "rhi_interview_id", "rhie_interview_id"),
        *("rhit_interview_id", "over_oversight_id", "invo_involvements_id"),
    ),
    WORKER: ("prof_professional_name",),
    PLACE: ("dept_team_name", "dept_team_parent_name"),
    WORDS: ("rhit_theme", "rhi_not_required_reason", "rhi_provider", "supv_not_held_reason"),
}


def marked(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put a mark before every id, name, place and text, and give every child the same birthday."""
    marks = {column: mark for mark, columns in MARKED.items() for column in columns}
    made = {}
    for name, frame in frames.items():
        texts = {column: marks[column] + " " + frame[column] for column in frame.columns if column in marks}
        made[name] = frame.assign(**texts)
    made["ssd_person"]["pers_dob"] = BORN
    return made
