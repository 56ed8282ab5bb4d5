"""What was reported and promised, beside what the schedule says."""
