"""Pages on which something is broken or unlovely: one for each fault, and none where all is well."""

from collections.abc import Callable

from reports.accessibility import inspect, repair

LINES = "<br>".join(f"line {n}" for n in range(70))
ROWS = "".join(f'<tr><th scope="row">Team {n}</th><td>{n}</td></tr>' for n in range(60))
NEXT = 'style="break-before: page"'
FULL = "height: 150mm; margin-bottom: 0"


def test_what_is_broken_holds_and_says_on_which_page(draw: Callable[[str], bytes]) -> None:
    broken = f"""<h1>A report</h1>
    <p style="{FULL}">Page 1.</p>
    <p style="white-space: nowrap; overflow-wrap: normal">{"Words that go on to the edge of the paper. " * 4}</p>
    <div><svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><title>A long word</title>
    <text x="5" y="15">Unforgettable</text></svg></div>
    <p {NEXT}>One text</p><p style="{FULL}; margin-top: -11pt">and another over it.</p>
    <table {NEXT}><caption>Long rows</caption><thead><tr><th>Row</th><th>Lines</th></tr></thead>
    <tbody><tr style="break-inside: auto"><th scope="row">One</th><td>{LINES}</td></tr></tbody></table>
    <table {NEXT}><caption>Long</caption><thead style="display: table-row-group"><tr><th>Team</th><th>Cases</th></tr>
    </thead><tbody>{ROWS}</tbody></table>"""
    inspection = inspect(repair(draw(broken)))
    assert inspection.faults == (
        "page 1 has text or a figure at the paper's edge, where it is cut",
        "page 1 has a figure whose text is cut at its edge",
        "page 2 has text over other text",
        "a table's row is split over pages 3 and 4",
        "page 6 continues a table without its heads",
    )


def test_what_is_only_unlovely_is_a_warning_and_holds_nothing(draw: Callable[[str], bytes]) -> None:
    unlovely = f"""<h1>A report</h1>
    <p style="{FULL}">Page 1.</p><h2 style="break-after: auto">Alone</h2>
    <p {NEXT}>Little.</p><p {NEXT}>The last page may be empty.</p>"""
    inspection = inspect(repair(draw(unlovely)))
    assert inspection.faults == ()
    assert inspection.warnings == ("page 1 ends with the heading “Alone”", "page 2 is mostly empty")
