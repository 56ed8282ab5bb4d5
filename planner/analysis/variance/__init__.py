"""Two schedules side by side: what moved, and by which causes."""
