"""Who answers for somebody on a given day: themselves, or whoever stands in during an absence."""

from datetime import date

from .models import Absence, Person

# A stand-in may go away in turn; nobody is sent round in circles.
LONGEST_CHAIN = 5


class StandIns:
    """The absences of a day, read once: one query whatever the number of people asked about."""

    def __init__(self, on: date) -> None:
        self._by_person = {
            absence.person_id: absence.stand_in
            for absence in Absence.objects.in_force(on).for_list()
        }

    def acting_for(self, person: Person) -> Person:
        acting = person
        for _ in range(LONGEST_CHAIN):
            following = self._by_person.get(acting.pk)
            if following is None:
                return acting
            acting = following
        return person
