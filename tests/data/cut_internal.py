"""Raw files of internal displacement and net migration, cut to a few rows."""

import pandas as pd

FLOWS = "idmc_displacement/2025/idmc_flows.rda"
STOCKS = "idmc_displacement/2025/idmc_stocks.rda"
MIGRATION = "un_wpp/2024/migration.txt"
PROJECTION = "un_wpp/2024/migrationprojMed.txt"
LOCATIONS = "un_wpp/2024/UNlocations.txt"


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path."""
    flows = [
        ("COL", 2022, "conflict", 339_000),
        ("COL", 2022, "flood", 120_000),
        ("COL", 2022, "mass movement", 8_000),
        ("ECU", 2022, "flood", 1_500),
        ("AB9", 2022, "conflict", 50),
    ]
    stocks = [
        ("COL", 2024, "conflict", "female", "18-59", 2_000),
        ("COL", 2024, "conflict", "male", "18-59", 1_900),
        ("COL", 2024, "conflict", "unknown", "unknown", 70),
        ("COL", 2024, "disaster", "female", "0-4", 30),
    ]
    past = [
        ("900", "World", "0", "0"),
        ("32", "Argentina", "5.589", "4.133"),
        ("931", "South", "1", "2"),
    ]
    ahead = [("900", "World", "0"), ("32", "Argentina", "3.5"), ("931", "South", "1")]
    places = [("World", "900", "1"), ("Argentina", "32", "4"), ("SOUTH AMERICA", "931", "3")]
    return {
        FLOWS: pd.DataFrame(flows, columns=["geo", "t", "cause", "n"]),
        STOCKS: pd.DataFrame(stocks, columns=["geo", "t", "cause", "sex", "age", "n"]),
        MIGRATION: before(pd.DataFrame(past, columns=["country_code", "country", "2022", "2023"])),
        PROJECTION: pd.DataFrame(ahead, columns=["country_code", "country", "2024"]),
        LOCATIONS: pd.DataFrame(places, columns=["name", "country_code", "location_type"]),
    }


def before(past: pd.DataFrame) -> pd.DataFrame:
    """Give net migration from the first year of the population, the years before 2022 at zero."""
    years = [str(year) for year in range(2017, 2024)]
    zeros = past.assign(**dict.fromkeys(years[:-2], "0"), **{"last.observed": "2023"})
    return zeros[["country_code", "country", *years, "last.observed"]]
