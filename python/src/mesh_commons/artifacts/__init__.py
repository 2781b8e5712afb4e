"""The artifact files of a project: where they are, and their bytes. Nothing here knows what is in them."""
