"""What is known of UNHCR's populations by sex and age, and what the rows say of what is not."""

from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Catalogue
from data.codes import Codes
from data.harmonise import unhcr_people
from data.harmonise.derived import Parts
from data.harmonise.rows import BrokenRule
from data.harmonise.unhcr_people import check_pairs
from data.harmonise.unhcr_steps import of_unhcr
from tests.data import cut_unhcr
from tests.data.cut import Change
from tests.data.test_unhcr import catalogue_without_exceptions, found, read, state, value

SEEKERS = {"time_period": "2018"}
TOTALS = ("displaced_population", "refugees", "asylum_seekers", "other_protection", "idps")


def harmonise(folder: Path, change: dict[str, Change] | None = None) -> Parts:
    return of_unhcr(read(folder, change), Codes.read(), catalogue_without_exceptions(folder))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return harmonise(tmp_path_factory.mktemp("people"))


def test_total_stays_the_one_of_the_file_of_populations(made):
    assert value(made, "asylum_seekers", "ARG", "VEN", **SEEKERS) == 1015
    assert state(made, "asylum_seekers", "ARG", "VEN", **SEEKERS) == ("A", "")


def test_places_of_one_pair_are_added_up_and_the_rest_is_of_unknown_sex(made):
    women, men, rest = (
        value(made, "asylum_seekers", "ARG", "VEN", sex=sex, **SEEKERS) for sex in ("F", "M", "_U")
    )
    assert (women, men, rest) == (400, 514, 1015 - 400 - 514)
    sexes = {**SEEKERS, "sex": "F"}
    assert state(made, "asylum_seekers", "ARG", "VEN", **sexes) == ("A", "sex_partly_known")


def test_ages_of_both_sexes_are_women_plus_men_and_the_rest_is_of_unknown_age(made):
    key = {**SEEKERS, "age": "Y18T59"}
    assert value(made, "asylum_seekers", "ARG", "VEN", **key) == 300 + 310
    assert state(made, "asylum_seekers", "ARG", "VEN", **key) == ("A", "age_partly_known")
    unknown = {**SEEKERS, "age": "_U"}
    assert value(made, "asylum_seekers", "ARG", "VEN", sex="M", **unknown) == 100
    assert value(made, "asylum_seekers", "ARG", "VEN", sex="F", **unknown) is None
    assert value(made, "asylum_seekers", "ARG", "VEN", **unknown) == 1015 - 400 - 414


def test_sex_without_any_age_has_no_rows_by_age(made):
    assert value(made, "refugees", "ARG", "CUB", sex="F", time_period="2018") == 80
    assert state(made, "refugees", "ARG", "CUB", sex="F", time_period="2018") == ("A", "")
    for age in ("Y0T4", "_U"):
        assert found(made, "refugees", "ARG", "CUB", age=age, time_period="2018").empty


def test_persons_of_whom_neither_is_known_have_no_rows(made):
    assert found(made, "refugees", "PRY", "VEN", sex="F").empty
    assert found(made, "refugees", "PRY", "VEN", sex="_U").empty


def test_what_is_known_of_a_sum_is_what_is_known_of_its_parts(made):
    women = value(made, "displaced_population", "ARG", "W", sex="F", time_period="2018")
    assert women == 400 + 80
    rest = value(made, "displaced_population", "ARG", "W", sex="_U", time_period="2018")
    assert rest == (1015 - 914) + (127152 + 16) + 250


def test_parts_carry_the_status_and_the_flags_of_their_total(made):
    whole = state(made, "displaced_population", "ARG", "VEN", **SEEKERS)
    women = state(made, "displaced_population", "ARG", "VEN", sex="F", **SEEKERS)
    assert (whole, women) == (("B", ""), ("B", "sex_partly_known"))


def test_sex_parts_and_ages_add_up_to_the_total(made):
    for indicator in TOTALS:
        rows = made[indicator, "unhcr"]
        keys = ["ref_area", "counterpart_area", "time_period"]
        total = rows[(rows["sex"] == "_T") & (rows["age"] == "_T")].set_index(keys)["obs_value"]
        by_sex = rows[(rows["sex"] != "_T") & (rows["age"] == "_T")]
        by_age = rows[(rows["sex"] == "_T") & (rows["age"] != "_T")]
        for parts in (by_sex, by_age):
            sums = parts.groupby(keys)["obs_value"].sum()
            assert (sums == total.loc[sums.index]).all()


def test_pairs_of_two_far_countries_are_not_split_and_their_sums_are():
    columns = [*unhcr_people.ENDS, *unhcr_people.COUNTS]
    nobody = dict.fromkeys(unhcr_people.COUNTS, 1.0)
    rows = [{"ref_area": "NPL", "counterpart_area": "BTN", "time_period": "2020", **nobody}]
    groups = unhcr_people.between_countries(pd.DataFrame(rows)[columns], ["PER"])
    ends = groups[["ref_area", "counterpart_area"]].to_numpy().tolist()
    assert ends == [["NPL", "W"], ["W", "BTN"], ["W", "W"]]


def test_places_that_do_not_sum_to_the_population_stop(tmp_path):
    with pytest.raises(BrokenRule, match="ARG CUB 2018 ASY differs by 1 in row") as fault:
        harmonise(tmp_path, {cut_unhcr.DEMOGRAPHICS: one_more})
    assert cut_unhcr.DEMOGRAPHICS in str(fault.value)


def one_more(places: pd.DataFrame) -> pd.DataFrame:
    return places.assign(total=places["total"] + (places["total"] == 250))


def test_split_without_a_total_stops():
    groups = pd.DataFrame(
        {"ref_area": ["PER"], "counterpart_area": ["VEN"], "time_period": ["2020"]}
        | dict.fromkeys(unhcr_people.COUNTS, [1.0])
    )
    columns = [*unhcr_people.ENDS, "obs_status", "definition", "flags"]
    with pytest.raises(BrokenRule, match="no total in the file of populations for PER VEN 2020"):
        unhcr_people.split(groups, pd.DataFrame(columns=columns, dtype="str"), "a.rda")


def test_areas_of_the_scope_are_areas():
    check_pairs(Catalogue.read().pairs["unhcr"], Codes.read())
    with pytest.raises(BrokenRule, match=r"pairs\.toml names QQQ, no area\. Take each out"):
        check_pairs(["PER", "QQQ"], Codes.read())
