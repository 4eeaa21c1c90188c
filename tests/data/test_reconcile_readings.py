"""Which second readings are asked for, and what is left when a theme is dropped."""

from data.reconcile import pieces, readings


def catalogue(folder, order):
    (folder / "indicators").mkdir()
    (folder / "themes.toml").write_text(f"order = {order}", "utf-8")
    (folder / "indicators" / "development.toml").write_text("[hdi]\n[gini]\n", "utf-8")
    (folder / "indicators" / "routes.toml").write_text("[darien_transits]\n", "utf-8")
    return folder


def test_a_theme_that_is_not_offered_is_not_asked_for(tmp_path):
    assert readings.offered(catalogue(tmp_path, '["development"]')) == {"hdi", "gini"}


def test_only_the_files_of_what_is_offered_are_needed():
    files = readings.needed({"darien_transits"})
    assert "panama_darien/2025-04/irreg_darien_nat.rda" in files
    assert not any("undp" in file for file in files)
    assert readings.needed(set()) == ()


def test_every_reading_names_its_rows_and_prints_sums_of_its_own():
    assert set(readings.PRINTED) <= {*readings.READINGS, *pieces.CELLS}
    assert pieces.CELLS.keys() == pieces.PIECES.keys() == pieces.FILES.keys()
