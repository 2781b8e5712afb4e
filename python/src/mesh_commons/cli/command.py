"""What a command of `mesh` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple


class Command(NamedTuple):
    """A command, as `mesh --help` lists it and as it is run.

    Attributes:
        name: The word it is called by.
        line: What it does, as one sentence of the list of commands.
        text: What it does, as a paragraph of its own help.
        example: A call of it, the end of its own help.
        add_options: Adds its options to its parser.
        run: Runs it and returns the exit code. Drivers are imported in here, so that help needs none.
    """

    name: str
    line: str
    text: str
    example: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
