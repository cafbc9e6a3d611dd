"""What anyone may know: offices, first steps, the Welcome Center, emergency numbers."""
