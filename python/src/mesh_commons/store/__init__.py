"""The databases that can hold the shared schema. Only this room writes to one."""
