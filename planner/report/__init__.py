"""What people read: explanations, tables and letters, made from results."""
