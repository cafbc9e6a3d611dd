"""The database: what is kept, and how it stays whole."""
