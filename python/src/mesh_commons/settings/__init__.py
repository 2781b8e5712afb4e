"""What people configure: the registry of domains and the profile that names a connection."""
