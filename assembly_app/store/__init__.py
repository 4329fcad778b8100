"""Where an assembly is kept: one database with its people, its sessions' journals and its ballot boxes."""
