"""Projects into a store: locate, read and decode each, in worker processes, then load them all at once."""
