"""What needs me today, for staff; and the digest in the morning."""
