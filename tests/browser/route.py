"""The south-north route in a browser: its address, its registers, and how its table is read."""

ROUTE = "/flows?route=north"

STAGES = {
    "PAN": "darien_transits",
    "HND": "honduras_irregular_entries",
    "MEX": "mexico_irregular_situation",
    "USA": "us_southwest_encounters",
}

ROWS = """[...document.querySelectorAll('#flows-table table:first-child tbody tr')]
  .map(row => ({...row.dataset}))"""


def table(page):
    return {row["destination"]: row["value"] for row in page.evaluate(ROWS)}


def observed(page, address, query):
    rows = page.request.get(f"{address}/api/v1/observations?{query}").json()["observations"]
    return {row["ref_area"]: row["obs_value"] for row in rows}


def of_all(page, address, period, nationality="W"):
    query = (
        f"indicator={','.join(STAGES.values())}&counterpart_area={nationality}&sex=_T&age=_T"
        f"&breakdown=_T&time_period={period}"
    )
    return observed(page, address, query)


def step(page, key):
    page.locator("[data-testid=flows-year] [type=range]").press(key)
