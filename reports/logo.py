"""An authority's logo: a small SVG or PNG, checked and made into an address that needs no fetching.

The process that renders fetches nothing from outside, and neither may a picture: an SVG holds flat shapes only, as
the PDF's viewers drop or change the rest (filters, gradients), and no text, for whose font nobody vouches.
"""

import base64
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from pydantic import BaseModel, ConfigDict

LARGEST_KB = 100
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {
    "svg", "g", "defs", "symbol", "use", "title", "desc", "style", "clipPath",
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
}  # fmt: skip
_ELSEWHERE = re.compile(r"@import|url\((?!#)", re.IGNORECASE)  # in CSS without its spaces and quotes
_NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(?:px|pt|mm|cm|in)?\s*")
_MOST_PIXELS = 4000  # on a side


class Logo(BaseModel):
    """A picture as a `data:` address, and how wide it is for its height."""

    model_config = ConfigDict(frozen=True)

    address: str
    ratio: float


def read(file: Path) -> Logo:
    """Read a logo. Raises ValueError, which says what is wrong with it, for what may not stand in a report."""
    if not file.is_file():
        raise ValueError(f"there is no file {file.name} beside the settings")
    content = file.read_bytes()
    if len(content) > LARGEST_KB * 1000:
        raise ValueError(f"{file.name} has {len(content) / 1000:,.0f} kB; a logo may have {LARGEST_KB}")
    if file.suffix.lower() == ".svg":
        kind, ratio = "image/svg+xml", _ratio_of_svg(content)
    elif file.suffix.lower() == ".png":
        kind, ratio = "image/png", _ratio_of_png(content)
    else:
        raise ValueError(f"{file.name} is neither an SVG nor a PNG")
    if not 0.2 <= ratio <= 6:
        raise ValueError(f"{file.name} is {ratio:.2g} times as wide as high; from 0.2 to 6 has a place on the page")
    return Logo(address=f"data:{kind};base64,{base64.b64encode(content).decode()}", ratio=ratio)


def _ratio_of_svg(content: bytes) -> float:
    if b"<!ENTITY" in content:
        raise ValueError("an SVG logo may declare no entities")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - an administrator's file; expat itself bounds its entities
    except ElementTree.ParseError as error:
        raise ValueError(f"the SVG is not well-formed XML: {error}") from None
    if root.tag != f"{_SVG}svg":
        raise ValueError("the file is no SVG: its first element is not svg")
    for element in root.iter():
        _refuse_what_acts(element)
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    width, height = map(_length, box[2:] if len(box) == 4 else (root.get("width", ""), root.get("height", "")))
    if not (width > 0 and height > 0):
        raise ValueError("the SVG says no size: it needs a viewBox")
    return width / height


def _refuse_what_acts(element: ElementTree.Element) -> None:
    name = element.tag.removeprefix(_SVG)
    if name not in _SHAPES:
        hint = "; convert text to outlines" if name in {"text", "tspan"} else "; save it as plain SVG with flat shapes"
        raise ValueError(f"an SVG logo may not hold <{name.rpartition('}')[2]}>{hint}")
    for attribute, value in element.attrib.items():
        key = attribute.rpartition("}")[2].lower()
        if key.startswith("on"):
            raise ValueError(f"an SVG logo may hold no script: {key}")
        if (key == "href" and not value.strip().startswith("#")) or _leads_elsewhere(value):
            raise ValueError(f"an SVG logo may refer to nothing outside itself: {key} of <{name}>")
    if name == "style" and _leads_elsewhere("".join(element.itertext())):
        raise ValueError("an SVG logo may refer to nothing outside itself: <style>")


def _leads_elsewhere(css: str) -> bool:
    return _ELSEWHERE.search(re.sub(r"[\s'\"]", "", css)) is not None


def _length(text: str) -> float:
    found = _NUMBER.fullmatch(text)
    return float(found[1]) if found else 0.0


def _ratio_of_png(content: bytes) -> float:
    from PIL import Image  # noqa: PLC0415 - only a logo that is a PNG needs it

    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as image:
            width, height = image.size
            if max(width, height) > _MOST_PIXELS:
                raise ValueError(f"the PNG is {width} x {height} pixels; a side may have {_MOST_PIXELS:,}")
            image.load()
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError("the file cannot be read as a PNG") from None
    return float(width / height)
