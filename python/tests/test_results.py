"""What lies beside the manifest: results of the last run and of freshness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from command import Mesh
from factory import manifest, metadata

Gathered = Callable[..., Mesh]

RUN: dict[str, Any] = {
    "metadata": metadata("run-results", 6),
    "results": [
        {
            "unique_id": "model.shop.orders",
            "status": "success",
            "execution_time": 1.5,
            "failures": None,
            "message": "OK",
            "timing": [
                {"name": "compile", "started_at": None, "completed_at": "2026-11-01T10:00:00.5Z"},
                {"name": "execute", "started_at": None, "completed_at": "2026-11-01T10:00:02Z"},
            ],
        },
        {"unique_id": "test.shop.t", "status": "fail", "execution_time": 1, "failures": 3, "timing": []},
    ],
    "args": {"target": "prod", "which": "build"},
}


def test_run_results_and_target_are_stored(gathered: Gathered) -> None:
    mesh = gathered(manifest(), run_results=RUN)
    assert mesh.rows("select * exclude (project_name) from run_results order by 1") == [
        ("model.shop.orders", "success", 1.5, None, "OK", datetime(2026, 11, 1, 10, 0, 2)),
        ("test.shop.t", "fail", 1.0, 3, None, None),
    ]
    assert mesh.rows("select target_name, has_run_results, has_catalog from projects") == [("prod", True, False)]


def test_without_run_results_the_target_is_unknown(gathered: Gathered) -> None:
    assert gathered(manifest()).rows("select target_name, has_run_results from projects") == [(None, False)]


def test_freshness_results_are_stored(gathered: Gathered) -> None:
    results = [
        {
            "unique_id": "source.shop.raw.a",
            "status": "warn",
            "max_loaded_at": "2026-11-01T00:00:00+00:00",
            "snapshotted_at": "2026-11-01T12:00:00.000000Z",
            "max_loaded_at_time_ago_in_s": 43200.0,
        },
        {"unique_id": "source.shop.raw.b", "status": "runtime error", "error": "no such table"},
    ]
    mesh = gathered(manifest(), sources={"metadata": metadata("sources", 3), "results": results})
    assert mesh.rows("select * exclude (project_name) from freshness_results order by 1") == [
        ("source.shop.raw.a", "warn", datetime(2026, 11, 1), datetime(2026, 11, 1, 12), 43200.0),
        ("source.shop.raw.b", "runtime error", None, None, None),
    ]


def test_a_broken_companion_loses_only_itself(gathered: Gathered) -> None:
    mesh = gathered(manifest(), run_results="{", catalog="nonsense", sources={"metadata": metadata("catalog", 1)})
    assert mesh.rows("select name from resources") == [("orders",)]
    assert sorted(row[0] for row in mesh.rows("select section from gather_warnings")) == [
        "freshness_results",
        "node_columns",
        "run_results",
    ]
    query = "select has_catalog, has_run_results, has_freshness_results from projects"
    assert mesh.rows(query) == [(False, False, False)]


def test_a_broken_result_loses_only_itself(gathered: Gathered) -> None:
    results = [{"unique_id": "model.shop.orders", "status": ["what"]}, *RUN["results"]]
    mesh = gathered(manifest(), run_results={**RUN, "results": results})
    assert mesh.rows("select count(*) from run_results") == [(2,)]
    assert mesh.rows("select section from gather_warnings") == [("run_results",)]
