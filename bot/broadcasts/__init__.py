"""One message from a coordinator to many, each in their own language."""
