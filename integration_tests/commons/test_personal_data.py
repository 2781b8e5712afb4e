"""Masks are what they say, and the salt stays out of every file, log and table."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

SALT = "a salt that no file may hold 4711"


def keyed(text: str) -> str:
    """The keyed hash, worked out apart from SQL."""
    inner = hashlib.sha256(f"{SALT}:{text}".encode()).hexdigest()
    return hashlib.sha256(f"{SALT}:{inner}".encode()).hexdigest()


def test_hash_is_keyed_sha256(commons: Any) -> None:
    rows = commons.sql("select written, hashed, masked_text from commons_mart.personal_data_results")
    assert len(rows) == 11
    for written, hashed, masked in rows:
        if written is None:
            assert (hashed, masked) == (None, None)
        else:
            assert hashed == keyed(written)
            assert masked == f"person_{keyed(written)[:32]}"


def test_one_address_has_one_mask(commons: Any) -> None:
    query = "select case_id, masked_email from commons_mart.personal_data_results"
    masks = dict(commons.sql(query))
    assert masks["email"] == masks["same person"] == keyed("ana@example.com")[:32] + "@masked.invalid"
    assert masks["no email"] == keyed("ana at home")[:32] + "@masked.invalid"
    assert masks["nothing"] is None


def test_no_file_holds_the_salt(commons: Any) -> None:
    # looked for before the other tests write, and after the build has logged all that it did
    files = [path for path in commons.folder.rglob("*") if path.is_file() and "dbt_packages" not in path.parts]
    logs = [path for path in files if path.name == "dbt.log"]
    compiled = [path for path in files if path.name == "personal_data_results.sql" and "target" in path.parts]
    assert logs
    assert len(compiled) == 2
    assert all(b"mesh" in path.read_bytes() for path in compiled)
    assert any(b"personal_data_results" in path.read_bytes() for path in logs)
    assert [str(path) for path in files if SALT.encode() in path.read_bytes()] == []


def test_no_table_holds_the_salt(commons: Any) -> None:
    tables = commons.sql(
        "select table_schema, table_name from information_schema.tables where table_schema like 'commons%'"
    )
    assert ("commons_mart", "personal_data_results") in tables
    for schema, table in tables:
        hits = f"""select count(*) from "{schema}"."{table}" as t where cast(t as text) like '%{SALT}%'"""
        assert commons.sql(hits) == [(0,)], table


def test_nothing_that_dbt_says_holds_the_salt(commons: Any) -> None:
    said = commons.built.text + commons.tested.text
    assert "personal_data_results" in said
    assert SALT not in said


@pytest.mark.parametrize("salt", ["", "short"])
def test_missing_salt_fails_the_build(commons: Any, salt: str) -> None:
    changed = {"DBT_ENV_SECRET_MESH_SALT": salt, "PGOPTIONS": f"-c mesh.salt={salt}" if salt else ""}
    outcome = commons.dbt("run", "--select", "personal_data_results", **changed)
    assert not outcome.success
    assert "hash_personal_data" in outcome.text
    assert "shorter" in outcome.text
    # the rows of the last good build are still there
    assert commons.sql("select count(*) from commons_mart.personal_data_results") == [(11,)]


def test_profile_without_salt_fails_the_build(duckdb_commons: Any) -> None:
    production = "{mesh_commons: {mesh_production_targets: [saltless]}}"
    selected = ("--select", "personal_data_results", "--vars", production)
    outcome = duckdb_commons.dbt("run", *selected, target="saltless")
    assert not outcome.success
    assert "the salt is missing" in outcome.text


@pytest.mark.parametrize(
    ("macro", "arguments", "expression"),
    [
        ("default___sha256", {"expression": "x"}, "sha2(x, 256)"),
        ("redshift___sha256", {"expression": "x"}, "sha2(x, 256)"),
        ("bigquery___sha256", {"expression": "x"}, "to_hex(sha256(x))"),
        ("databricks___salt", {}, "secret('mesh', 'salt')"),
        (
            "snowflake__attach_masking_policy",
            {"relation": "mart.people", "column": "email", "policy": "governance.mask_email"},
            "alter table mart.people modify column email set masking policy governance.mask_email force",
        ),
        (
            "databricks__attach_masking_policy",
            {"relation": "mart.people", "column": "email", "policy": "governance.mask_email"},
            "alter table mart.people alter column email set mask governance.mask_email",
        ),
    ],
)
def test_other_engines_are_asked_in_their_words(
    duckdb_commons: Any, macro: str, arguments: Any, expression: str
) -> None:
    assert duckdb_commons.ask(macro, arguments).answer == expression


def test_other_engines_take_the_salt_from_a_function(duckdb_commons: Any) -> None:
    named = duckdb_commons.ask("default___salt", {}, "--vars", "{mesh_salt_function: governance.mesh_salt}")
    assert named.answer == "governance.mesh_salt()"
    for wrong in ("{}", "{mesh_salt_function: \"'literal salt'\"}"):
        outcome = duckdb_commons.ask("default___salt", {}, "--vars", wrong)
        assert not outcome.success
        assert "mesh_salt_function" in outcome.text


def test_bigquery_is_told_of_policy_tags(duckdb_commons: Any) -> None:
    arguments = {"relation": "mart.people", "column": "email", "policy": "p"}
    assert "policy_tags" in duckdb_commons.ask("bigquery__attach_masking_policy", arguments).text
