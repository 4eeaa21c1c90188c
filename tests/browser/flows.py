"""The page of flows in a browser: how its table is read and what the interface says of it."""

from playwright.sync_api import Page

ROWS = """[...document.querySelectorAll('#flows-table tbody tr')].map(r =>
  [r.dataset.origin, r.dataset.destination, Number(r.dataset.value)])"""

NINE = "ARG,BOL,COL,ECU,PRY,PER,GUY,CHL,URY"


def api(page: Page, address: str, query: str) -> list[dict]:
    found, offset = [], 0
    while True:
        url = f"{address}/api/v1/observations?{query}&limit=10000&offset={offset}"
        answer = page.request.get(url).json()
        found += answer["observations"]
        offset += 10_000
        if offset >= answer["total"]:
            return found


def corridors(page: Page, address: str, query: str) -> dict[tuple[str, str], int]:
    told = api(page, address, f"{query}&age=_T&breakdown=_T")
    return {
        (row["counterpart_area"], row["ref_area"]): row["obs_value"]
        for row in told
        if row["obs_value"] and {row["counterpart_area"], row["ref_area"]}.isdisjoint({"W", "_Z"})
    }


def rows(page: Page) -> dict[tuple[str, str], int]:
    return {(origin, destination): value for origin, destination, value in page.evaluate(ROWS)}


def step(page: Page, key: str) -> None:
    page.locator("[data-testid=flows-year] [type=range]").press(key)


def all_corridors(page: Page) -> None:
    page.locator("[data-testid=flows-threshold] input").press("Home")
