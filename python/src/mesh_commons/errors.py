"""The one error of a user's fault: it names the file, the problem and the remedy."""

from __future__ import annotations

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_CANNOT_JUDGE = 2


class MeshError(Exception):
    """Something a person can mend.

    Args:
        file: What it is about: a path, a database or an option.
        problem: What is wrong with it, as the end of a sentence that begins with `file`.
        remedy: What to do, as a sentence.
    """

    exit_code = EXIT_CANNOT_JUDGE

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        super().__init__(file, problem, remedy)
        self.file = file
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """Return one line: file, problem, remedy."""
        return f"{self.file} {self.problem}. {self.remedy}"
