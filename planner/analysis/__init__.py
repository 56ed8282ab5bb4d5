"""What follows from schedules: comparisons, margins, findings, simulations."""
