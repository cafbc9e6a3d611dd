"""What a seminar can be, and for whom."""

from bot.conversation.options import Choice
from bot.i18n import text


class Kind(Choice):
    """What happens there."""

    INFO = "info", text("seminars.kind_info", "Info evening")
    INTRODUCTION = "introduction", text("seminars.kind_introduction", "Introduction")
    SEMINAR = "seminar", text("seminars.kind_seminar", "Seminar")
    REFLECTION = "reflection", text("seminars.kind_reflection", "Reflection meeting")


class Audience(Choice):
    """For whom it is. Everyone: whoever uses the bot and has chosen a language, in whatever role.
    Of the buddies, by their state: applicants are applied, interviewed or prepared; active ones
    active or paused; all buddies are both together, without those who left or were declined.
    `rules.audiences_of` says it the other way round."""

    EVERYONE = "everyone", text("seminars.for_everyone", "Everyone who uses the bot")
    APPLICANTS = "applicants", text("seminars.for_applicants", "Applicants: not active yet")
    BUDDIES = "buddies", text("seminars.for_buddies", "All buddies, also applicants")
    ACTIVE = "active", text("seminars.for_active", "Active buddies, also those who pause")
