"""The code list of areas: complete, without contradictions, and named as the United Nations do."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pyreadr
import pytest

from data.codes import ALIASES, AREAS, IGNORED, LANGUAGES, BrokenCodes, Codes

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
UN_NAMES = {
    ("ARG", "fr"): "Argentine",
    ("BOL", "es"): "Bolivia (Estado Plurinacional de)",
    ("BOL", "en"): "Bolivia (Plurinational State of)",
    ("BOL", "fr"): "Bolivie (État plurinational de)",
    ("VEN", "es"): "Venezuela (República Bolivariana de)",
    ("VEN", "en"): "Venezuela (Bolivarian Republic of)",
    ("FLK", "es"): "Islas Malvinas (Falkland Islands)",
    ("FLK", "en"): "Falkland Islands (Malvinas)",
    ("TZA", "es"): "República Unida de Tanzanía",
    ("IRN", "es"): "Irán (República Islámica del)",
    ("USA", "es"): "Estados Unidos de América",
    ("SUR", "es"): "Suriname",
    ("TUR", "en"): "Türkiye",
    ("HKG", "en"): "China, Hong Kong SAR",
    ("COD", "fr"): "République démocratique du Congo",
    ("KNA", "en"): "Saint Kitts and Nevis",
}


@pytest.fixture(scope="module")
def codes() -> Codes:
    return Codes.read()


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A copy of the committed lists that a test may break."""
    for name in ("areas.csv", "admin1.csv", "aliases.csv", "ignored.csv", "groups.toml"):
        content = (ROOT / "data" / "codes" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def change(file: Path, row: int, column: int, value: str) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[row][column] = value
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)


def add(file: Path, *rows: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")


def test_the_nine_stand_in_their_order(codes):
    assert codes.focus == ("ARG", "BOL", "COL", "ECU", "PRY", "PER", "GUY", "CHL", "URY")
    assert {area.id for area in codes.areas.values() if area.focus} == set(codes.focus)
    assert {codes.areas[code].region for code in codes.focus} == {"005"}


@pytest.mark.parametrize(("place", "name"), UN_NAMES.items(), ids=lambda value: str(value))
def test_names_are_those_of_the_united_nations(codes, place, name):
    assert codes.name(*place) == name


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["names", "shorts"])
def test_no_two_areas_share_a_name(codes, kind, lang):
    whole = [area for area in codes.areas.values() if area.level != "unit"]
    names = [getattr(area, kind)[lang] for area in whole]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_short_name_is_never_longer_than_the_name(codes, lang):
    longer = [a.id for a in codes.areas.values() if len(a.shorts[lang]) > len(a.names[lang])]
    assert longer == []


def test_special_codes_are_no_countries(codes):
    assert [area.id for area in codes.areas.values() if area.level == "special"] == [
        "_U",
        "_X",
        "_Z",
    ]
    assert [area.id for area in codes.areas.values() if area.level == "world"] == ["W"]
    assert {area.parent for area in codes.areas.values() if area.level == "country"} == {"W"}


def test_every_area_of_the_committed_tables_is_listed(codes):
    used = set()
    for table in sorted((ROOT / "data" / "tables" / "observations").glob("*.parquet")):
        columns = pq.read_table(table, columns=["ref_area", "counterpart_area"])
        used |= {code for column in columns.columns for code in column.unique().to_pylist()}
    assert sorted(used - codes.areas.keys()) == []


def test_every_committed_boundary_is_listed(codes):
    content = (ROOT / "data" / "geo" / "south_america.geojson").read_text(encoding="utf-8")
    drawn = {feature["id"] for feature in json.loads(content)["features"]}
    assert sorted(drawn - codes.areas.keys()) == []


def raw_codes() -> dict[str, set[str]]:
    """By source, every code of the raw files, where they lie beside the project."""
    raw, found = SHARED / "raw", {}
    for source, path in (
        ("undesa_2024", "undesa_migrant_stock/2024/undesa_stocks.rda"),
        ("undesa_2020", "undesa_migrant_stock/2020/undesa_stocks_2020.rda"),
    ):
        if (raw / path).exists():
            (table,) = pyreadr.read_r(raw / path).values()
            found[source] = {*table["geo"], *table["from"]}
    if (unhcr := raw / "unhcr_refugee_statistics/2026-06/population.rda").exists():
        (table,) = pyreadr.read_r(unhcr).values()
        found["unhcr"] = {*table["coo_iso"], *table["coa_iso"]}
    if (wpp := raw / "un_wpp/2024/male_population_with_projections.csv").exists():
        with wpp.open(encoding="utf-8") as lines:
            found["wpp_2024"] = {row["geo"].upper() for row in csv.DictReader(lines)}
    if (world := SHARED / "geo" / "un_world_50m.topojson").exists():
        shapes = json.loads(world.read_text(encoding="utf-8"))["objects"]["countries"]
        found["boundaries"] = {shape["id"] for shape in shapes["geometries"]}
    return found


def test_every_code_of_the_raw_files_is_listed_aliased_or_ignored(codes):
    unresolved = {
        source: sorted(
            used
            - codes.areas.keys()
            - codes.aliases.get(source, {}).keys()
            - codes.ignored.get(source, {}).keys()
        )
        for source, used in raw_codes().items()
    }
    assert unresolved == dict.fromkeys(unresolved, [])


def test_m49_and_region_are_those_of_the_population_division(codes):
    file = SHARED / "raw" / "un_wpp/2024/UNlocations.txt"
    if file.exists():
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [
                row for row in csv.DictReader(lines, delimiter="\t") if row["location_type"] == "4"
            ]
        listed = {area.m49: area for area in codes.areas.values()}
        strange = [row["name"] for row in rows if row["country_code"].zfill(3) not in listed]
        assert strange == ["Kosovo (under UNSC res. 1244)"]
        regions: dict[str, set[str]] = {}
        for row in rows:
            if area := listed.get(row["country_code"].zfill(3)):
                regions.setdefault(row["reg_code"], set()).add(area.region)
        assert [code for code, numbers in regions.items() if len(numbers) != 1] == []
        assert len(set.union(*regions.values())) == len(regions)
        assert regions["931"] == {"005"}


@pytest.mark.parametrize(
    ("file", "column", "value", "said"),
    [
        ("areas.csv", 0, "_U", "id _U stands more than once"),
        ("areas.csv", 1, "32", "m49 '32', must be three digits"),
        ("areas.csv", 1, "076", "m49 076 stands more than once"),
        ("areas.csv", 2, "continent", "level 'continent', must be one of"),
        ("areas.csv", 3, "EARTH", "parent 'EARTH', which is no id"),
        ("areas.csv", 5, "yes", "focus 'yes', must be true for the nine"),
        ("areas.csv", AREAS.index("name_pt"), "", "has no name_pt"),
        ("aliases.csv", ALIASES.index("area"), "XXX", "leads to 'XXX', no id"),
        ("aliases.csv", ALIASES.index("reason"), "", "has no reason"),
        ("aliases.csv", ALIASES.index("code"), "PER", "PER is an id of areas.csv"),
        ("ignored.csv", IGNORED.index("reason"), "", "has no reason"),
        ("ignored.csv", IGNORED.index("code"), "CHL", "CHL is an id of areas.csv"),
    ],
)
def test_a_broken_row_stops_the_reading(lists, file, column, value, said):
    change(lists / file, 1, column, value)
    with pytest.raises(BrokenCodes, match=said.replace("(", r"\(")):
        Codes.read(lists)


def test_every_fault_is_named_at_once(lists):
    change(lists / "areas.csv", 5, AREAS.index("name_es"), "")
    change(lists / "ignored.csv", 1, IGNORED.index("reason"), "")
    with pytest.raises(BrokenCodes, match=r"has no name_es; .* has no reason"):
        Codes.read(lists)


def test_a_code_is_aliased_or_ignored_but_not_both(lists):
    add(lists / "aliases.csv", "producer,QQQ,PER,it says so")
    add(lists / "ignored.csv", "producer,QQQ,nobody knows")
    with pytest.raises(BrokenCodes, match="producer QQQ stands more than once"):
        Codes.read(lists)


def test_a_list_without_a_focus_country_is_refused(lists):
    file = lists / "areas.csv"
    kept = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("GUY,")]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(BrokenCodes, match="areas.csv lacks GUY"):
        Codes.read(lists)


def test_unknown_columns_are_refused(lists):
    change(lists / "areas.csv", 0, 1, "iso")
    with pytest.raises(BrokenCodes, match="columns are id, iso, level"):
        Codes.read(lists)


def test_a_line_of_another_length_is_refused(lists):
    add(lists / "ignored.csv", "unhcr,QQQ")
    with pytest.raises(BrokenCodes, match=r"line \d+ must have 3 columns"):
        Codes.read(lists)


def test_a_missing_list_is_said(tmp_path):
    with pytest.raises(BrokenCodes, match=r"areas\.csv: cannot be read"):
        Codes.read(tmp_path)


def test_every_country_is_in_one_group_of_the_world():
    codes = Codes.read()
    members = [area for name in codes.regions for area in codes.groups[name]]
    countries = {area.id for area in codes.areas.values() if area.level == "country"}
    assert sorted(members) == sorted(countries - {"ATA"})


def test_a_fold_leaves_nobody_out_and_nobody_twice():
    codes = Codes.read()
    for fold in codes.folds:
        whole = [*fold.named, *codes.groups[fold.rest]]
        assert sorted(whole) == sorted(codes.groups[fold.whole])


def test_nobody_from_the_americas_is_extra_continental():
    codes = Codes.read()
    americas = {"005", "013", "021", "029"}
    outside = codes.groups["G_EXTRA_CONTINENTAL"]
    assert {codes.areas[area].region for area in outside} & americas == set()
    assert {"HTI", "MEX", "USA", "BRA"} & set(outside) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[G_NEW]\nregions = ["005"]\n', "G_NEW is in groups.toml or areas.csv, not in both"),
        ('[G_NINE]\nregions = ["999"]\n', "G_NINE has no members"),
        ("[G_NINE\n", "cannot be read"),
        (
            '[G_EUROPE]\nregions = ["151"]\n'
            '[G_EUROPE_REST]\nrest_of = "G_EUROPE"\nnamed = ["PER"]\n',
            "G_EUROPE_REST names PER, which is not in it",
        ),
    ],
)
def test_a_broken_group_is_named(lists, text, said):
    (lists / "groups.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenCodes, match=said):
        Codes.read(lists)
