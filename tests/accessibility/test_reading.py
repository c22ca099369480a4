"""A report read aloud."""

from collections.abc import Callable

from reports.accessibility import read_aloud, repair


def test_a_report_is_read_in_the_order_of_its_structure(draw: Callable[[str], bytes]) -> None:
    """Two columns, a table over a page with a figure and signs in it, a sentence over a page."""
    long = " ".join(f"Sentence {n}." for n in range(1, 700))
    body = f"""<h1>A report</h1><p>One <em>word</em>. Two <b>more</b>
    words.</p>
    <div class="pair"><div><h2>Left</h2><p>Left text.</p></div><div><h2>Right</h2><p>Right text.</p></div></div>
    <p>{long}</p><p style="width: 30pt">right-to-left</p>
    <h2>List</h2><ol><li>First.</li><li><p>Second.</p><p>Part.</p></li></ol>
    <table><caption>Teams</caption><thead><tr><th>Team</th><th>Trend</th></tr></thead>
    <tbody><tr><th scope="row">A</th><td><svg xmlns="http://www.w3.org/2000/svg" width="20" height="9">
    <title>Between 1 and 2</title><path d="M0 0h9z"/></svg> Rising</td></tr>
    <tr><th scope="row">B</th><td><span aria-label="no figure">\u2013</span>
    <span aria-hidden="true">\u25b2</span></td></tr></tbody></table>
    <dl><dt>Term</dt><dd>What it is.</dd></dl>"""
    assert read_aloud(repair(draw(body))).splitlines() == [
        "# A report",
        "One word. Two more words.",
        "## Left",
        "Left text.",
        "## Right",
        "Right text.",
        long,
        "right-to-left",
        "## List",
        "1. First.",
        "2. Second.",
        "Part.",
        "Table: Teams",
        "Team | Trend",
        "A | Between 1 and 2 Rising",
        "B | no figure",
        "Term What it is.",
    ]
