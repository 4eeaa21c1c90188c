"""How answers travel: fenced, kept, compressed; what does not exist is not found."""

import gzip
import re

import brotli
import pytest

FIRST = ("/", "/docs", "/healthz", "/nothing", "/api/v1/nothing", "/_dash-layout")


@pytest.mark.parametrize("path", FIRST)
def test_every_answer_is_fenced(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == "'self'"
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/api/v1/nothing",
        "/assets/nothing.js",
        "/geo/nothing",
        "/redoc",
        "/panorama",
        "/_dash-undo",
        "/_dash-component-suites/nothing.js",
        "/_reload-hash",
        "/assets/../app.py",
        "//etc/passwd",
    ],
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_person_is_told_in_their_language_that_there_is_no_page(client):
    told = client.get("/nada", headers={"accept-language": "en-GY,en;q=0.9"})
    assert 'lang="en"' in told.text
    assert "There is no page here" in told.text
    assert "&lt;b&gt;" in client.get("/<b>").text


def addresses(client):
    page = client.get("/").text
    return [each.replace("&amp;", "&") for each in re.findall(r'(?:src|href)="(/[^"]+)"', page)]


def test_what_the_first_view_names_is_kept_for_ever(client):
    found = [each for each in addresses(client) if each != "/docs"]
    assert len(found) > 10
    for each in found:
        told = client.get(each)
        assert told.status_code == 200, each
        assert "immutable" in told.headers["cache-control"], each


def test_one_plotly_is_sent_and_it_is_ours(client):
    assert len([each for each in addresses(client) if "plotly" in each]) == 1


def test_a_second_visit_is_answered_with_not_changed(client):
    first = client.get("/_dash-layout")
    again = client.get("/_dash-layout", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    # What the browser has came with these; a fresh answer always does.
    assert "content-security-policy" in first.headers
    assert "content-security-policy" not in again.headers
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "encoding", "open_it"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_browser_gets_the_best_encoding_that_it_takes(client, accepted, encoding, open_it):
    address = next(each for each in addresses(client) if "plotly-panorama" in each)
    plain = client.get(address, headers={"accept-encoding": "identity"}).content
    with client.stream("GET", address, headers={"accept-encoding": accepted}) as told:
        raw = b"".join(told.iter_raw())
    assert told.headers.get("content-encoding") == encoding
    assert told.headers["vary"] == "Accept-Encoding"
    assert open_it(raw) == plain


def test_the_documentation_needs_no_other_host(client):
    page = client.get("/docs").text
    assert "http" not in page
    assert "<script>" not in page
    for each in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        assert client.get(each).status_code == 200


def test_the_layout_of_an_unasked_page_is_small(client):
    assert len(client.get("/_dash-layout").content) < 2000


def test_tags_of_several_answers_may_be_sent_back(client):
    tag = client.get("/healthz").headers["etag"]
    for tags in (f'"other", {tag}', f"W/{tag}"):
        assert client.get("/healthz", headers={"if-none-match": tags}).status_code == 304
    assert client.get("/healthz", headers={"if-none-match": '"other"'}).status_code == 200


# Not the index page: Dash signs each one anew.
@pytest.mark.parametrize("path", ["/docs", "/healthz", "/api/v1/areas", "/assets/style.css"])
def test_heads_are_those_of_the_answer(client, path):
    head, whole = client.head(path), client.get(path)
    assert head.content == b""
    assert head.status_code == whole.status_code == 200
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["etag"] == whole.headers["etag"]


def test_an_address_of_another_content_is_not_kept_for_ever(client):
    right = next(each for each in addresses(client) if "style.css" in each)
    wrong = right.split("?")[0] + "?v=00000000"
    assert client.get(wrong).headers["cache-control"] == "no-cache"
    assert client.get(wrong).content == client.get(right).content


def test_made_up_fingerprints_fill_no_memory(client):
    named = [each for each in addresses(client) if each != "/docs"]
    for each in named:
        client.get(each)
    before = set(client.app.kept)
    for number in range(3):
        for each in named:
            client.get(re.sub(r"v=\w+", f"v={number:08x}", each))
            client.get(re.sub(r"\.v\w+m\d+\.", f".v1_{number}m{number}.", each))
    assert set(client.app.kept) == before


def test_answers_in_a_persons_language_say_so_to_caches(client):
    assert "Accept-Language" in client.get("/api/v1/areas").headers["vary"]
    assert "Accept-Language" in client.get("/nothing").headers["vary"]


@pytest.mark.parametrize("path", ["/docs", "/nothing"])
def test_a_page_of_ours_names_its_icon(client, path):
    icon = re.search(r'rel="icon" href="(/[^"]+)"', client.get(path).text)
    assert icon is not None
    assert client.get(icon[1]).headers["content-type"].startswith("image/svg+xml")


def test_a_browser_finds_the_icon_beside_an_answer_that_is_no_page(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"


def test_the_first_page_names_no_other_host(client):
    page = re.sub(r"http://www\.w3\.org/\S+", "", client.get("/").text)
    assert "://" not in page
