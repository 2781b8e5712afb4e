"""Tests of what the mutation test says of conditions and of survivors."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutate import Mutant, Reason, mutants, read_reasons, report

DROPPED = Mutant("p", "dropped", "number <= 5", "")


def test_a_reason_holds_for_one_policy_one_change_and_its_condition() -> None:
    reason = Reason("p", "dropped", "number <= 5", "Only spares work.")
    others = [
        Mutant("q", "dropped", "number <= 5", ""),
        Mutant("p", "negated", "number <= 5", ""),
        Mutant("p", "dropped", "number <= 6", ""),
    ]
    assert list(report([DROPPED], [reason])) == [(True, "explained: p: dropped: number <= 5: Only spares work.")]
    for other in others:
        assert [in_order for in_order, _ in report([DROPPED, other], [reason])] == [True, False]


def test_a_reason_that_no_survivor_needs_is_said() -> None:
    stale = Reason("p", "negated", "number <= 5", "Only spares work.")
    assert list(report([], [stale])) == [
        (False, "stale reason, no survivor needs it: p: negated: number <= 5"),
    ]


def test_reasons_without_their_change_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "survivors.yml"
    file.write_text("p: {number: Only spares work.}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="'number' is none of"):
        read_reasons(file)
    file.write_text("p: {dropped: {number <= 5: Only spares work.}}\n", encoding="utf-8")
    assert read_reasons(file) == [Reason("p", "dropped", "number <= 5", "Only spares work.")]


def test_each_condition_is_negated_and_dropped() -> None:
    sql = "select case a when 1 then 2 end as c from t where a = 1 and (b = 2 or b = 3)"
    tried = {(mutant.change, mutant.condition): mutant.sql for mutant in mutants("p", sql)}
    assert {condition for _, condition in tried} == {"a = 1", "b = 2", "b = 3"}
    assert "NOT (b = 2) OR b = 3" in tried["negated", "b = 2"]
    assert "FALSE OR b = 3" in tried["dropped", "b = 2"]
