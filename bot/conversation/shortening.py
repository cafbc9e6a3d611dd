"""Cutting what people wrote where a message would be too long; never the bot's own words. Pure."""

from bot.conversation.values import InLanguage, Listed, Said, Series, Value, Words


def shortened(said: Said, most: int) -> Said:
    """The text with no more than so many letters of anything that somebody wrote."""
    return Said(said.text, {name: _shortened(each, most) for name, each in said.values.items()})


def _shortened(value: Value, most: int) -> Value:
    match value:
        case Words(words) if len(words) > most:
            return Words(f"{words[:most].rstrip()}…")
        case Said():
            return shortened(value, most)
        case InLanguage(said, language):
            return InLanguage(shortened(said, most), language)
        case Series(items):
            return Series(tuple(_shortened(item, most) for item in items))
        case Listed(items):
            return Listed(tuple(_shortened(item, most) for item in items))
        case _:
            return value
