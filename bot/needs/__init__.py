"""What newcomers want help with: asking, and where a request stands."""
