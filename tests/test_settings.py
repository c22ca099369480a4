"""Settings: those of the project are whole, and a wrong one is one line that names file and field."""

from pathlib import Path

import pytest

from reports.errors import SettingsError
from reports.resources import CONFIG
from reports.settings import Names, ReportName, Settings, Standards, load


def configured(folder: Path, file: str, text: str) -> Path:
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_the_files_of_the_project_hold_every_setting_and_its_default() -> None:
    """A reader of config/ sees all there is to choose; recipients are the demo's."""
    shipped = load(CONFIG)
    assert shipped.standards == Standards()
    assert shipped.names == Names()
    assert shipped.gates == Settings().gates
    assert _aims(shipped) == _aims(Settings())
    assert set(shipped.recipients.reports) == set(ReportName) - {ReportName.TEAM_OVERSIGHT}
    assert shipped.recipients.teams


def _aims(settings: Settings) -> dict[str, tuple[float, float]]:
    """Targets and tolerances; whose standard they are, the first authority's file says of its own."""
    return {name: (target.target, target.tolerance) for name, target in settings.targets.measures.items()}


def test_a_setting_left_out_keeps_its_default(tmp_path: Path) -> None:
    settings = load(configured(tmp_path, "standards.yaml", "oversight_interval_days: 28\n"))
    assert settings.standards.oversight_interval_days == 28
    assert settings.standards.supervision_interval_days == 31
    assert settings.gates == Settings().gates


def test_an_empty_file_and_an_empty_folder_are_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    assert load(configured(tmp_path, "gates.yml", "")) == Settings()


def test_texts_of_lists_are_matched_trimmed_and_in_any_case(tmp_path: Path) -> None:
    text = "allocated_roles: [' Key Worker ']\ncaseload_ceilings: {Social Worker: 12}\n"
    standards = load(configured(tmp_path, "standards.yaml", text)).standards
    assert standards.allocated_roles == ["key worker"]
    assert standards.caseload_ceilings == {"social worker": 12}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("standards.yaml", "asye_facter: 0.9", "asye_facter: there is no such setting"),
        ("standards.yaml", "asye_factor: 0", "asye_factor: Input should be greater than 0 (found 0)"),
        ("standards.yaml", "oversight_interval_days: -1", "oversight_interval_days"),
        ("standards.yaml", "repeat_missing_days: 90.5", "repeat_missing_days"),
        ("standards.yaml", "long_absence_days: two weeks", "long_absence_days"),
        ("standards.yaml", "caseload_ceilings: {social worker: many}", "caseload_ceilings.social worker"),
        ("standards.yaml", "allocated_roles: CW", "allocated_roles: Input should be a valid list"),
        ("standards.yaml", "allocated_roles:", "allocated_roles"),
        ("standards.yaml", "- a list", "expected settings by name, found list"),
        ("standards.yaml", "asye_factor: [", "not readable as YAML"),
        ("gates.yaml", "fall_in_rows: 20", "fall_in_rows: Input should be less than or equal to 1 (found 20)"),
        ("gates.yaml", "stale_after_days: 0", "stale_after_days"),
        ("authority.yaml", "accent: blue", "accent"),
        ("authority.yaml", "accent: '#8fa3b5'", "accent: its contrast on white is 2.6 : 1, and text needs 4.5 : 1"),
        ("authority.yaml", "accent: '#767676'", "its contrast on the grey of boxes is 4.0 : 1"),
        ("authority.yaml", "name: Aldmoor", "contact: whom does a reader of this authority ask?"),
        ("names.yaml", "teams: {T1: ' '}", "teams.T1"),
        ("names.yaml", "workers: {w1: A}", "workers: there is no such setting"),
        ("authority.yaml", "tier_wording: {secret: SECRET}", "tier_wording"),
        ("targets.yaml", "measures: {supervised: {tolerance: 5}}", "measures.supervised.target: Field required"),
        ("targets.yaml", "measures: {supervised: {target: 9, tolerance: -1}}", "measures.supervised.tolerance"),
        ("recipients.yaml", "reports: {annual_report: []}", "reports.annual_report"),
        ("recipients.yaml", "sender: nobody", "sender"),
        (
            "recipients.yaml",
            "allowed_domains: [a.example]\nreports: {lead_member: [{name: A, email: a@a.example}]}",
            "sender: say from which address the reports come",
        ),
        ("recipients.yaml", "channel: pigeon", "channel"),
        (
            "recipients.yaml",
            "allowed_domains: [a.example]\nreports: {lead_member: [{name: A, email: a@b.example}]}",
            "recipient 1 of lead_member: the domain b.example is not among allowed_domains (a.example)",
        ),
        (
            "recipients.yaml",
            "allowed_domains: [a.example]\n"
            "reports: {lead_member: [{name: A, email: a@a.example}, {name: B, email: A@A.example}]}",
            "lead_member: an address stands twice",
        ),
        (
            "recipients.yaml",
            "allowed_domains: [a.example]\nreports: {lead_member: [{name: '', email: a@a.example}]}",
            "reports.lead_member.0.name",
        ),
        (
            "recipients.yaml",
            "allowed_domains: [a.example]\nsender: r@a.example\n"
            "reports: {lead_member: [{name: A, email: a@below.a.example}]}",
            "recipient 1 of lead_member: the domain below.a.example is not among allowed_domains (a.example)",
        ),
        (
            "recipients.yaml",
            "allowed_domains: [below.a.example]\nsender: r@a.example\n"
            "reports: {lead_member: [{name: A, email: a@a.example}]}",
            "recipient 1 of lead_member: the domain a.example is not among allowed_domains (below.a.example)",
        ),
        (
            "recipients.yaml",
            "allowed_domains: [a.example]\nsender: r@a.example\n"
            "reports: {lead_member: [{name: A, email: a@nota.example}]}",
            "recipient 1 of lead_member: the domain nota.example is not among allowed_domains (a.example)",
        ),
        ("recipients.yaml", "collect_from: ' '", "collect_from"),
        ("standard.yaml", "asye_factor: 0.9", "unknown file of settings"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_file_and_field(tmp_path: Path, file: str, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(configured(tmp_path, file, text))
    assert str(error.value).startswith(str(tmp_path / file))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_domain_is_allowed_in_any_case(tmp_path: Path) -> None:
    text = (
        "allowed_domains: [' A.Example ']\nsender: r@a.example\nreports: {lead_member: [{name: A, email: a@a.EXAMPLE}]}"
    )
    assert load(configured(tmp_path, "recipients.yaml", text)).recipients.allowed_domains == ["a.example"]


@pytest.mark.parametrize("written", ["Summer holidays!", "2026 Summer", "20260704"])
def test_a_password_written_where_its_name_belongs_is_not_shown(tmp_path: Path, written: str) -> None:
    text = f"reports: {{lead_member: [{{name: A, email: a@a.example, pdf_password: {written}}}]}}"
    with pytest.raises(
        SettingsError, match=r"reports\.lead_member\.0\.pdf_password: expected the name of a secret"
    ) as error:
        load(configured(tmp_path, "recipients.yaml", text))
    assert written not in str(error.value)


def test_every_wrong_setting_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"asye_factor.*; repeat_missing_days"):
        load(configured(tmp_path, "standards.yaml", "asye_factor: 0\nrepeat_missing_days: 0\n"))


def test_bytes_that_are_no_text_are_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "gates.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"gates\.yaml: not readable as YAML"):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such folder of settings"):
        load(tmp_path / "nowhere")


def test_the_hash_changes_with_what_a_figure_depends_on_and_not_with_whom_it_is_sent_to(tmp_path: Path) -> None:
    plain = load(tmp_path)
    recipients = load(configured(tmp_path, "recipients.yaml", "sender: someone@else.example"))
    assert recipients.hash == plain.hash
    assert load(configured(tmp_path, "standards.yaml", "asye_factor: 0.8")).hash != plain.hash
    (tmp_path / "standards.yaml").unlink()
    assert load(configured(tmp_path, "names.yaml", "teams: {T1: Front Door}")).hash != plain.hash
