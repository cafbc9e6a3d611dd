"""What a newcomer and a buddy decide together: content, duration, rhythm and place."""
