"""Whether a meeting held wholly at a distance is valid. Pure Python.

Ordonnance n° 2014-1329 of 6 November 2014 on the remote deliberations of administrative bodies: a
college of at least three people may deliberate by telephone, video or written exchange when the
chair so decides; the participants must be identified, nobody else may listen, the secrecy of a
secret vote must be kept, at least half of the members must have taken part, and no sanction may be
decided that way.
"""

from dataclasses import dataclass

BASIS = "ordonnance n° 2014-1329 du 6 novembre 2014"


@dataclass(frozen=True)
class Remote:
    members: int
    took_part: int
    identified: int
    is_confidential: bool
    has_secret_vote: bool = False
    secrecy_is_kept: bool = True
    is_sanction: bool = False


def objections(meeting: Remote) -> tuple[str, ...]:
    """What stands against it, each with the way to mend it; nothing when it is valid."""
    found = []
    if meeting.is_sanction:
        found.append("Une sanction ne se délibère pas à distance : tenez la séance en salle.")
    if meeting.members < 3:
        found.append(
            "Un collège de moins de trois personnes ne délibère pas à distance : tenez la séance "
            "en salle."
        )
    if meeting.identified < meeting.took_part:
        left = meeting.took_part - meeting.identified
        who = (
            "1 participant n’est pas identifié"
            if left == 1
            else (f"{left} participants ne sont pas identifiés")
        )
        found.append(f"{who} : notez qui parle, ou ne comptez pas la personne.")
    if not meeting.is_confidential:
        found.append(
            "Des tiers peuvent entendre les débats : faites-les sortir de la visioconférence."
        )
    if meeting.has_secret_vote and not meeting.secrecy_is_kept:
        found.append("Le secret du vote n’est pas assuré à distance : votez en salle.")
    if 2 * meeting.took_part < meeting.members:
        needed = (meeting.members + 1) // 2
        found.append(
            f"La moitié des membres doit prendre part : {meeting.took_part} sur "
            f"{meeting.members}, il en faut {needed}."
        )
    return tuple(f"{one} ({BASIS})" for one in found)
