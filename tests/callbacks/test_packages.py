"""Packages describe themselves, and hold what the tables hold."""

import csv
import io
import json
import zipfile

import pandas as pd
import pytest

from data.schema import COLUMNS, KEY

PACKAGE = "/api/v1/package"
NAMED = ["refugees", "darien_transits", "idp_stock", "migrant_stock_change", "net_migration_rate"]


def opened(client, query):
    answer = client.get(f"{PACKAGE}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def described(archive):
    return json.loads(archive.read("datapackage.json"))


def of_csv(archive, resource):
    """Read a table as its description says."""
    text = archive.read(resource["path"]).decode(resource["encoding"])
    rows = list(csv.DictReader(io.StringIO(text)))
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(rows[0]) == list(fields)
    for row in rows:
        for name, field in fields.items():
            rules = field.get("constraints", {})
            assert row[name] or not rules.get("required"), (name, row)
            assert row[name] in rules.get("enum", [row[name]])
            if field["type"] == "number" and row[name]:
                float(row[name])
    keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)
    return rows


@pytest.mark.parametrize("name", NAMED)
def test_csv_and_parquet_hold_the_same_rows_as_the_tables(client, store, name):
    table = store.observations(name)
    csvs = opened(client, f"indicator={name}&format=csv&lang=en")
    (resource,) = described(csvs)["resources"]
    rows = of_csv(csvs, resource)
    assert len(rows) == len(table)
    values = [float(row["obs_value"]) if row["obs_value"] else None for row in rows]
    expected = [None if value != value else value for value in table["obs_value"]]
    assert values == expected
    for column in (*KEY, "obs_status", "flags", "definition"):
        assert [row[column] for row in rows] == table[column].astype(str).tolist()
    parquet = opened(client, f"indicator={name}&format=parquet")
    content = parquet.read(f"data/{name}.parquet")
    assert list(pd.read_parquet(io.BytesIO(content)).columns) == list(COLUMNS)
    assert content == (store.shelf.root / "observations" / f"{name}.parquet").read_bytes()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_description_has_what_a_data_package_must_have(client, store, lang):
    package = described(opened(client, f"indicator=displaced_per_1000&format=csv&lang={lang}"))
    assert package["profile"] == "tabular-data-package"
    assert package["name"] == "panorama-sur-displaced-per-1000"
    assert package["title"] == store.words.say("indicator.displaced_per_1000.name", lang)
    assert {source["id"] for source in package["sources"]} == {"unhcr", "wpp_2024"}
    assert all(source["citation"] and source["path"] for source in package["sources"])
    assert all(licence["path"].startswith("http") for licence in package["licenses"])
    assert package["version"] == store.data_version
    counted = package["definitions"]["unhcr_displaced"]["counted"]
    assert counted == store.words.say("definition.unhcr_displaced.counted", lang)


def test_a_description_of_a_source_without_address_has_none(client):
    package = described(opened(client, "indicator=residence_abroad_5y&format=csv&lang=en"))
    (source,) = (each for each in package["sources"] if each["id"] == "bol_census_2024")
    assert "path" not in source
    assert {(each.get("name"), each.get("path")) for each in package["licenses"]} == {
        ("other-at", None)
    }


def test_everything_is_one_package_of_every_table(client, store):
    archive = opened(client, "format=parquet")
    package = described(archive)
    paths = {resource["path"] for resource in package["resources"]}
    tables = [*store.catalogue.indicators, "incidents"]
    assert paths == {f"data/{name}.parquet" for name in tables}
    assert {*paths, "datapackage.json", "LICENSES.md"} == set(archive.namelist())
    assert {source["id"] for source in package["sources"]} == set(store.catalogue.sources)
    assert archive.testzip() is None


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(
    ("names", "title"),
    [
        ("indicator=gii", "indicator.gii.name"),
        ("", "package.all"),
        ("indicator=gii,gdi,hdi,ihdi", "package.several"),
    ],
)
def test_a_package_is_named_by_its_tables(client, store, lang, names, title):
    package = described(opened(client, f"{names}&format=parquet&lang={lang}".lstrip("&")))
    assert package["title"] == store.words.say(title, lang, count=4)
    assert not package["title"].endswith(":")
    two = described(opened(client, f"indicator=gii,gdi&format=csv&lang={lang}"))
    assert two["title"] == "; ".join(
        store.words.say(f"indicator.{name}.name", lang) for name in ("gii", "gdi")
    )


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_description_explains_columns_statuses_and_flags_in_its_language(client, store, lang):
    archive = opened(client, f"indicator=asylum_applications&format=csv&lang={lang}")
    (resource,) = described(archive)["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    for name, field in fields.items():
        assert field["description"] == store.words.say(f"column.{name}", lang)
    assert fields["obs_status"]["codes"]["M"] == store.words.say("status.m", lang)
    assert fields["obs_status"]["constraints"]["enum"] == sorted(store.catalogue.priority)
    assert fields["sex"]["codes"]["F"] == store.words.say("sex.f", lang)
    told = {flag for row in of_csv(archive, resource) for flag in row["flags"].split()}
    assert "counted_in_cases" in told
    for flag in told:
        assert fields["flags"]["codes"][flag] == store.words.say(f"flag.{flag}", lang)


@pytest.mark.parametrize("query", ["", "indicator=migrant_deaths"])
def test_incidents_go_with_the_deaths_that_they_add_up_to(client, store, query):
    parquet = opened(client, f"{query}&format=parquet".lstrip("&"))
    content = parquet.read("data/incidents.parquet")
    assert content == (store.shelf.root / "incidents.parquet").read_bytes()
    assert "data/incidents.parquet" not in opened(client, "indicator=gii").namelist()


def test_incidents_as_csv_hold_what_the_table_holds(client, store):
    archive = opened(client, "indicator=migrant_deaths&format=csv&lang=en")
    resource = described(archive)["resources"][-1]
    assert resource["name"] == "incidents"
    rows = of_csv(archive, resource)
    table = store.incidents()
    assert [int(row["incident"]) for row in rows] == table["incident"].tolist()
    assert [float(row["lat"]) for row in rows] == table["lat"].tolist()
    assert [row["location"] for row in rows] == table["location"].tolist()


def test_the_same_tables_make_the_same_package(client):
    query = f"{PACKAGE}?indicator=gii&format=csv&lang=es"
    assert client.get(query).content == client.get(query).content


@pytest.mark.parametrize(
    ("query", "name", "allowed"),
    [
        ("indicator=nothing", "indicator", "refugees"),
        ("indicator=gii&format=xls", "format", "parquet"),
        ("indicator=gii&colour=red", "colour", "format"),
        ("lang=qu", "lang", "es"),
    ],
)
def test_what_cannot_be_packed_is_refused_with_what_can(client, query, name, allowed):
    answer = client.get(f"{PACKAGE}?{query}")
    assert answer.status_code == 422
    (fault,) = answer.json()["detail"]
    assert fault["loc"] == ["query", name]
    assert allowed in fault["allowed"]


def test_a_package_is_fenced_and_its_head_has_no_body(client):
    for answer in (client.get(f"{PACKAGE}?indicator=gii"), client.head(f"{PACKAGE}?format=csv")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith('attachment; filename="panorama')
    assert answer.content == b""
