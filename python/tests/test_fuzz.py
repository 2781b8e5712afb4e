"""Thousands of broken manifests: no traceback, no mixture, nothing lost without a word, nothing that breaks a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz import Fuzz

MUTANTS = 2000


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_without_a_word(tmp_path: Path, seed: int) -> None:
    fuzz = Fuzz(tmp_path)
    faults = fuzz.run(seed, range(MUTANTS // 2))
    assert not faults, [f"python tests/fuzz.py --seed {seed} --only {n}: {fault}" for n, fault in faults.items()]
    # A fuzz that is refused all the time, or never, tries nothing.
    assert fuzz.stored > MUTANTS // 4
    assert fuzz.warned > MUTANTS // 10
    assert fuzz.refused > MUTANTS // 100
