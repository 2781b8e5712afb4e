"""The one error of a user's fault: it names the file, the problem and the remedy. And the fault that is ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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


class UnexpectedError(MeshError):
    """A fault of mesh itself; its cause is the exception that nobody foresaw.

    Attributes:
        traceback: Where the exception came from. It travels with the error from one process to another.
    """

    traceback = ""


def unexpected(file: str, error: BaseException) -> MeshError:
    """Return an exception that nobody foresaw as file, problem and remedy.

    Args:
        file: What was at work, or worked on.
        error: The exception.

    Returns:
        The error, which has the exception as its cause.
    """
    said = " ".join(str(error).split())[:500]
    if isinstance(error, MemoryError):
        explained = MeshError(file, "needs more memory than there is", "Use a machine with more memory.")
    elif isinstance(error, OSError):
        place = str(error.filename) if error.filename else file
        problem = f"cannot be used: {error.strerror or said or type(error).__name__}"
        explained = MeshError(place[:500], problem, "Check the path, its permissions and the disk.")
    else:
        from traceback import format_exception

        problem = f"failed unexpectedly ({type(error).__name__}{': ' if said else ''}{said})"
        remedy = "This is a fault of mesh: report it, with what --debug adds."
        explained = UnexpectedError(file, problem, remedy)
        explained.traceback = "".join(format_exception(type(error), error, error.__traceback__))
    explained.__cause__ = error
    return explained


@contextmanager
def about(file: str) -> Iterator[None]:
    """Name what is worked on where an exception that nobody foresaw ends it."""
    try:
        yield
    except MeshError:
        raise
    except Exception as error:
        raise unexpected(file, error) from error
