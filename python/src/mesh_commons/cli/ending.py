"""Whatever ends a command: one exit code, and where it is not the command's own, one sentence."""

from __future__ import annotations

from collections.abc import Callable

from mesh_commons.cli.problems import error_as_text, is_debugging, notes_as_text, traceback_as_text
from mesh_commons.errors import EXIT_CANNOT_JUDGE, MeshError, UnexpectedError, unexpected
from mesh_commons.output import streams
from mesh_commons.output.secrets import remember_environment
from mesh_commons.stopping import stopped_by_signals, was_stopped


def ended(run: Callable[[], int], words: list[str]) -> int:
    """Run a command to its end.

    Args:
        run: The command; what it returns is its exit code.
        words: The command line, which an unexpected exception is reported with.

    Returns:
        The exit code of the command, else 2: an exception never looks like findings.
    """
    debug = is_debugging("--debug" in words)
    try:
        streams.prepare()
        remember_environment()
        with stopped_by_signals():
            code = run()
            streams.flush()
            return code
    except BrokenPipeError:
        # Who read the output has seen enough, as `head` does.
        return EXIT_CANNOT_JUDGE
    except BaseException as error:  # SystemExit of a library and GeneratorExit too
        _explain(error, " ".join(["mesh", *words])[:300], debug)
        return EXIT_CANNOT_JUDGE


def _explain(error: BaseException, command: str, debug: bool) -> None:
    """Print why the command ended, on standard error."""
    if was_stopped() or isinstance(error, KeyboardInterrupt):
        streams.complain(notes_as_text(["stopped; what was stored before stays."]))
        return
    if isinstance(error, streams.OutputError):
        remedy = "Lead it elsewhere; what was stored before this stays."
        error = MeshError("standard output", f"cannot be written: {error}", remedy)
    explained = error if isinstance(error, MeshError) else unexpected(command, error)
    if debug and isinstance(explained, UnexpectedError):
        streams.complain(traceback_as_text(explained.traceback))
    streams.complain(error_as_text(explained))
