"""Raw files of remittances and development, cut to a few rows of the producers' own figures."""

from datetime import datetime

import pandas as pd

from data.connectors.worldbank import QUARTERS

BANK = "worldbank_wdi/2025/"
RECEIVED = BANK + "API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls"
PAID = BANK + "personal-remittances-paid.xls"
SHARE = BANK + "remittances-received-percent-gdp.xls"
COST_TO = BANK + "sending-cost-to-country.xls"
COST_FROM = BANK + "sending-cost-from-country.xls"
CORRIDORS = BANK + "remittance_prices_worldwide_corridors_2021.csv"
GINI = BANK + "datahub_gini-index.csv"
WDI = BANK + "wdi.rda"
MODEL = "knomad_bilateral_remittances/2017/WB_Bilateral_Remittance_Estimates_2017.xlsx"
UNDP = "undp_hdr/2023-24/HDR23-24_Composite_indices_complete_time_series.csv"
ANNEX = "undp_hdr/2023-24/HDR23-24_Statistical_Annex_GII_Table.csv"
GAPMINDER = "gapminder_systema_globalis/2026-03/"
SERIES = {
    "aged_15plus_unemployment_rate_percent": 5.1,
    "females_aged_15plus_unemployment_rate_percent": 5.6,
    "males_aged_15plus_unemployment_rate_percent": 4.7,
    "females_aged_15plus_labour_force_participation_rate_percent": 66.1,
    "males_aged_15plus_labour_force_participation_rate_percent": 80.8,
    "gdppercapita_us_inflation_adjusted": 6500.5,
    "hdi_human_development_index": 0.762,
    "inequality_index_gini": 40.3,
}
CORNER = "receiving (across) / sending (down) "
NAMES = {"PER": "Peru", "CHL": "Chile", "WLD": "World", "ARB": "Arab World"}
SHEETS = {
    **dict.fromkeys((RECEIVED, PAID, SHARE, COST_TO, COST_FROM), "Data"),
    MODEL: "Bilateral_Remittances_2017",
}


def series(code: str, *rows: tuple[str, float | None, float | None]) -> pd.DataFrame:
    """Give a sheet as the Bank lays it out: a row a country, all years, 2021 and 2022 full."""
    years = [str(year) for year in range(1960, 2023)]
    head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *years]
    gaps = [None] * (len(years) - 2)
    body = [[NAMES[area], area, "what is measured", code, *gaps, *own] for area, *own in rows]
    above = [["Data Source"], ["Last Updated Date", datetime(2023, 5, 10)], [None]]
    return sheet_of([*above, head, *body])


def sheet_of(rows: list[list[object]]) -> pd.DataFrame:
    """Give rows of a sheet, each as long as the longest."""
    width = max(map(len, rows))
    return pd.DataFrame([[*row, *[None] * (width - len(row))] for row in rows])


def corridors() -> pd.DataFrame:
    """Give the cost of sending from Chile and Spain to Peru, and the two lines below the table."""
    gaps = [".."] * (len(QUARTERS) - 2)
    ends = [("Chile", "CHL", *gaps, "7.10", ".."), ("Spain", "ESP", *gaps, "4.25", "4.10")]
    rows = [
        [name, code, "Average Total Cost to remit in corridor", "ATCR.CORR", "Peru", "PER", *costs]
        for name, code, *costs in ends
    ]
    columns = [
        "Sending Countries Name",
        "Sending Countries Code",
        "Series Name",
        "Series Code",
        "Receiving Countries  Name",
        "Receiving Countries  Code",
        *QUARTERS,
    ]
    told = "Data from database: Remittance Prices Worldwide (Corridors)"
    below = [[first, *[""] * (len(columns) - 1)] for first in ("", told)]
    return pd.DataFrame([*rows, *below], columns=columns)


def model() -> pd.DataFrame:
    """Give a matrix of three countries, one figure of which is not shown."""
    return sheet_of(
        [
            ["Bilateral Remittance Estimates for 2017"],
            [CORNER, "Chile", "Czech Republic", "Peru", "WORLD"],
            ["Chile", 0, 1.5, 230.25, 231.75],
            ["Czech Republic", "-", 0, 2, 2],
            ["Peru", 11, 0, 0, 11],
            ["WORLD", 13, 1.5, 232.25, 246.75],
            [None],
            ["Notes:"],
        ]
    )


def indices() -> pd.DataFrame:
    """Give UNDP's series of two countries and the world, the last year only."""
    years = {
        name: range(2010 if name == "ihdi" else 1990, 2023)
        for name in ("hdi", "hdi_f", "hdi_m", "ihdi", "gii", "gdi", "lfpr_f", "lfpr_m")
    }
    last = {
        "hdi_2022": 0.762,
        "hdi_f_2022": 0.746,
        "hdi_m_2022": 0.778,
        "gii_2022": 0.360,
        "lfpr_f_2022": 65.6,
    }
    rows = []
    for area, name in (("PER", "Peru"), ("KOR", "South Korea"), ("ZZK.WORLD", "World")):
        cells = {f"{each}_{year}": None for each, span in years.items() for year in span}
        rows.append({"iso3": area, "country": name, **cells, **last})
    return pd.DataFrame(rows)


def annex() -> pd.DataFrame:
    """Give the annex table of the gender inequality index."""
    rows = [
        ["HDI rank", "Country", ""],
        ["", "VERY HIGH HUMAN DEVELOPMENT", ""],
        ["19", "Korea (Republic of)", "0.360"],
        ["87", "Peru", "0.360"],
    ]
    return pd.DataFrame(rows, columns=["", "Table 5. Gender Inequality Index", " "])


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path."""
    of_gapminder = {
        f"{GAPMINDER}{name}.csv": pd.DataFrame(
            [("per", 2022, value), ("chl", 2022, value), ("per", 2023, value)],
            columns=["geo", "time", name],
        )
        for name, value in SERIES.items()
    }
    gini = [("Peru", "PER", 2021, 40.2), ("World", "WLD", 2021, 39.0)]
    compiled = [
        ("PER", "remout", 2021, 1.0),
        ("PER", "remout", 2022, 2.0),
        ("CUB", "pop", 2022, 9.0),
    ]
    return {
        RECEIVED: series(
            "BX.TRF.PWKR.CD.DT",
            ("PER", 3_608_000_000, 3_707_556_000),
            ("ARB", 1.0, None),
            ("CHL", 1.0, 2.0),
        ),
        PAID: series("BM.TRF.PWKR.CD.DT", ("PER", 187_003_200, None), ("WLD", 5.0, 6.0)),
        SHARE: series("BX.TRF.PWKR.DT.GD.ZS", ("PER", 1.6, 1.5), ("CHL", None, 0.1)),
        COST_TO: series("SI.RMT.COST.IB.ZS", ("PER", 4.2, 4.4)),
        COST_FROM: series("SI.RMT.COST.OB.ZS", ("CHL", 5.2, None)),
        CORRIDORS: corridors(),
        GINI: pd.DataFrame(gini, columns=["Country Name", "Country Code", "Year", "Value"]),
        WDI: pd.DataFrame(compiled, columns=["geo", "var", "t", "v"]),
        MODEL: model(),
        UNDP: indices(),
        ANNEX: annex(),
        **of_gapminder,
    }
