"""The quality of a plan, by published yardsticks."""
