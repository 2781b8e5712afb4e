"""Bad input: a clear message that names file, problem and remedy; exit 2; nothing stored is lost."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from command import Mesh
from factory import manifest, metadata, model, project, write

GOOD = json.dumps(project("good"))


@pytest.mark.parametrize(
    ("content", "problem", "remedy"),
    [
        ("this is not JSON", "is not JSON", "Run 'dbt parse'"),
        (GOOD[: len(GOOD) // 2], "is truncated", "Run 'dbt parse'"),
        ("", "is empty", "Run 'dbt parse'"),
        ("[]", "is not a manifest of dbt", "Run 'dbt parse'"),
        ('{"name": "left-pad", "version": "1.0.0"}', "is not a manifest of dbt", "Run 'dbt parse'"),
        ({"metadata": metadata("catalog", 1)}, "is a catalog of dbt, not a manifest", "Give the manifest.json"),
        (
            manifest(metadata=metadata(number=8, dbt_version="1.4.9")),
            "is of manifest schema v8 (dbt 1.4.9)",
            "Upgrade dbt",
        ),
        (
            manifest(metadata=metadata(dbt_schema_version="https://x/manifest/vnext")),
            "is not a manifest of dbt: its metadata says",
            "Run 'dbt parse'",
        ),
        ({"metadata": metadata(), "nodes": None}, "holds no resource of project 'shop'", "Add a model"),
        (manifest(nodes={}), "holds no resource of project 'shop'", "Add a model"),
        (manifest(model(package="other")), "holds no resource of project 'shop'", "Add a model"),
        (manifest(nodes=7), "holds no resource of project 'shop'; 1 could not be read", "Run 'dbt parse'"),
    ],
)
def test_a_bad_manifest_is_refused_and_the_others_are_stored(
    mesh: Mesh, content: Any, problem: str, remedy: str
) -> None:
    bad = write(mesh.directory / "bad/target", content)
    good = write(mesh.directory / "good/target", GOOD)
    ran = mesh.gather(bad, good)
    assert ran.code == 2
    assert f"mesh: {bad}/manifest.json {problem}" in ran.err
    assert remedy in ran.err
    assert "Traceback" not in ran.err
    assert mesh.rows("select project_name from projects") == [("good",)]


def test_a_bad_manifest_does_not_lose_the_project_stored_before(mesh: Mesh) -> None:
    target = write(mesh.directory / "good/target", GOOD)
    assert mesh.gather(target).code == 0
    before = mesh.snapshot()
    write(target, GOOD[:-9])
    assert mesh.gather(target).code == 2
    assert mesh.snapshot() == before


def test_a_missing_path_is_named(mesh: Mesh) -> None:
    ran = mesh.gather("nowhere")
    assert ran.code == 2
    assert "nowhere does not exist. Give a dbt project directory" in ran.err


def test_a_directory_without_target_says_to_parse(mesh: Mesh) -> None:
    (mesh.directory / "shop").mkdir()
    (mesh.directory / "shop/dbt_project.yml").write_text("name: shop\ntarget-path: out\n")
    ran = mesh.gather("shop")
    assert ran.code == 2
    assert "shop/out/manifest.json not found. Run 'dbt parse' in shop." in ran.err


def test_a_directory_of_something_else_is_refused(mesh: Mesh) -> None:
    (mesh.directory / "empty").mkdir()
    ran = mesh.gather("empty")
    assert ran.code == 2
    assert "empty holds neither manifest.json nor dbt_project.yml" in ran.err


def test_two_inputs_of_one_project_are_refused_both(mesh: Mesh) -> None:
    one = write(mesh.directory / "one", project("shop"))
    two = write(mesh.directory / "two", project("shop", model("other")))
    ran = mesh.gather(one, two, write(mesh.directory / "good", GOOD))
    assert ran.code == 2
    assert f"{one}/manifest.json and {two}/manifest.json are both project 'shop'" in ran.err
    assert mesh.rows("select project_name from projects") == [("good",)]


def test_one_input_given_twice_is_read_once(mesh: Mesh) -> None:
    target = write(mesh.directory / "good/target", GOOD)
    assert mesh.gather(target, target / "manifest.json").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_manifest_is_named(mesh: Mesh) -> None:
    target = write(mesh.directory / "good/target", GOOD)
    (target / "manifest.json").chmod(0)
    ran = mesh.gather(target)
    assert ran.code == 2
    assert "cannot be read" in ran.err


def test_a_file_that_is_no_database_is_left_alone(mesh: Mesh) -> None:
    mesh.database.write_bytes(b"not a database at all" * 999)
    ran = mesh.gather(write(mesh.directory / "good/target", GOOD))
    assert ran.code == 2
    assert f"{mesh.database} is not a readable DuckDB file" in ran.err
    assert mesh.database.read_bytes() == b"not a database at all" * 999


def test_a_locked_database_says_who_holds_it(mesh: Mesh) -> None:
    code = f"import duckdb, time; c = duckdb.connect({str(mesh.database)!r}); print('open', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        ran = mesh.gather(write(mesh.directory / "good/target", GOOD))
    finally:
        holder.kill()
        holder.wait()
    assert ran.code == 2
    assert f"{mesh.database} is locked by another process" in ran.err
    assert str(holder.pid) in ran.err
    assert "Close the program" in ran.err


def many(count: int, tag: str) -> dict[str, Any]:
    return project("big", *(model(f"m{index}", "big", description=f"{tag} {index} " * 40) for index in range(count)))


def limit_files(size: int) -> str:
    return (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    )


def test_a_full_disk_loses_nothing(mesh: Mesh) -> None:
    good = write(mesh.directory / "good/target", GOOD)
    assert mesh.gather(good).code == 0
    before = mesh.snapshot()
    big = write(mesh.directory / "big/target", many(3000, "full"))
    size = mesh.database.stat().st_size + 100_000
    ran = mesh("gather", big, "--database", mesh.database, preamble=limit_files(size))
    assert ran.code == 2
    assert "the disk is full" in ran.err or "cannot be written" in ran.err
    assert "Free space" in ran.err
    assert mesh.snapshot() == before
    assert mesh.gather(big).code == 0


def test_a_full_temporary_directory_is_named(mesh: Mesh) -> None:
    good = write(mesh.directory / "good/target", GOOD)
    assert mesh.gather(good).code == 0
    before = mesh.snapshot()
    big = write(mesh.directory / "big/target", many(500, "full"))
    ran = mesh("gather", big, "--database", mesh.database, preamble=limit_files(4096))
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert mesh.snapshot() == before


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_killed_in_the_middle_leaves_the_old_or_the_new(mesh: Mesh, delay: float) -> None:
    target = write(mesh.directory / "big/target", many(1500, "old"))
    other = write(mesh.directory / "good/target", GOOD)
    assert mesh.gather(target, other).code == 0
    write(target, many(1400, "new"))
    code = (
        "from mesh_commons.store import duckdb\n"
        "load = duckdb.DuckDBStore.replace\n"
        "def told(*words):\n    print('loading', flush=True)\n    load(*words)\n    print('loaded', flush=True)\n"
        "duckdb.DuckDBStore.replace = told\n"
        "from mesh_commons.cli import main\nraise SystemExit(main())"
    )
    command = [sys.executable, "-c", code, "gather", str(target), "--database", str(mesh.database)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=mesh.directory)
    assert process.stdout is not None
    assert process.stdout.readline() == b"loading\n"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    tags = mesh.rows(
        "select distinct split_part(description, ' ', 1), count(*) over () from resources where project_name = 'big'"
    )
    assert tags in ([("old", 1500)], [("new", 1400)])
    assert mesh.rows("select count(*) from projects") == [(2,)]
    assert mesh.rows("select count(*) from resources where project_name = 'good'") == [(1,)]
    assert mesh.gather(target).code == 0
    assert mesh.rows("select count(*) from resources where project_name = 'big'") == [(1400,)]


def test_a_store_of_a_newer_mesh_is_refused(mesh: Mesh) -> None:
    with duckdb.connect(str(mesh.database)) as connection:
        connection.execute("create schema mesh_artifacts")
        connection.execute("create table mesh_artifacts.edges (project_name varchar, parent_unique_id bigint)")
    ran = mesh.gather(write(mesh.directory / "good/target", GOOD))
    assert ran.code == 2
    assert "holds edges.parent_unique_id as bigint, not as varchar" in ran.err
    assert "Upgrade mesh-commons" in ran.err


def children(pid: int) -> list[int]:
    """Return the worker processes of a process."""
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in listed.read_text().split()]
    return [child for child in found if "serve.py" in Path(f"/proc/{child}/cmdline").read_text()]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="worker processes are found by /proc")
def test_a_killed_worker_loses_no_project(mesh: Mesh) -> None:
    targets = [write(mesh.directory / f"{name}/target", project(name)) for name in ("a", "b", "c")]
    code = "from mesh_commons.gather import projects\nprojects.WORTH_WORKERS = 0\n"
    code += "from mesh_commons.cli import main\nraise SystemExit(main())"
    command = [sys.executable, "-c", code, "gather", *map(str, targets), "--database", str(mesh.database)]
    process = subprocess.Popen(command, cwd=mesh.directory)
    workers: list[int] = []
    while not workers and process.poll() is None:
        workers = children(process.pid)
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    assert process.wait(60) == 0
    assert mesh.rows("select project_name from projects order by 1") == [("a",), ("b",), ("c",)]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="worker processes are found by /proc")
def test_workers_end_with_their_parent(mesh: Mesh) -> None:
    target = write(mesh.directory / "big/target", many(3000, "old"))
    other = write(mesh.directory / "good/target", GOOD)
    code = "from mesh_commons.gather import projects\nprojects.WORTH_WORKERS = 0\n"
    code += "from mesh_commons.cli import main\nraise SystemExit(main())"
    command = [sys.executable, "-c", code, "gather", str(target), str(other), "--database", str(mesh.database)]
    process = subprocess.Popen(command, cwd=mesh.directory)
    workers: list[int] = []
    while len(workers) < 2 and process.poll() is None:
        workers = children(process.pid)
    assert workers
    process.kill()
    process.wait(60)
    ends = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not [worker for worker in workers if Path(f"/proc/{worker}/exe").exists()]
