"""What must reach the staff at once: a concern about the other person, a call in a crisis."""
