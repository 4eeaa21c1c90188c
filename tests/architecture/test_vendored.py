"""What others wrote and we serve is what it says it is."""

import hashlib
import re
from pathlib import Path

import plotly
import pytest

VENDOR = Path(__file__).parents[2] / "assets" / "vendor"
SUMS = [
    (file.parent / name, checksum)
    for file in sorted(VENDOR.glob("*/SHA256SUMS"))
    for checksum, name in (line.split(maxsplit=1) for line in file.read_text().splitlines())
]


def test_everything_vendored_has_a_checksum_and_a_licence():
    for folder in VENDOR.iterdir():
        named = {file for file, _ in SUMS if file.parent == folder}
        served = {
            f for f in folder.iterdir() if f.suffix in (".js", ".css") and f.name != "open.js"
        }
        assert served - {folder / "entry.js"} == named
        assert (folder / "LICENSE").exists()


@pytest.mark.parametrize(("file", "checksum"), SUMS, ids=lambda each: getattr(each, "name", ""))
def test_a_vendored_file_has_its_checksum(file, checksum):
    assert hashlib.sha256(file.read_bytes()).hexdigest() == checksum


def test_the_plotly_bundle_is_the_version_that_figures_are_written_for():
    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    wanted = re.search(r"plotly\.js v([\d.]+)", package.read_text(encoding="utf-8")[:400])
    bundle = (VENDOR / "plotly" / "plotly-panorama.min.js").read_text(encoding="utf-8")
    assert wanted is not None
    assert bundle.startswith(f"/* plotly.js v{wanted.group(1)} ")


def test_the_plotly_bundle_builds_no_code_from_text():
    bundle = (VENDOR / "plotly" / "plotly-panorama.min.js").read_text(encoding="utf-8")
    assert not re.search(r"\beval\(", bundle)
