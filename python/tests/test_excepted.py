"""`mesh check` and `mesh report` of findings that are excepted, and of severities that are coming."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from command import Mesh, Ran
from factory import data_product, project, write
from mesh_commons.hub.findings import Finding, listed

CONTRACT = "public_model_without_contract"


def on(days: int) -> str:
    """Return the day that is so many days from today."""
    return (date.today() + timedelta(days=days)).isoformat()


def uncontracted(directory: Path, name: str, **said: str) -> Path:
    """Write a project whose only product has no contract, which an exception states so much of."""
    product, *tests = data_product("x", name, schema=name, contract={"enforced": False})
    exception = {"policy": CONTRACT, "reason": "The old reader goes.", "approved_by": "Council", **said}
    product["config"]["meta"] = {**product["config"]["meta"], "mesh": {"exceptions": [exception]}}
    return write(directory / name / "target", project(name, product, *tests))


def plain(text: str) -> list[str]:
    """Return lines without what aligns them."""
    return [" ".join(line.split()) for line in text.splitlines()]


@pytest.fixture(scope="module")
def excepted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mesh, Ran]:
    """Check a mesh of one domain whose only error is excepted for 30 days."""
    mesh = Mesh(tmp_path_factory.mktemp("excepted"))
    lasting = uncontracted(mesh.directory, "a", expires_on=on(30))
    return mesh, mesh("check", lasting, "--database", mesh.database)


def test_a_finding_that_is_excepted_fails_nobody_and_is_listed_apart(excepted: tuple[Mesh, Ran]) -> None:
    _, ran = excepted
    assert ran.code == 0, ran.err
    lines = plain(ran.out)
    assert lines[lines.index("Findings") + 1] == "none"
    title = lines.index("Excepted findings, which fail nobody until their exception ends")
    assert lines[title + 1] == f"error {CONTRACT} a: model.a.x"
    assert lines[title + 3] == f"excepted until {on(30)}: The old reader goes."
    assert "0 findings: none; 1 excepted." in lines
    assert lines[title + 4] == ""
    assert "Findings by policy and domain" not in lines


def test_machines_are_told_why_and_until_when_it_is_excepted(excepted: tuple[Mesh, Ran]) -> None:
    mesh, _ = excepted
    ran = mesh("report", "--database", mesh.database, "--json")
    (finding,) = ran.json["findings"]
    told = {key: finding[key] for key in finding if key.startswith(("is_", "exception_", "coming_"))}
    assert told == {
        "is_foreign": False,
        "is_excepted": True,
        "exception_reason": "The old reader goes.",
        "exception_expires_on": on(30),
        "coming_severity": None,
        "coming_on": None,
    }
    assert ran.json["summary"]["findings_by_policy"] == {}


def test_the_last_day_of_an_exception_counts_and_no_day_after(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    assert mesh("check", uncontracted(tmp_path, "a", expires_on=on(0))).code == 0
    ran = mesh("check", uncontracted(tmp_path, "a", expires_on=on(-1)), "--json")
    assert ran.code == 1, ran.err
    found = {(item["policy"], item["severity"], item["is_excepted"]) for item in ran.json["findings"]}
    assert found == {(CONTRACT, "error", False), ("exception_invalid", "error", False)}


@pytest.mark.parametrize("said", [{"expires_on": "soon"}, {"expires_on": "2099-12-31"}, {"policy": "no_such_policy"}])
def test_an_exception_that_does_not_hold_saves_nobody(tmp_path: Path, said: dict[str, Any]) -> None:
    ran = Mesh(tmp_path)("check", uncontracted(tmp_path, "a", **{"expires_on": on(30), **said}), "--json")
    assert ran.code == 1, ran.err
    assert {item["policy"] for item in ran.json["findings"]} == {CONTRACT, "exception_invalid"}


def test_what_others_except_is_counted_as_theirs(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    projects = [uncontracted(tmp_path, "a", expires_on=on(30)), uncontracted(tmp_path, "b", expires_on=on(30))]
    ran = mesh("check", *projects, "--domain", "a")
    assert ran.code == 0, ran.err
    lines = plain(ran.out)
    # both are named alike and read by nobody, which is no error
    (own,) = (line for line in lines if "findings of a: " in line)
    (others,) = (line for line in lines if "findings of other domains: " in line)
    assert [own.endswith("; 1 excepted."), others.endswith("; 1 excepted.")] == [True, True]
    assert "error" not in own + others


def test_a_severity_that_is_coming_is_said_behind_the_message(excepted: tuple[Mesh, Ran]) -> None:
    mesh, _ = excepted
    decided = mesh.directory / "decided.duckdb"
    shutil.copyfile(mesh.database, decided)
    with duckdb.connect(str(decided)) as connection:
        connection.execute(
            "update mesh_hub.fct_mesh__findings set severity = 'warn', is_excepted = false, "
            "coming_severity = 'error', coming_on = '2027-01-01'"
        )
    lines = plain(mesh("report", "--database", decided).out)
    place = lines.index(f"warn {CONTRACT} a: model.a.x")
    assert lines[place + 1].endswith(" (an error from 2027-01-01)")
    assert "1 finding: 1 warn." in lines
    (finding,) = mesh("report", "--database", decided, "--json").json["findings"]
    assert (finding["coming_severity"], finding["coming_on"]) == ("error", "2027-01-01")


def test_a_reason_of_any_length_is_a_line() -> None:
    finding = Finding(
        *("a", "warn", "shop", "shop", "model.shop.a", "Bad.", "Mend it."),
        is_excepted=True,
        exception_reason="r" * 10**6,
    )
    assert max(map(len, listed([finding]))) < 400
