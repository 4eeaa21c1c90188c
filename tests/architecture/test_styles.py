"""What a country page looks like is no rule for any other page."""

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "assets"
HOME = ("country", "countries")


def text_of(*names: str) -> str:
    files = [file for name in names for file in sorted(ASSETS.glob(name))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def selectors(style: str) -> list[str]:
    """List the selectors of a style sheet, those in its media rules as well."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    heads = [head.strip() for head in re.findall(r"([^{}]+)\{", plain)]
    return [each for head in heads if not head.startswith("@") for each in split(head)]


def split(head: str) -> list[str]:
    """Part a list of selectors at its commas, but for those in brackets."""
    return [each.strip() for each in re.split(r",(?![^(]*\))", head)]


def leaks(style: str, elsewhere: str) -> list[str]:
    """List the selectors that no class keeps to country pages."""
    known = set(re.findall(r"[\w-]+", elsewhere))
    found = []
    for selector in selectors(style):
        classes = re.findall(r"\.([a-z][\w-]*)", selector)
        if classes and not set(classes) & set(HOME) and set(classes) <= known:
            found.append(selector)
    return found


OTHERS = ("flows", "panorama", "places", "route")
ELSEWHERE = text_of("s*.css", "app/*.js", *(f"app/{room}/*.js" for room in OTHERS))


def test_rules_of_country_pages_touch_no_other_page():
    assert leaks(text_of("country.css"), ELSEWHERE) == []


@pytest.mark.parametrize(
    "rule", [".differs { display: block; }", "@media print { .bars li { gap: 0 } }"]
)
def test_a_rule_that_leaks_is_found(rule):
    assert len(leaks(rule, 'class: "differs" .bars')) == 1
