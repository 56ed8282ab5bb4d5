"""What follows from schedules: comparisons, margins, problems, simulations."""
