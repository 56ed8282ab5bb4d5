"""The schedule as it would be under a scenario, an amendment or a slip of the law."""
