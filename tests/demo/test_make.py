"""The authority's shape: size, columns, determinism, and that a clean one holds together."""

from datetime import date

import pandas as pd
import pytest

from reports import demo
from reports.source.contract import TABLES, Type

UNTIL = pd.Timestamp(2026, 11, 1)
Frames = dict[str, pd.DataFrame]


def open_cases(frames: Frames) -> pd.DataFrame:
    """The allocated involvements that have no end."""
    involvements = frames["ssd_involvements"]
    allocated = involvements["invo_professional_role_id"] == "CW"
    return involvements[allocated & involvements["invo_involvement_end_date"].isna()]


def column_of(frames: Frames, column: str) -> "pd.Series[str]":
    """The column of that name, which one table has."""
    return next(frames[name][column] for name, table in TABLES.items() if column in table.columns)


def test_has_every_table_with_the_columns_and_types_of_the_contract(small: Frames) -> None:
    kinds = {Type.TIME: "datetime64[us]", Type.DATE: "datetime64[us]", Type.NUMBER: "float64"}
    assert list(small) == list(TABLES)
    for name, table in TABLES.items():
        assert list(small[name].columns) == table.columns
        assert {f.name: str(small[name][f.name].dtype) for f in table.fields} == {
            f.name: kinds.get(f.type, "str") for f in table.fields
        }


def test_the_same_arguments_give_the_same_rows() -> None:
    first, again = (demo.make(300, 6, date(2026, 11, 1), seed=7) for _ in range(2))
    for name in TABLES:
        pd.testing.assert_frame_equal(first[name], again[name])
        assert first[name].attrs == again[name].attrs


def test_another_seed_gives_other_rows() -> None:
    first, other = (demo.make(300, 6, date(2026, 11, 1), seed=seed) for seed in (7, 8))
    assert not first["ssd_involvements"].equals(other["ssd_involvements"])
    assert not first["ssd_missing"].equals(other["ssd_missing"])


@pytest.mark.parametrize(("children", "months"), [(1, 1), (50, 27), (400, 3)])
@pytest.mark.parametrize("clean", [True, False])
def test_tiny_authorities_and_short_histories_work(children: int, months: int, clean: bool) -> None:
    frames = demo.make(children, months, date(2024, 2, 29), seed=2, clean=clean)
    assert list(frames) == list(TABLES)
    assert len(frames["ssd_department"]) >= 6
    assert len(open_cases(frames)) > 0


def test_the_number_of_open_children_is_about_the_one_asked_for(small: Frames) -> None:
    assert 700 <= open_cases(small)["invo_person_id"].nunique() <= 880


def test_without_until_the_history_ends_today() -> None:
    newest = demo.make(300, 2)["ssd_involvements"]["invo_involvement_start_date"]
    today = pd.Timestamp.now().normalize()
    assert today - pd.Timedelta(days=7) <= newest[newest < today].max() < today


def test_clean_nothing_happens_at_or_after_until(small: Frames) -> None:
    planned = {"acti_due_date", "retn_period_end"}  # an end that is exclusive: the period's last day is the one before
    for name, table in TABLES.items():
        for column in set(table.of_type(Type.TIME, Type.DATE)) - planned:
            assert not (small[name][column] >= UNTIL).any(), column
    assert small["local_return"]["retn_period_end"].max() == UNTIL


def test_clean_keys_are_unique_and_no_row_stands_twice(small: Frames) -> None:
    for name, table in TABLES.items():
        assert not small[name].duplicated().any(), name
        if table.key:
            assert small[name][table.key].is_unique, name


def test_clean_required_fields_are_filled_and_lists_kept(small: Frames) -> None:
    for name, table in TABLES.items():
        for field in table.fields:
            values = small[name][field.name]
            assert not (field.required and values.isna().any()), field.name
            if field.allowed:
                assert set(values.dropna().str.lower()) <= set(field.allowed), field.name


def test_clean_ends_are_not_before_starts(small: Frames) -> None:
    for name, table in TABLES.items():
        if table.start and table.end:
            ended = small[name].dropna(subset=[table.end])
            assert (ended[table.end].dt.normalize() >= ended[table.start].dt.normalize()).all(), name


def test_clean_references_lead_somewhere(small: Frames) -> None:
    for column, key in (
        ("invo_person_id", "pers_person_id"),
        ("invo_professional_id", "prof_professional_id"),
        ("invo_professional_team", "dept_team_id"),
        ("invo_referral_id", "cine_referral_id"),
        ("cine_person_id", "pers_person_id"),
        ("cine_referral_team", "dept_team_id"),
        ("clae_person_id", "pers_person_id"),
        ("clea_person_id", "pers_person_id"),
        ("clea_care_leaver_worker_id", "prof_professional_id"),
        ("miss_person_id", "pers_person_id"),
        ("work_professional_id", "prof_professional_id"),
        ("work_team_id", "dept_team_id"),
        ("abse_professional_id", "prof_professional_id"),
        ("supv_professional_id", "prof_professional_id"),
        ("supv_supervisor_id", "prof_professional_id"),
        ("over_person_id", "pers_person_id"),
        ("over_professional_id", "prof_professional_id"),
        ("mrep_missing_id", "miss_table_id"),
        ("rhi_person_id", "pers_person_id"),
        ("rhie_interview_id", "rhi_interview_id"),
        ("rhie_missing_id", "miss_table_id"),
        ("rhit_interview_id", "rhi_interview_id"),
        ("cont_person_id", "pers_person_id"),
        ("cdec_contact_id", "cont_contact_id"),
        ("cinv_person_id", "pers_person_id"),
        ("cina_person_id", "pers_person_id"),
        ("cina_referral_id", "cine_referral_id"),
        ("cina_assessment_team", "dept_team_id"),
        ("s47e_person_id", "pers_person_id"),
        ("s47e_s47_completed_by_team", "dept_team_id"),
        ("icpc_person_id", "pers_person_id"),
        ("icpc_icpc_team", "dept_team_id"),
        ("cppl_person_id", "pers_person_id"),
        ("cppr_person_id", "pers_person_id"),
        ("cppr_cp_plan_id", "cppl_cp_plan_id"),
        ("cppv_person_id", "pers_person_id"),
        ("lega_person_id", "clae_person_id"),
        ("clap_person_id", "clae_person_id"),
        ("perm_person_id", "clae_person_id"),
        ("clav_person_id", "clae_person_id"),
        ("clah_person_id", "clae_person_id"),
        ("csdq_person_id", "clae_person_id"),
        ("homl_person_id", "pers_person_id"),
    ):
        assert column_of(small, column).isin(column_of(small, key)).all(), column


def test_clean_interviews_follow_the_return_they_cover(small: Frames) -> None:
    covered = (
        small["local_return_interview_episode"]
        .merge(small["local_return_interview"], left_on="rhie_interview_id", right_on="rhi_interview_id")
        .merge(small["ssd_missing"], left_on="rhie_missing_id", right_on="miss_table_id")
    )
    held = covered[covered["rhi_outcome"] == "completed"]
    assert len(held) > 100
    assert held["rhi_completed_date"].notna().all()
    returned_day = held["miss_missing_episode_end_date"].dt.normalize()
    assert (held["rhi_completed_date"].dt.normalize() >= returned_day).all()
    assert (held["rhi_person_id"] == held["miss_person_id"]).all()


def test_clean_episodes_of_a_child_do_not_overlap(small: Frames) -> None:
    episodes = small["ssd_missing"].sort_values(["miss_person_id", "miss_missing_episode_start_date"])
    ended = episodes["miss_missing_episode_end_date"].groupby(episodes["miss_person_id"]).shift()
    follows = episodes["miss_person_id"].duplicated()
    assert (ended[follows] <= episodes["miss_missing_episode_start_date"][follows]).all()
