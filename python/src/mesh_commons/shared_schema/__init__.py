"""The shared schema: the tables that `mesh gather` writes, and rows on their way into them."""
