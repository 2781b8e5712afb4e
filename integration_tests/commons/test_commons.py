"""The shared macros and generic tests answer as expected, and alike on every engine."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

GENERIC_TESTS = {
    "accepts_codes_of_version",
    "conforms_to_reference",
    "has_no_personal_data",
    "has_unique_grain",
    "is_complete",
    "is_fresh_within",
    "is_valid_in_time",
    "refers_to_product",
    "row_count_within_band",
}
RESULTS = [
    "age_results",
    "as_of_join_results",
    "conform_code_results",
    "date_band_results",
    "division_results",
    "email_results",
    "fiscal_results",
    "money_results",
    "personal_data_results",
    "phone_results",
]


def fixtures_of(commons: Any) -> dict[str, list[Any]]:
    """The outcomes of the fixtures of each generic test of the package."""
    fixtures = defaultdict(list)
    for outcome in commons.tested.result:
        metadata = getattr(outcome.node, "test_metadata", None)
        if metadata is not None and metadata.namespace == "mesh_commons":
            fixtures[metadata.name].append(outcome)
    return fixtures


def test_everything_builds(commons: Any) -> None:
    assert commons.built.success, commons.built.text


def test_macros_give_what_is_expected(commons: Any) -> None:
    checked = [
        o for o in commons.tested.result if o.node.resource_type == "test" and "expects" not in o.node.config.meta
    ]
    assert len(checked) >= 12
    assert {o.node.name: o.message for o in checked if o.status != "pass"} == {}


def test_generic_tests_answer_as_their_fixtures_expect(commons: Any) -> None:
    fixtures = [o for o in commons.tested.result if "expects" in getattr(o.node.config, "meta", {})]
    assert len(fixtures) >= 55
    wrong = {
        o.node.name: (str(o.status), o.failures, o.message)
        for o in fixtures
        if {"status": str(o.status), "failures": o.failures} != o.node.config.meta["expects"]
    }
    assert wrong == {}


@pytest.mark.parametrize("test", sorted(GENERIC_TESTS))
def test_generic_test_has_fixtures_of_every_kind(duckdb_commons: Any, test: str) -> None:
    fixtures = fixtures_of(duckdb_commons)[test]
    assert {"pass", "fail", "warn"} <= {str(o.status) for o in fixtures}
    assert any(o.node.config.where for o in fixtures)
    assert any(o.node.config.limit and o.failures == o.node.config.limit for o in fixtures)


def test_every_generic_test_is_listed_here(duckdb_commons: Any) -> None:
    assert set(fixtures_of(duckdb_commons)) == GENERIC_TESTS


@pytest.mark.parametrize("test", sorted(GENERIC_TESTS))
def test_generic_test_stores_its_failures(commons: Any, test: str) -> None:
    (stored,) = [o for o in fixtures_of(commons)[test] if o.node.config.store_failures]
    relation = f'"{stored.node.schema}"."{stored.node.alias}"'
    assert commons.sql(f"select count(*) from {relation}") == [(stored.failures,)]


def test_stored_failures_hold_no_personal_data(commons: Any) -> None:
    stored = [o for o in fixtures_of(commons)["has_no_personal_data"] if o.node.config.store_failures]
    relation = f'"{stored[0].node.schema}"."{stored[0].node.alias}"'
    rows = commons.sql(f"select column_name, kind, rows_in_clear from {relation}")
    assert {(name, count) for name, _, count in rows} <= {("note", 1), ("note", 2)}


@pytest.mark.postgres
@pytest.mark.parametrize("model", RESULTS)
def test_engines_agree(duckdb_commons: Any, postgres_commons: Any, model: str) -> None:
    def by_case(commons: Any) -> dict[str, tuple[Any, ...]]:
        return {row[0]: row for row in commons.sql(f"select * from commons_mart.{model}")}

    assert by_case(duckdb_commons) == by_case(postgres_commons) != {}


@pytest.mark.parametrize(
    ("macro", "arguments", "message"),
    [
        ("conform_code", {"column": "c", "aliases": "UK"}, "Give a mapping"),
        ("conform_code", {"column": "c", "width": "3"}, "number of characters"),
        ("conform_code", {"column": "c", "reference": {"identifier": "t"}}, "Name it as code_column"),
        ("conform_code", {"column": "c", "reference": "moons", "code_column": "m"}, "no reference table"),
        ("minor_units_to_amount", {"column": "c", "exponent": 7}, "(0 to 6)"),
        ("amount_to_minor_units", {"column": "c", "exponent": -1}, "(0 to 6)"),
        ("fiscal_year", {"column": "c", "first_month": 13}, "from 1 to 12"),
        ("fiscal_quarter", {"column": "c", "first_month": 0}, "from 1 to 12"),
        ("fiscal_period", {"column": "c", "first_month": "April"}, "from 1 to 12"),
        ("age_band", {"age": "a", "lower_bounds": [18, 0]}, "numbers that rise"),
        ("age_band", {"age": "a", "lower_bounds": []}, "numbers that rise"),
        ("date_band", {"column": "d", "upper_bounds": "30"}, "numbers that rise"),
        ("normalise_phone", {"column": "p", "calling_code": "+44"}, "such as 44"),
        ("mask_text", {"column": "c", "prefix": "it's"}, "lower-case letters"),
        ("surrogate_key", {"columns": ["a"]}, "has not installed"),
        ("attach_masking_policy", {"relation": "t", "column": "c", "policy": "x;"}, "Give its name"),
        ("attach_masking_policy", {"relation": "t", "column": "c", "policy": "x"}, "no masking policy"),
        ("_deprecated", {"macro": "m", "replacement": "n", "end_date": "soon"}, "YYYY-MM-DD"),
        ("test_has_unique_grain", {"model": "m", "columns": "id"}, "columns: [id]"),
        ("test_has_unique_grain", {"model": "m"}, "'columns' is missing"),
        ("test_is_valid_in_time", {"model": "m", "key_columns": "id"}, "key_columns: [id]"),
        ("test_is_complete", {"model": "m", "column_name": "c", "at_least": 98}, "up to 1"),
        ("test_is_fresh_within", {"model": "m", "column_name": "c", "count": 1, "period": "year"}, "minute, hour"),
        ("test_is_fresh_within", {"model": "m", "column_name": "c"}, "'count' is missing"),
        ("test_row_count_within_band", {"model": "m"}, "either date_column"),
        ("test_row_count_within_band", {"model": "m", "date_column": "d", "period": "eon"}, "hour, day, week"),
        ("test_row_count_within_band", {"model": "m", "history": "h", "periods": 0}, "1 or more"),
        ("test_has_no_personal_data", {"model": "m", "kinds": ["shoe size"]}, "It knows email"),
        ("test_has_no_personal_data", {"model": "m"}, "name them in `columns`"),
        ("test_refers_to_product", {"model": "m", "column_name": "c"}, "'product' is missing"),
        ("test_refers_to_product", {"model": "m", "column_name": "c", "product": "x"}, "schema.name"),
        ("test_refers_to_product", {"model": "m", "column_name": "c", "product": "no.where"}, "no relation"),
        ("test_conforms_to_reference", {"model": "m", "column_name": "c"}, "'reference' is missing"),
        ("test_accepts_codes_of_version", {"model": "m", "column_name": "c"}, "'reference' is missing"),
        (
            "test_accepts_codes_of_version",
            {"model": "m", "column_name": "c", "reference": "calendar", "version": "1"},
            "has no version",
        ),
    ],
)
def test_misuse_is_told_with_its_remedy(duckdb_commons: Any, macro: str, arguments: Any, message: str) -> None:
    outcome = duckdb_commons.ask(macro, arguments)
    assert not outcome.success
    assert message in outcome.text
    assert macro.removeprefix("test_") in outcome.text


def test_misspelt_argument_of_a_generic_test_is_named(duckdb_commons: Any) -> None:
    outcome = duckdb_commons.ask("test_has_unique_grain", {"model": "m", "colums": ["a"]})
    assert not outcome.success
    assert "test_has_unique_grain' takes no keyword argument 'colums'" in outcome.text


def test_deprecated_macro_warns_once_a_run(commons: Any) -> None:
    said = [m for m in commons.built.messages if m.startswith("old_amount: deprecated")]
    assert said == ["old_amount: deprecated; it works as before until 2999-12-31. Use minor_units_to_amount instead."]


def test_expired_macro_still_works_and_says_so(commons: Any) -> None:
    said = [m for m in commons.built.messages if m.startswith("expired_amount: deprecated")]
    assert len(said) == 1
    assert "past its end date 2020-12-31" in said[0]


def test_expired_macro_is_an_error_where_asked_for(duckdb_commons: Any) -> None:
    call = {"macro": "m", "replacement": "n", "end_date": "2020-12-31"}
    strict = "{mesh_fail_on_expired_macros: true}"
    assert duckdb_commons.ask("_deprecated", call).success
    assert not duckdb_commons.ask("_deprecated", call, "--vars", strict).success
    assert duckdb_commons.ask("_deprecated", {**call, "end_date": "2999-12-31"}, "--vars", strict).success


@pytest.mark.packages
def test_surrogate_key_is_that_of_dbt_utils(commons_with_dbt_utils: Any) -> None:
    key = commons_with_dbt_utils.ask("surrogate_key", {"columns": ["'a'", "1"]}).answer
    assert commons_with_dbt_utils.sql(f"select {key} = md5('a-1')") == [(True,)]
