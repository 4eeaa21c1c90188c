"""The raw files of each source, read as they are: connectors decide nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from data.catalogue import Source
from data.connectors import (
    abel_cohen,
    arg_residences,
    bol_census,
    chl_census,
    chl_datamigra,
    col_entries,
    col_geih,
    col_migration,
    col_visitors,
    ecu_esi,
    gapminder,
    honduras,
    idmc,
    knomad,
    mexico,
    missing_migrants,
    panama,
    per_cards,
    renaper,
    sermig,
    undesa,
    undesa_ages,
    undp,
    unhcr,
    us_cbp,
    worldbank,
    wpp,
)
from data.connectors.files import RawTables

CONNECTORS: Mapping[str, Callable[[Path, Source], RawTables]] = MappingProxyType(
    {
        "undesa_2024": undesa.read_2024,
        "undesa_2020": undesa.read_2020,
        "undesa_2019": undesa_ages.read,
        "unhcr": unhcr.read,
        "idmc_unhcr": unhcr.read_idmc,
        "wpp_2024": wpp.read,
        "idmc": idmc.read,
        "abel_cohen_2022": abel_cohen.read,
        "worldbank": worldbank.read,
        "knomad_2017": knomad.read,
        "undp_2024": undp.read,
        "gapminder_2026": gapminder.read,
        "panama": panama.read,
        "honduras": honduras.read,
        "mexico": mexico.read,
        "us_cbp": us_cbp.read,
        "missing_migrants": missing_migrants.read,
        "sermig_2022": sermig.read,
        "renaper_2023": renaper.read,
        "bol_census_2024": bol_census.read,
        "chl_census_2024": chl_census.read,
        "chl_datamigra_2026": chl_datamigra.read,
        "arg_residences": arg_residences.read,
        "col_migration_2023": col_migration.read,
        "col_geih": col_geih.read,
        "col_visitors": col_visitors.read,
        "col_entries": col_entries.read,
        "ecu_esi": ecu_esi.read,
        "per_cards_2025": per_cards.read,
    }
)
