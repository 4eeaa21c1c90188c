"""Files that are taken home stand alone: title, filters, source, edition, date, boundary note."""

import csv
import struct
from pathlib import Path
from xml.etree import ElementTree

CARRIED = (
    "Venezuela",
    "2025",
    "2026-06",
    "ACNUR",
    "no implican aprobación",
    "counterpart_area=VEN",
)


def taken(page, kind, folder):
    page.locator("#download-menu summary").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-file={kind}]").click()
    file = Path(folder) / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_the_table_is_taken_home_with_what_it_means(watched, tmp_path):
    text = taken(watched.open("/"), "csv", tmp_path).read_text(encoding="utf-8-sig")
    assert all(word in text for word in CARRIED)
    rows = list(
        csv.DictReader(line for line in text.splitlines() if not line.startswith(("#", '"#')))
    )
    assert {row["ref_area"]: row["obs_value"] for row in rows}["COL"] == "2828195"
    assert len(rows) == 9


def test_the_picture_as_svg_says_what_it_shows(watched, tmp_path):
    root = ElementTree.fromstring(
        taken(watched.open("/"), "svg", tmp_path).read_text(encoding="utf-8")
    )
    words = " ".join(root.itertext())
    assert all(word in words for word in CARRIED)
    assert "2,83\u00a0M" in words


def test_the_picture_as_png_is_wide_enough_to_print(watched, tmp_path):
    head = taken(watched.open("/?show=tiles"), "png", tmp_path).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", head[16:20])[0] >= 2400
