"""What the national sources of Chile, Argentina and Bolivia must hold to."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Absent, Catalogue, Unequal
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import BrokenRawFile, RawTables
from data.harmonise import (
    arg_residences,
    bol_census,
    chl_census,
    chl_datamigra,
    chl_surveys,
    national,
    renaper,
    sermig,
)
from data.harmonise.rows import BrokenRule, UnknownCodes
from data.harmonise.units import UnknownLabels
from tests.data import cut, cut_national
from tests.data.carded import agreeing

CODES = Codes.read()


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    folder = tmp_path_factory.mktemp("national")
    made = cut.write_raw(folder)
    return made, cut.catalogue_of(made, folder)


@pytest.fixture
def read(raw):
    """Read one source of the cut files."""
    folder, catalogue = raw
    return lambda source: CONNECTORS[source](folder, catalogue.sources[source])


@pytest.fixture
def catalogue(raw) -> Catalogue:
    return raw[1]


def edited(given: RawTables, name: str, column: str, row: int, value: object) -> RawTables:
    """Give the tables with one cell changed, a row counted from 0."""
    table = given.tables[name]
    cells = [value if place == row else cell for place, cell in enumerate(table[column])]
    return replace(given, tables={**given.tables, name: table.assign(**{column: cells})})


def value(rows: pd.DataFrame, **key: str) -> float:
    usual = {"sex": "_T", "age": "_T", "breakdown": "_T"} | key
    for column, code in usual.items():
        rows = rows[rows[column] == code]
    assert len(rows) == 1, usual
    return float(rows["obs_value"].iloc[0])


# Chile, INE and SERMIG


def test_every_sum_of_residents_is_there_with_those_whose_region_nobody_knows(read, catalogue):
    rows = sermig.residents(read("sermig_2022"), CODES, catalogue)
    about = {"counterpart_area": "W", "time_period": "2022"}
    assert value(rows, ref_area="CHL", **about) == 38
    assert value(rows, ref_area="CHL-_U", **about) == 6
    assert value(rows, ref_area="CHL", **about | {"sex": "F"}) == 15
    assert value(rows, ref_area="CL-RM", **about | {"age": "Y_GE80"}) == 3
    assert value(rows, ref_area="CL-AP", **about | {"age": "_U", "sex": "F"}) == 1
    assert set(rows["obs_status"]) == {"E"}


def test_other_and_unknown_origins_are_one_code(read, catalogue):
    rows = sermig.residents(read("sermig_2022"), CODES, catalogue)
    assert value(rows, ref_area="CHL-_U", counterpart_area="_U", time_period="2022") == 6


def test_number_of_a_region_is_the_offices_from_north_to_south(read, catalogue):
    rows = sermig.residents(read("sermig_2022"), CODES, catalogue)
    assert set(rows["ref_area"]) == {"CHL", "CL-RM", "CL-AP", "CHL-_U"}


def test_an_empty_cell_of_a_component_is_no_row(read, catalogue):
    rows = sermig.irregular(read("sermig_2022"), CODES, catalogue)
    assert value(rows, ref_area="CHL", counterpart_area="W", time_period="2022") == 3
    assert "PER" not in set(rows["counterpart_area"])


def test_an_estimate_that_is_not_census_and_registers_stops(read, catalogue):
    given = edited(read("sermig_2022"), "people", "census", 0, 11)
    with pytest.raises(BrokenRule, match="row 2, estimate differs by -1"):
        sermig.residents(given, CODES, catalogue)


def test_registers_that_are_not_regular_and_irregular_stop(read, catalogue):
    given = edited(read("sermig_2022"), "people", "irregular", 0, 3)
    with pytest.raises(BrokenRule, match="row 2, registers differs by -1"):
        sermig.residents(given, CODES, catalogue)


@pytest.mark.parametrize(("row", "said"), [(0, "region 0 2022"), (7, "region 7 2022")])
def test_a_printed_total_that_the_rows_do_not_make_stops(read, catalogue, row, said):
    given = edited(read("sermig_2022"), "printed", "persons", row, 39)
    with pytest.raises(BrokenRule, match=said):
        sermig.residents(given, CODES, catalogue)


def test_an_unknown_origin_region_or_age_is_named(read, catalogue):
    given = read("sermig_2022")
    for column, fault in (("origin", UnknownCodes), ("region", UnknownLabels), ("age", BrokenRule)):
        with pytest.raises(fault, match="row 2"):
            sermig.irregular(edited(given, "people", column, 0, "Z"), CODES, catalogue)


# Argentina, RENAPER


def test_a_third_category_of_sex_stands_by_itself_and_in_the_total(read, catalogue):
    rows = renaper.residents(read("renaper_2023"), CODES, catalogue)
    about = {"counterpart_area": "W", "time_period": "2023"}
    assert value(rows, ref_area="ARG", sex="_O", **about) == 1
    assert value(rows, ref_area="ARG", **about) == 348
    assert value(rows, ref_area="AR-C", counterpart_area="_U", time_period="2023") == 1
    assert value(rows, ref_area="AR-B", age="Y_GE95", **about) == 2


def test_a_sex_without_a_code_stops(read, catalogue):
    given = edited(read("renaper_2023"), "people", "sex", 0, "Y")
    with pytest.raises(BrokenRule, match="'Y' in row 2"):
        renaper.residents(given, CODES, catalogue)


# Bolivia, census


def test_departments_make_the_country_and_no_origin_is_named(read, catalogue):
    rows = bol_census.born_abroad(read("bol_census_2024"), CODES, catalogue)
    whole = value(rows, ref_area="BOL", time_period="2024")
    parts = [value(rows, ref_area=unit, time_period="2024") for unit in ("BO-N", "BO-O")]
    assert whole == sum(parts) > 0
    assert set(rows["counterpart_area"]) == {"_Z"}


def test_municipalities_that_are_not_their_department_stop(read, catalogue):
    given = edited(read("bol_census_2024"), "municipalities", "persons", 0, 9_999)
    with pytest.raises(BrokenRule, match="municipalities of Pando born Total T differs"):
        bol_census.born_abroad(given, CODES, catalogue)


def test_men_and_women_that_are_not_the_total_stop(read, catalogue):
    given = read("bol_census_2024")
    for name in ("departments", "municipalities"):
        table = given.tables[name]
        first = (
            (table["department"] == "Oruro") & (table["sex"] == "T") & (table["question"] == "born")
        )
        wrong = table.assign(persons=table["persons"].mask(first, table["persons"] + 1))
        given = replace(given, tables={**given.tables, name: wrong})
    with pytest.raises(BrokenRule, match="men and women of Oruro born Aqui differs by -1"):
        bol_census.born_abroad(given, CODES, catalogue)


# Chile, census


def test_groups_of_birthplaces_are_a_breakdown_and_one_unknown_origin(read, catalogue):
    rows = chl_census.born_abroad(read("chl_census_2024"), CODES, catalogue)
    about = {"ref_area": "CHL", "time_period": "2024"}
    assert value(rows, counterpart_area="_U", **about) == 7 + 3
    assert value(rows, counterpart_area="BOL", sex="F", **about) == 12
    assert value(rows, counterpart_area="W", breakdown="birthplace.europe", **about) == 7
    assert value(rows, counterpart_area="W", breakdown="arrival.before_1990", **about) == 29
    assert value(rows, counterpart_area="W", age="Y_GE65", **about) == 26


def named(catalogue: Catalogue, file: str, group: str, difference: int) -> Catalogue:
    own = Unequal(file.rsplit("/", 1)[-1], group, 1, difference, "as printed")
    return replace(catalogue, unequal=(*catalogue.unequal, own))


def test_a_misprinted_sex_stops_unless_it_is_named_and_is_then_kept_and_flagged(read, catalogue):
    given = edited(read("chl_census_2024"), "regions", "women", 2, 5)
    with pytest.raises(BrokenRule, match="Ñuble: men and women differs by -1"):
        chl_census.born_abroad(given, CODES, catalogue)
    known = named(catalogue, cut_national.REGIONS, "Ñuble: men and women", -1)
    known = named(known, cut_national.REGIONS, "regions: women", -1)
    rows = chl_census.born_abroad(given, CODES, known)
    own = rows[(rows["ref_area"] == "CL-NB") & (rows["flags"] != "")]
    assert own[["sex", "obs_value", "flags"]].to_numpy().tolist() == [["F", 5.0, "misprinted"]]
    assert value(rows, ref_area="CHL", counterpart_area="W", sex="F", time_period="2024") == 16


def test_a_misprint_that_was_mended_must_not_stay_named(read, catalogue):
    known = named(catalogue, cut_national.REGIONS, "Ñuble: men and women", -1)
    with pytest.raises(BrokenRule, match="does not differ, though unequal.csv names it"):
        chl_census.born_abroad(read("chl_census_2024"), CODES, known)


@pytest.mark.parametrize(
    ("table", "column"), [("origins", "men"), ("ages", "persons"), ("arrivals", "persons")]
)
def test_parts_that_are_not_the_total_stop(read, catalogue, table, column):
    given = edited(read("chl_census_2024"), table, column, 1, 0)
    with pytest.raises(BrokenRule, match=f"parts: {column} differs"):
        chl_census.born_abroad(given, CODES, catalogue)


def test_those_who_lived_abroad_are_read_with_points_between_thousands(read, catalogue):
    rows = chl_census.lived_abroad(read("chl_census_2024"), CODES, catalogue)
    assert value(rows, ref_area="CHL", time_period="2024") == 1_500
    assert value(rows, ref_area="CL-TA", time_period="2024", sex="F") == 600


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [("matrix", 1, "Tarapacá: matrix"), ("abroad", 4, "Tarapacá: men and women")],
)
def test_tables_of_one_office_that_disagree_stop(read, catalogue, table, row, said):
    given = edited(read("chl_census_2024"), table, "persons", row, 499)
    with pytest.raises(BrokenRule, match=said):
        chl_census.lived_abroad(given, CODES, catalogue)


# Argentina, residences


def without(given: RawTables, period: str, province: str) -> RawTables:
    table = given.tables[period]
    return replace(given, tables={**given.tables, period: table[table["province"] != province]})


CAPITAL = "CIUDAD AUTONOMA DE BS AS"


def test_a_whole_year_adds_its_quarters(read, catalogue):
    rows = arg_residences.permits(read("arg_residences"), CODES, catalogue)
    about = {"ref_area": "AR-B", "time_period": "2017"}
    assert value(rows, **about) == 4 * 16
    assert value(rows, breakdown="permit.permanent", **about) == 4
    assert set(rows.loc[rows["time_period"] == "2017", "flags"]) == {""}


def test_a_year_that_lacks_quarters_says_which_months_it_has(read, catalogue):
    rows = arg_residences.permits(read("arg_residences"), CODES, catalogue)
    flags = set(rows.loc[rows["time_period"] == "2020", "flags"])
    assert flags == {"has_01 has_02 has_03 has_04 has_05 has_06 partial_period"}


def test_a_province_that_a_file_lacks_is_missing_only_where_that_is_named(read, catalogue):
    given = without(read("arg_residences"), "2018-Q4", CAPITAL)
    with pytest.raises(BrokenRule, match=f"ano-2018.csv lacks {CAPITAL}"):
        arg_residences.permits(given, CODES, catalogue)
    file = given.paths["2018-Q4"].rsplit("/", 1)[-1]
    known = replace(catalogue, absent=(Absent(file, CAPITAL, "not printed"),))
    rows = arg_residences.permits(given, CODES, known)
    gap = rows[(rows["ref_area"] == "AR-C") & (rows["time_period"] == "2018-Q4")]
    assert set(gap["obs_status"]) == {"M"}
    of = rows[rows["breakdown"] == "_T"].set_index(["ref_area", "time_period"])["flags"]
    assert of["ARG", "2018-Q4"] == of["ARG", "2018"] == "partial_sum"
    assert of["AR-C", "2018"].startswith("has_01") and "has_10" not in of["AR-C", "2018"]
    assert of["AR-B", "2018"] == ""


def test_a_gap_that_was_filled_must_not_stay_named(read, catalogue):
    given = read("arg_residences")
    file = given.paths["2018-Q4"].rsplit("/", 1)[-1]
    known = replace(catalogue, absent=(Absent(file, CAPITAL, "not printed"),))
    with pytest.raises(BrokenRule, match=f"has {CAPITAL}, named as absent"):
        arg_residences.permits(given, CODES, known)


def test_kinds_that_are_not_the_total_stop(read, catalogue):
    given = edited(read("arg_residences"), "2019-Q3", "granted", 1, 17)
    with pytest.raises(BrokenRule, match="BUENOS AIRES differs by -1"):
        arg_residences.permits(given, CODES, catalogue)


def test_the_file_without_a_header_keeps_its_first_line(read):
    table = read("arg_residences").tables["2019-Q3"]
    assert (table.index[0], table["province"].iloc[0]) == (1, CAPITAL)


def test_a_file_whose_last_line_has_no_end_is_read_only_where_that_is_known(raw):
    folder, catalogue = raw
    card = catalogue.sources["arg_residences"]
    for path, open_end in ((cut_national.QUARTERS[7], True), (cut_national.QUARTERS[0], False)):
        file = folder / path
        content = file.read_bytes()
        file.write_bytes(content.rstrip(b"\n"))
        own = agreeing(card, folder, path, counted=False)
        try:
            if open_end:
                assert len(CONNECTORS[card.id](folder, own).tables["2018-Q4"]) == 2
            else:
                with pytest.raises(BrokenRawFile, match="its last line has no end"):
                    CONNECTORS[card.id](folder, own)
        finally:
            file.write_bytes(content)


# Chile, DataMigra


def test_permits_of_two_kinds_are_never_added(read, catalogue):
    rows = chl_datamigra.permits(read("chl_datamigra_2026"), CODES, catalogue)
    assert set(rows["breakdown"]) == {"permit.temporary", "permit.definitive"}
    about = {"ref_area": "CHL", "time_period": "2025", "breakdown": "permit.temporary"}
    assert value(rows, counterpart_area="W", **about) == 9
    assert value(rows, counterpart_area="_U", **about) == 3


def test_regions_that_miss_residents_stop_unless_named_and_no_remainder_is_made(read, catalogue):
    given = edited(read("chl_datamigra_2026"), "residents_by_region", "2023", 0, 100)
    with pytest.raises(BrokenRule, match="regions 2023 differs by -80"):
        chl_datamigra.residents(given, CODES, catalogue)
    file = given.paths["residents_by_region"]
    rows = chl_datamigra.residents(given, CODES, named(catalogue, file, "regions 2023", -80))
    assert "CHL-_U" not in set(rows["ref_area"])
    about = {"counterpart_area": "W", "time_period": "2023"}
    assert value(rows, ref_area="CHL", **about) == 200


def test_a_share_of_an_origin_that_is_another_stops(read, catalogue):
    given = edited(read("chl_datamigra_2026"), "residents_by_origin", "share", 1, 0.41)
    with pytest.raises(BrokenRule, match="is not 'persons' over the whole in row 3"):
        chl_datamigra.residents(given, CODES, catalogue)


def test_the_total_of_the_irregular_is_that_of_the_printed_shares_and_is_flagged(read, catalogue):
    rows = chl_datamigra.irregular(read("chl_datamigra_2026"), CODES, catalogue)
    whole = rows[rows["counterpart_area"] == "W"]
    assert whole[["obs_value", "flags"]].to_numpy().tolist() == [[16.0, "from_share"]]


def test_shares_of_several_totals_stop():
    with pytest.raises(BrokenRule, match="shares of several totals in rows 0, 1"):
        chl_datamigra.total_of(pd.Series([1.0, 2.0]), pd.Series([0.5, 0.5]), "file")


def test_claims_and_answers_are_three_indicators(read):
    found = chl_datamigra.refugee_events(read("chl_datamigra_2026"))
    told = {name: rows["obs_value"].tolist() for name, rows in found.items()}
    assert told == {
        "refugee_applications_national": [6.0],
        "refugee_recognitions_national": [2.0],
        "refugee_rejections_national": [5.0],
    }


def test_groups_of_a_survey_stand_beside_each_other_and_have_no_total(read):
    for name, rows in chl_surveys.surveys(read("chl_datamigra_2026")).items():
        assert set(rows["breakdown"]) == {"group.migrants", "group.nationals"}, name
        assert set(rows["counterpart_area"]) == {"_Z"}, name


def test_a_third_group_of_a_survey_stops(read):
    given = edited(read("chl_datamigra_2026"), "casen_poverty", "group", 0, "Todos")
    with pytest.raises(BrokenRule, match="'Todos' in row 2"):
        chl_surveys.surveys(given)


def test_regions_that_are_not_the_countrys_pupils_stop(read, catalogue):
    given = edited(read("chl_datamigra_2026"), "pupils", "migrants", 1, 20)
    given = edited(given, "pupils", "share", 1, 0.05)
    with pytest.raises(BrokenRule, match="regions: migrants differs by 20"):
        chl_surveys.pupils(given, CODES, catalogue)


def test_an_age_that_is_none_is_named():
    with pytest.raises(BrokenRule, match="'adultos' in row 4"):
        national.ages_of(pd.Series(["5 a 9", "adultos"], index=[3, 4]), "file")
