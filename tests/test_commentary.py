"""A commentary has an author and a date; what stands below a heading is of that section; nothing is lost."""

from datetime import date

import pytest

from reports.commentary import LONGEST, WHOLE, Commentary, read
from reports.errors import CommentaryError

HEAD = "---\nauthor: A. Green, Head of Performance\ndate: 2026-11-04\n---\n"
SECTIONS = ("Caseload", "Data quality")


def written(text: str) -> Commentary:
    return read(text.encode(), "smt_overview-2026-10.md", SECTIONS)


def test_it_is_of_the_report_and_of_its_sections() -> None:
    found = written(HEAD + "Of *all*.\n\n## Smaller\n\n# caseload\n\nOf caseload.\n\n- one\n- two\n")
    assert (found.author, found.written) == ("A. Green, Head of Performance", date(2026, 11, 4))
    assert found.sections == {WHOLE: "Of *all*.\n\n## Smaller", "Caseload": "Of caseload.\n\n- one\n- two"}
    remark = found.of("Caseload")
    assert remark is not None
    assert remark.author == found.author
    assert found.of("Data quality") is None


def test_a_section_may_stand_alone_or_twice() -> None:
    assert written(HEAD + "# Caseload\nOne.\n# Data quality\nTwo.\n# Caseload\nThree.").sections == {
        "Caseload": "One.\n\nThree.",
        "Data quality": "Two.",
    }


def test_windows_files_are_read_alike() -> None:
    assert written("\ufeff" + (HEAD + "Of all.\n").replace("\n", "\r\n")).sections == {WHOLE: "Of all."}


def test_its_hash_tells_what_a_reader_can_see() -> None:
    first, spaced, other = written(HEAD + "One."), written(HEAD + "\n\nOne.\n\n"), written(HEAD + "Two.")
    assert first.hash == spaced.hash
    assert first.hash != other.hash


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Of all.", "nobody is named as its author"),
        ("---\nauthor: A. Green\n---\nOf all.", "date: Field required"),
        ("---\nauthor: ''\ndate: 2026-11-04\n---\nOf all.", "author: String should have at least 1 character"),
        ("---\nauthor: A\ndate: soon\n---\nOf all.", "date: Input should be a valid date"),
        ("---\nauthor: A\ndate: 2026-11-04\nphone: 1\n---\nOf all.", "phone: Extra inputs are not permitted"),
        ("---\nauthor: [\n---\nOf all.", "not readable as YAML"),
        ("---\n- author\n---\nOf all.", "author: Field required"),
        (HEAD + "\n\n", "nothing is written below its head"),
        (HEAD + "# Caseload\n", "nothing is written below its head"),
        (HEAD + "# Weather\nRain.", "no section 'Weather'; it has Caseload, Data quality"),
        (HEAD + "x" * LONGEST, "at most 20,000 are printed"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(content: str, said: str) -> None:
    with pytest.raises(CommentaryError) as error:
        written(content)
    assert str(error.value).startswith("smt_overview-2026-10.md: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_text_is_refused() -> None:
    with pytest.raises(CommentaryError, match="not UTF-8"):
        read(b"\xff\xfe\x00", "a.md", SECTIONS)
