"""What two people meet for, and where."""

from dataclasses import dataclass

from bot import facts
from bot.conversation.options import Choice
from bot.conversation.values import Named, Value, Words, say
from bot.i18n import text
from bot.town import Town


class Occasion(Choice):
    """What a meeting is for."""

    OFFICE = "office", text("meetings.office", "Going to an office together")
    LETTERS = "letters", text("meetings.letters", "Reading letters and papers")
    GERMAN = "german", text("meetings.german", "Practising German")
    WORK = "work", text("meetings.work", "Finding work, applying")
    CITY = "city", text("meetings.city", "Getting to know the city")
    TALK = "talk", text("meetings.talk", "Talking, getting to know each other")


# Translators: an office, as it is called, and the address.
OFFICE_AT = text("meetings.office_at", "{office}, {address}")


@dataclass(frozen=True)
class Where:
    """The key of an office in the town file, or own words; neither where it isn't said."""

    office: str | None = None
    words: str | None = None

    def shown(self, town: Town) -> Value | None:
        """As people read it. An office that has left the town file is named by its key."""
        if self.words:
            return Words(self.words)
        if not self.office:
            return None
        found = facts.find(town.offices, self.office)
        if found is None:
            return Words(self.office)
        office = Named(found.gloss, found.name)
        if not found.address:
            return office
        return say(OFFICE_AT, office=office, address=Words(found.address))
