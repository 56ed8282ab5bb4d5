"""Which measures win back a date, at the least cost."""
