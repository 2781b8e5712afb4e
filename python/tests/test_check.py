"""`mesh check` and `mesh report` on the package's own models."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from command import Mesh, Ran
from factory import data_product, keyed, model, project, source, write
from mesh_commons.settings.literals import settings_macro
from mesh_commons.settings.package import SETTINGS_FILE, package_root
from mesh_commons.settings.registry import read_settings


def faulty(directory: Path) -> list[Path]:
    """Write two projects: `a` publishes without contract, `b` reads a private model of `a` by ref and by source."""
    raw = source("x", schema="a", unique_id="source.b.raw.x", package_name="b", relation_name='"db"."a"."x"')
    reads = {"nodes": ["model.a.secret", "source.b.raw.x"], "macros": []}
    external = model("secret", "a", original_file_path="", path="", access="private")
    uncontracted = data_product("x", "a", schema="a", contract={"enforced": False})
    return [
        write(directory / "a/target", project("a", *uncontracted, model("secret", "a", schema="a"))),
        write(
            directory / "b/target",
            project("b", model("y", "b", schema="b", depends_on=reads), external, sources=keyed(raw)),
        ),
    ]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mesh, Ran]:
    mesh = Mesh(tmp_path_factory.mktemp("checked"))
    return mesh, mesh("check", *faulty(mesh.directory), "--json", "--database", mesh.database)


def test_errors_are_exit_1(checked: tuple[Mesh, Ran]) -> None:
    _, ran = checked
    assert ran.code == 1, ran.err


def test_json_has_the_promised_summary(checked: tuple[Mesh, Ran]) -> None:
    _, ran = checked
    assert set(ran.json) == {"summary", "findings", "not_judged", "is_outdated", "outdated"}
    assert (ran.json["is_outdated"], ran.json["outdated"]) == (False, [])
    assert ran.json["summary"] == {
        "domains": 2,
        "projects": 2,
        "models": 3,
        "cross_project_edges": 1,
        "back_door_edges": 1,
        "data_products": 1,
        "findings_by_policy": {
            "public_model_without_contract": 1,
            "ref_to_non_public_model": 1,
            "source_is_another_domains_model": 1,
        },
    }


def test_json_has_the_promised_findings(checked: tuple[Mesh, Ran]) -> None:
    _, ran = checked
    keys = {"policy", "severity", "domain", "project", "resource", "message", "fix"}
    excepting = {"is_excepted", "exception_reason", "exception_expires_on"}
    assert all(
        set(finding) == keys | excepting | {"coming_severity", "coming_on", "is_foreign"}
        and all(finding[key] for key in keys)
        and not any(finding[key] for key in excepting)
        for finding in ran.json["findings"]
    )
    assert [(item["policy"], item["severity"], item["project"]) for item in ran.json["findings"]] == [
        ("public_model_without_contract", "error", "a"),
        ("ref_to_non_public_model", "error", "b"),
        ("source_is_another_domains_model", "warn", "b"),
    ]


def test_a_severity_that_nobody_knows_is_exit_2(checked: tuple[Mesh, Ran]) -> None:
    mesh, _ = checked
    edited = mesh.directory / "edited.duckdb"
    shutil.copyfile(mesh.database, edited)
    with duckdb.connect(str(edited)) as connection:
        connection.execute("update mesh_hub.fct_mesh__findings set severity = 'Error' where severity = 'error'")
    ran = mesh("report", "--database", edited)
    assert (ran.code, ran.out) == (2, "")
    assert "has a finding of public_model_without_contract of severity 'Error', not error, warn, info" in ran.err


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("alter table fct_mesh__summary alter value type varchar using 'many'", "Could not convert string 'many'"),
        (
            "alter table fct_mesh__summary alter value type hugeint using 2::hugeint ** 100",
            "cannot be used: Conversion",
        ),
        ("alter table fct_mesh__findings alter message type integer[] using [1]", ""),
        ("alter table fct_mesh__findings alter severity type blob using '\\xff'::blob", "of severity"),
        ("drop table dim_mesh__domains; create view dim_mesh__domains as select 1 as domain", "project_count"),
        ("drop table fct_mesh__findings", "holds no built hub"),
        (
            "drop table fct_mesh__findings; create view fct_mesh__findings as select "
            "unnest(range(1000001)) as unique_id, '' as policy_id, "
            "'info' as severity, '' as domain, '' as project_name, '' as message, '' as fix, false as is_excepted, "
            "'' as exception_reason, '' as exception_expires_on, '' as coming_severity, '' as coming_on",
            "has more than 1000000 rows in fct_mesh__findings",
        ),
        (
            "drop table fct_mesh__findings; create view fct_mesh__findings as from read_csv('/etc/passwd')",
            "cannot be used: Permission Error",
        ),
    ],
)
def test_a_hub_from_elsewhere_is_read_or_refused(checked: tuple[Mesh, Ran], statement: str, problem: str) -> None:
    mesh, _ = checked
    edited = mesh.directory / "elsewhere.duckdb"
    shutil.copyfile(mesh.database, edited)
    with duckdb.connect(str(edited)) as connection:
        connection.execute(f"set schema = 'mesh_hub'; {statement}")
    ran = mesh("report", "--database", edited)
    assert ran.code == (2 if problem else 0), ran.err
    assert problem in ran.err
    assert "fault of mesh" not in ran.err


@pytest.mark.parametrize("command", [["report"], ["gather", "a"], ["check", "a"]])
def test_a_database_that_is_no_file_is_refused_at_once(checked: tuple[Mesh, Ran], command: list[str]) -> None:
    mesh, _ = checked
    pipe = mesh.directory / "pipe.duckdb"
    if not pipe.exists():
        os.mkfifo(pipe)
    ran = mesh(*command, "--database", pipe)
    assert ran.code == 2
    assert "pipe.duckdb is no regular file" in ran.err
    ran = mesh(*command, "--database", "a\udc80.duckdb")
    assert ran.code == 2
    assert "is not written in UTF-8" in ran.err


def test_a_schema_of_a_name_that_none_has_is_refused(checked: tuple[Mesh, Ran]) -> None:
    mesh, _ = checked
    ran = mesh("report", "--database", mesh.database, "--hub-schema", "a\udc80")
    assert ran.code == 2
    assert "holds a character that no name may hold" in ran.err


def test_findings_are_said_once(checked: tuple[Mesh, Ran]) -> None:
    # The failed tests of the policies say nothing that the findings do not.
    _, ran = checked
    assert ran.err == ""


def test_a_built_hub_is_reported_alike(checked: tuple[Mesh, Ran]) -> None:
    mesh, ran = checked
    again = mesh("report", "--database", mesh.database, "--json")
    assert again.code == 0, again.err
    assert again.json == ran.json


def test_people_read_domains_products_edges_and_findings(checked: tuple[Mesh, Ran]) -> None:
    mesh, _ = checked
    text = mesh("report", "--database", mesh.database).out
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "1 data products" in lines
    assert "a 1 2 1" in lines
    assert "b 1 1 0" in lines
    assert "2 a -> b" in lines
    assert "error ref_to_non_public_model b 1" in lines
    assert "3 findings: 2 error, 1 warn." in lines


def test_only_the_findings_of_the_domains_that_are_asked_for_fail(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    faults = faulty(tmp_path)
    clean = write(tmp_path / "c/target", project("c", model("z", "c")))
    ran = mesh("check", *faults, clean, "--domain", "c", "--database", mesh.database)
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[lines.index("Findings of c") + 1] == "  none"
    assert "0 findings of c: none." in lines
    (counted,) = (line for line in lines if "of other domains: " in line)
    assert "2 error" in counted
    ran = mesh("check", *faults, clean, "--domain", "c", "--domain", "a", "--json")
    assert ran.code == 1, ran.err
    assert {finding["domain"]: finding["is_foreign"] for finding in ran.json["findings"]} == {"a": False, "b": True}
    ran = mesh("report", "--database", mesh.database, "--domain", "b", "--json")
    assert ran.code == 0, ran.err
    assert {finding["domain"]: finding["is_foreign"] for finding in ran.json["findings"]} == {"a": True, "b": False}


@pytest.mark.parametrize(
    ("domain", "complaint"),
    [
        ("d", "--domain d is no domain of this mesh. Its domains: a, b, empty."),
        ("empty", "--domain empty is a domain of which nothing was gathered."),
        ("A", "--domain A is no domain of this mesh."),
    ],
)
def test_a_domain_of_which_nothing_is_known_cannot_be_judged(tmp_path: Path, domain: str, complaint: str) -> None:
    mesh = Mesh(tmp_path)
    (tmp_path / "domains.yml").write_text("mesh_domains: [{name: a}, {name: empty}]")
    ran = mesh("check", *faulty(tmp_path), "--registry", "domains.yml", "--domain", domain)
    assert ran.code == 2
    assert complaint in ran.err


@pytest.mark.parametrize("given", [["--registry", "hub/domains.yml"], []])
def test_a_registry_makes_one_domain_of_two_projects(tmp_path: Path, given: list[str]) -> None:
    domain: dict[str, Any] = {"name": "one", "projects": ["a", "b"], "artifacts": ["../a", "../b/target"]}
    mesh = Mesh(tmp_path)
    external = model("x", "a", original_file_path="", path="", access="public")
    child = model("y", "b", depends_on={"nodes": ["model.a.x"], "macros": []})
    write(tmp_path / "a/target", project("a", *data_product("x", "a")))
    write(tmp_path / "b/target", project("b", child, external))
    (tmp_path / "hub/macros/settings").mkdir(parents=True)
    if given:
        (tmp_path / "hub/domains.yml").write_text(f"mesh_domains: [{domain!r}]")
    else:
        settings = {**read_settings(), "mesh_domains": [domain]}
        (tmp_path / "hub" / SETTINGS_FILE).write_text(settings_macro(settings), encoding="utf-8")
        mesh.directory = tmp_path / "hub"
    ran = mesh("check", *given, "--json")
    assert ran.code == 0, ran.err
    assert (ran.json["summary"]["domains"], ran.json["summary"]["projects"]) == (1, 2)
    assert ran.json["findings"] == []


def installed_package(directory: Path) -> Path:
    """Put settings and seeds of the package where `dbt deps` has them, and return the copy."""
    copy = directory / "dbt_packages/mesh_commons"
    (copy / SETTINGS_FILE).parent.mkdir(parents=True)
    shutil.copyfile(package_root() / SETTINGS_FILE, copy / SETTINGS_FILE)
    shutil.copytree(package_root() / "seeds/hub", copy / "seeds/hub")
    return copy


def test_what_the_council_decided_in_the_copy_that_is_installed_holds(tmp_path: Path) -> None:
    """A domain runs `mesh check` in its own project; pip has installed a mesh that knows of no decision."""
    mesh = Mesh(tmp_path)
    copy = installed_package(tmp_path)
    decisions = copy / "seeds/hub/governance/mesh_policy_decisions.csv"
    with decisions.open("a", encoding="utf-8") as seed:
        seed.write("public_model_without_contract,,retired,,,2026-01-01,Council,2026-01-01,We have other cares.\n")
    ran = mesh("check", *faulty(tmp_path), "--json")
    assert "public_model_without_contract" not in ran.json["summary"]["findings_by_policy"]
    elsewhere = mesh("check", *faulty(tmp_path), "--json", "--registry", package_root())
    assert elsewhere.json["summary"]["findings_by_policy"]["public_model_without_contract"] == 1


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("policy_id,condition", "has other columns than the seed of this release: decided_by, decided_on,"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_copy_of_another_release_is_exit_2(tmp_path: Path, header: str | None, complaint: str) -> None:
    mesh = Mesh(tmp_path)
    seed = installed_package(tmp_path) / "seeds/hub/governance/mesh_policy_decisions.csv"
    if header is None:
        seed.unlink()
    else:
        seed.write_text(f"{header}\n", encoding="utf-8")
    ran = mesh("check", *faulty(tmp_path))
    assert ran.code == 2
    assert f"mesh_policy_decisions.csv {complaint}" in ran.err
    assert "Use the mesh of the same release as that copy of the package" in ran.err


def test_a_project_that_cannot_be_read_is_exit_2_and_the_rest_is_judged(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    ran = mesh("check", *faulty(tmp_path), write(tmp_path / "bad/target", "{"), "--json")
    assert ran.code == 2
    assert "bad/target/manifest.json is truncated" in ran.err
    assert ran.json["summary"]["projects"] == 2


def test_nothing_to_judge_is_exit_2(mesh: Mesh) -> None:
    ran = mesh("check", "nowhere")
    assert ran.code == 2
    assert ran.out == ""


def test_a_registry_that_is_wrong_is_exit_2(mesh: Mesh) -> None:
    write(mesh.directory / "a/target", project("a"))
    (mesh.directory / "domains.yml").write_text("mesh_domains: [{name: a}, {name: a}]")
    ran = mesh("check", "a", "--registry", "domains.yml")
    assert ran.code == 2
    assert "the domain 'a' is listed twice" in ran.err
    assert "Traceback" not in ran.err


def test_a_registry_of_1500_domains_is_read(mesh: Mesh) -> None:
    # Handed to dbt on its command line, it would be too long for one.
    entries = "".join(
        f"- {{name: domain_{number}, owner: {{name: Owner {number}, email: owner_{number}@example.org}}}}\n"
        for number in range(1_500)
    )
    (mesh.directory / "domains.yml").write_text(f"mesh_domains:\n{entries}", encoding="utf-8")
    write(mesh.directory / "a/target", project("domain_7", model("x", "domain_7", access="public")))
    ran = mesh("check", "a", "--registry", "domains.yml", "--json")
    assert ran.code == 1, ran.err
    assert ran.json["summary"]["domains"] == 1_500
    assert {finding["domain"] for finding in ran.json["findings"]} == {"domain_7"}


def test_a_database_without_a_hub_is_named(mesh: Mesh) -> None:
    assert mesh.gather(write(mesh.directory / "a/target", project("a"))).code == 0
    ran = mesh("report", "--database", mesh.database)
    assert ran.code == 2
    assert "holds no built hub in schema 'mesh_hub'" in ran.err
    ran = mesh("report", "--database", "nowhere.duckdb")
    assert ran.code == 2
    assert "nowhere.duckdb does not exist" in ran.err
    assert not (mesh.directory / "nowhere.duckdb").exists()
