"""What all browser tests rely on: a fault is noted, no other host is reached, nothing is left."""

import pytest
from playwright.sync_api import Error

LEFT = """[localStorage.length, sessionStorage.length, document.cookie,
  document.querySelectorAll(':hover').length, innerWidth, innerHeight]"""


@pytest.mark.parametrize("host", ["http://example.org", "https://93.184.215.14", "http://[::1]"])
def test_another_host_is_out_of_reach_and_asking_for_it_a_fault(watched, host):
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        watched.page.goto(f"{host}/file")
    watched.page.wait_for_url("chrome-error://**")
    assert watched.found() == [f"asked {host}/file", f"failed {host}/file"]
    watched.faults.clear()  # it was asked for on purpose


@pytest.mark.parametrize(
    "fault",
    ["console.error('said')", "console.warn('said')", "setTimeout(() => { throw 'said' })"],
)
def test_what_goes_wrong_on_a_page_is_a_fault(watched, fault):
    page = watched.open("/data")
    page.evaluate(fault)
    page.wait_for_timeout(50)
    assert watched.found() == ["said"]
    watched.faults.clear()


def test_a_page_that_is_not_there_is_a_fault(watched):
    watched.page.goto(f"{watched.address}/nowhere")
    assert f"404 {watched.address}/nowhere" in watched.found()
    watched.faults.clear()


def test_nothing_is_left_from_one_test_to_the_next(watched):
    page = watched.open("/data")
    fresh = page.evaluate(LEFT)
    page.evaluate("localStorage.kept = sessionStorage.kept = document.cookie = 'kept=1'")
    page.mouse.move(300, 300)
    page.set_viewport_size({"width": 500, "height": 500})
    page.route("**/data", lambda route: route.abort())
    assert page.evaluate(LEFT) != fresh
    watched.forget()
    assert watched.requests == []
    assert watched.open("/data").evaluate(LEFT) == fresh
    assert fresh[:4] == [0, 0, "", 0]
