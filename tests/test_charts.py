"""Charts: what is drawn, flat and the same every time, with its text as text."""

import re
import subprocess
import sys
from math import nan
from xml.etree import ElementTree

import altair
import pytest
from jsonschema import ValidationError

from reports import palette
from reports.charts import Chart, Dot, Line, Mark, Team, dots, drawing, sparkline, trend
from reports.charts.drawing import spread
from reports.signals import signal

PERIODS = [f"M{n}" for n in range(1, 14)]
VALUES = [84.0, 85, 83, 82, 86, 84, 88, 87, 86, 85, 87, 89, 96]
HOSTILE = '<script>alert("{{ 7 }}")</script> & \x00'


def texts(chart: Chart) -> list[str]:
    """What the chart says, in the order of its marks."""
    return [each.text or "" for each in ElementTree.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]


def a_trend() -> Chart:
    """A trend with everything on it."""
    return trend(
        "Supervision is up",
        PERIODS,
        [Line("Supervised", VALUES, "96.0%")],
        unit="%",
        target=Mark(90, "target 90%"),
        limits=signal(VALUES, "higher"),
    )


def every_chart() -> list[Chart]:
    """One of each, with hostile names."""
    return [
        trend(HOSTILE, PERIODS, [Line(HOSTILE, VALUES), Line("b", VALUES)], target=Mark(90, HOSTILE)),
        dots(HOSTILE, [Team(HOSTILE, [Dot(20, True)], 20.0)], axis=HOSTILE, ceiling=Mark(16, HOSTILE)),
    ]


def test_a_trend_labels_its_end_its_target_and_its_mean() -> None:
    assert {"96.0%", "target 90%", "mean", "M13", "M1"} <= set(texts(a_trend()))


def test_several_lines_are_labelled_by_name_and_value() -> None:
    drawn = trend("t", PERIODS, [Line("At home", VALUES, "95.2%"), Line("In care", VALUES, "80.6%")])
    assert {"95.2% At home", "80.6% In care"} <= set(texts(drawn))


def test_the_special_cause_point_is_a_diamond_and_the_others_are_not() -> None:
    """Of these points only the last is outside the limits. A circle is drawn with arcs, a diamond with none."""
    marks = re.findall(r'<path transform="[^"]*" d="([^"]*)" fill="#1d5b8c"', a_trend().svg)
    assert [("A" in mark) for mark in marks].count(False) == 1
    assert len(marks) == len(VALUES)


@pytest.mark.parametrize("values", [[], [nan] * 13, [5.0] * 13, [nan, 3.0, nan]])
def test_a_trend_of_nothing_or_of_one_value_is_drawn(values: list[float]) -> None:
    assert trend("t", PERIODS[: len(values)], [Line("a", values, "5")]).svg.startswith("<svg")


def test_a_chart_without_rows_is_drawn() -> None:
    assert dots("t", [], axis="a").svg.startswith("<svg")


def test_a_worker_over_the_ceiling_differs_in_shape() -> None:
    drawn = dots("t", [Team("A", [Dot(10, False), Dot(20, True)], 15.0)], axis="cases per FTE")
    assert f'fill="{palette.OFF}"' in drawn.svg
    assert "A" in re.search(r'd="([^"]*)" fill="white"', drawn.svg)[1]  # type: ignore[index]
    assert "A" not in re.search(rf'd="([^"]*)" fill="{palette.OFF}"', drawn.svg)[1]  # type: ignore[index]


def test_a_name_too_wide_for_its_margin_ends_in_an_ellipsis() -> None:
    wide = "W" * 30
    drawn = dots("t", [Team(wide, [Dot(10, False)], 10.0)], axis="a")
    (shown,) = [text for text in texts(drawn) if text.startswith("WWWW")]
    assert shown.endswith("…")


@pytest.mark.parametrize(("value", "before"), [(16, True), (2, False)])
def test_the_ceilings_label_stands_on_the_side_where_there_is_room(value: float, before: bool) -> None:
    """On an axis that ends at 16.5 a ceiling of 16 has no room behind it; on one that ends at 10.3, one of 2 has."""
    drawn = dots("t", [Team("A", [Dot(10, False)], 10.0)], axis="a", ceiling=Mark(value, "social workers' ceiling"))
    (label,) = re.findall(r"<text([^>]*)>social workers", drawn.svg)
    assert ('text-anchor="end"' in label) is before


@pytest.mark.parametrize("chart", every_chart(), ids=["trend", "dots"])
def test_hostile_names_are_text_and_every_chart_is_flat_and_has_a_title(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.svg)  # it is well-formed
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert not tags & {"script", "filter", "foreignObject", "linearGradient", "image", "style"}
    assert not re.search(r"\b(href|id|url)\b\s*[=(]", chart.svg.replace("xmlns:xlink", ""))
    assert root[0].tag.endswith("title")
    assert "alert" in (root[0].text or "")
    assert any(text.startswith("<script>") for text in texts(chart))


def test_every_specification_is_one_of_vega_lites_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    written, specified = [], drawing.specified
    monkeypatch.setattr(drawing, "specified", lambda *given: written.append(specified(*given)) or written[-1])
    every_chart(), a_trend()
    assert len(written) == 3
    for specification in written:
        altair.LayerChart.from_dict(specification)  # which validates it


def test_a_specification_that_the_schema_does_not_know_is_refused() -> None:
    """The test above would else prove nothing."""
    wrong = drawing.specified([drawing.layer([{}], {"type": "pont"})], drawing.Frame(10, 1, 1, 1))
    with pytest.raises(ValidationError, match="pont"):
        altair.LayerChart.from_dict(wrong)


def test_the_same_chart_is_the_same_bytes_in_another_process() -> None:
    code = "from tests.test_charts import a_trend; print(a_trend().svg, end='')"
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert runs == {a_trend().svg}


def test_a_sparkline_has_its_title_its_last_point_and_its_target() -> None:
    drawn = sparkline([1, nan, 3, 2], 2.5, 'Say "<b>"')
    root = ElementTree.fromstring(drawn)
    assert root[0].text == 'Say "<b>"'
    assert len(root.findall("{*}circle")) == 1
    assert "stroke-dasharray" in drawn
    assert drawn.count("M") == 3  # the target, the lone first point, the rest


def test_a_sparkline_of_nothing_is_empty_and_one_that_ends_without_a_value_has_no_last_point() -> None:
    assert "circle" not in sparkline([])
    assert "circle" not in sparkline([1, 2, nan])


def test_labels_that_want_the_same_place_are_pushed_apart() -> None:
    assert spread([50, 50, 90], 13, 150) == [50, 63, 90]
    assert spread([150, 149], 13, 150) == [150, 137]
