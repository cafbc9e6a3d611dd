"""What a letter is about, as the card of it says."""

from bot.conversation.options import Choice
from bot.i18n import text


class Kind(Choice):
    """Roughly, so that nobody has to know the right word."""

    OFFICE = "office", text("letters.office", "Office or authority")
    RESIDENCE = "residence", text("letters.residence", "Residence, visa")
    BENEFITS = "benefits", text("letters.benefits", "Benefits, Jobcenter")
    HEALTH = "health", text("letters.health", "Health insurance, doctor")
    SCHOOL = "school", text("letters.school", "School, childcare")
    HOUSING = "housing", text("letters.housing", "Flat, rent, energy")
    MONEY = "money", text("letters.money", "Bill, bank, reminder")
    COURT = "court", text("letters.court", "Court, police, lawyer")
    WORK = "work", text("letters.work", "Work, employer")
    OTHER = "other", text("letters.other", "Something else")


LEGAL = (Kind.RESIDENCE, Kind.COURT)
"""Always a matter for professionals. Of the others the words on the card tell."""
