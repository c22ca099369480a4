"""A logo: an SVG or PNG that needs nothing from elsewhere is taken, anything else is one line that says why."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reports.errors import SettingsError
from reports.settings import Authority, load

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 10">{}</svg>'
MARK = SVG.format('<title>Mark</title><path d="M0 0h30v10z" fill="#1d5b8c"/>')


def png(width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "#1d5b8c").save(made, "PNG")
    return made.getvalue()


def authority(folder: Path, content: bytes | str, file: str = "logo.svg") -> Authority:
    (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "authority.yaml").write_text(f"logo: {file}")
    return load(folder).authority


def test_an_svg_becomes_an_address_that_holds_it(tmp_path: Path) -> None:
    logo = authority(tmp_path, MARK).logo
    assert logo is not None
    kind, _, content = logo.address.partition(";base64,")
    assert (kind, base64.b64decode(content).decode()) == ("data:image/svg+xml", MARK)
    assert logo.ratio == 3


@pytest.mark.parametrize(
    ("size", "ratio"),
    [('width="40" height="20"', 2), ('width="4cm" height="1.6cm"', 2.5), ('viewBox="-5,-5 8 4" width="100%"', 2)],
)
def test_its_shape_is_that_of_its_view_box_else_of_its_size(tmp_path: Path, size: str, ratio: float) -> None:
    logo = authority(tmp_path, SVG.replace('viewBox="0 0 30 10"', size)).logo
    assert logo is not None
    assert logo.ratio == ratio


def test_a_png_is_taken_too(tmp_path: Path) -> None:
    logo = authority(tmp_path, png(60, 30), "mark.PNG").logo
    assert logo is not None
    assert logo.address.startswith("data:image/png;base64,")
    assert logo.ratio == 2


def test_what_an_svg_refers_to_may_be_its_own(tmp_path: Path) -> None:
    own = '<defs><clipPath id="a"><path d="M0 0h9v9z"/></clipPath></defs><style>.a { clip-path: url( "#a" ) }</style>'
    assert authority(tmp_path, SVG.format(own + '<use xlink:href="#a" clip-path="url(#a)"/>')).logo is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG.format("<script>alert(1)</script>"), "may not hold <script>"),
        (SVG.format('<path onload="alert(1)" d="M0 0"/>'), "no script: onload"),
        (SVG.format('<image href="http://elsewhere.example/a.png"/>'), "may not hold <image>"),
        (SVG.format('<use href="http://elsewhere.example/a.svg#b"/>'), "nothing outside itself: href of <use>"),
        (SVG.format('<use xlink:href="other.svg#b"/>'), "nothing outside itself"),
        (SVG.format("<path style=\"fill: url( '//x.example' )\"/>"), "nothing outside itself: style of <path>"),
        (SVG.format("<style>@import 'a.css';</style>"), "nothing outside itself: <style>"),
        (SVG.format("<text>Westmere</text>"), "convert text to outlines"),
        (SVG.format('<linearGradient id="a"/>'), "flat shapes"),
        (SVG.format("<foreignObject/>"), "may not hold <foreignObject>"),
        (SVG.format("<path>"), "not well-formed XML"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + MARK, "no entities"),
        ("<html/>", "first element is not svg"),
        (SVG.replace('viewBox="0 0 30 10"', ""), "needs a viewBox"),
        (SVG.replace("0 0 30 10", "0 0 300 10"), "30 times as wide as high"),
        (MARK + " " * 100_000, "a logo may have 100"),
        (b"", "not well-formed XML"),
    ],
)
def test_any_other_svg_is_one_line_that_says_why(tmp_path: Path, content: bytes | str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        authority(tmp_path, content)
    assert str(error.value).startswith(f"{tmp_path / 'authority.yaml'}: logo: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n", "cannot be read as a PNG"),
        ("a.png", png(60, 30)[:-30], "cannot be read as a PNG"),
        ("a.png", MARK.encode(), "cannot be read as a PNG"),
        ("a.png", png(4001, 1000), "4001 x 1000 pixels"),
        ("a.jpeg", b"\xff\xd8", "neither an SVG nor a PNG"),
    ],
)
def test_any_other_file_too(tmp_path: Path, file: str, content: bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        authority(tmp_path, content, file)


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing.svg", "no file missing.svg"), ("../logo.svg", "lies beside"), ("/etc/passwd", "lies beside")],
)
def test_the_file_lies_beside_the_settings(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "authority.yaml").write_text(f"logo: {name}")
    with pytest.raises(SettingsError, match=said):
        load(tmp_path)


def test_the_hash_of_the_settings_changes_with_what_the_logo_shows(tmp_path: Path) -> None:
    authority(tmp_path, MARK)
    before = load(tmp_path).hash
    assert load(tmp_path).hash == before
    authority(tmp_path, MARK.replace("#1d5b8c", "#00695c"))
    assert load(tmp_path).hash != before
