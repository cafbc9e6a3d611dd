"""Letters of a newcomer that a buddy looks through: passed on, never kept, with a card for both."""
