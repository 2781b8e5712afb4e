"""What leaves the command: the one room that escapes what came from outside, and the one that prints."""
