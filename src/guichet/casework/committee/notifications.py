"""All the letters about meetings, and the sentence of each event of their history."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from guichet.casework.demands.models import Demand
from guichet.foundations.notifications.actions import Message as Letter
from guichet.foundations.toolkit.dates import clock_time, full_date, local_day, long_date

from .choices import MeetingForm
from .expected import terms_of
from .models import AgendaItem, Amendment, Committee, Meeting, Promise

HISTORY: dict[str, str] = {
    "committee.create_committee": "a installé le comité",
    "committee.create_commission": "a créé la commission",
    "committee.change_body": "a corrigé l’instance (auparavant « {former} »)",
    "committee.add_college": "a ajouté le collège « {label} »",
    "committee.change_college": "a modifié le collège « {label} » (auparavant « {former} »)",
    "committee.remove_college": "a retiré le collège « {label} »",
    "committee.owe_item": "a mis « {label} » à chaque ordre du jour à partir du {day}",
    "committee.end_owed_item": "a retiré « {label} » des ordres du jour après le {day}",
    "committee.add_seat": "a ajouté le siège « {label} »",
    "committee.give_mandate": "a désigné {person} au siège « {label} »",
    "committee.end_mandate": "a mis fin le {day} au mandat de {person} au siège « {label} »",
    "committee.ask_designation": "a demandé la désignation d’un membre au siège « {label} »",
    "committee.end_seat": "a retiré le siège « {label} » à compter du {day}",
    "committee.renew_assembly": "a noté le renouvellement de {assembly} le {day} ({seats} sièges)",
    "committee.set_rules": "a enregistré des règles applicables à partir du {day}",
    "committee.withdraw_rules": "a retiré les règles prévues pour le {day} ({basis})",
    "orientation.add_indicator": "a ajouté l’indicateur « {label} »",
    "orientation.read_indicator": "a relevé « {label} » : {value} au {on}",
    "committee.start_rehearsal": "a ouvert une répétition",
    "committee.erase_rehearsal": "a effacé la répétition",
    "meeting.play_answers": "a fait répondre les membres fictifs ({told})",
    "meeting.prepare_meeting": "a préparé la séance du {day} ({items} points à l’ordre du jour)",
    "meeting.change_meeting": "a changé la date, la forme ou le lieu : {day}",
    "meeting.refresh_agenda": "a actualisé l’ordre du jour ({told})",
    "meeting.add_item": "a ajouté le point « {title} »",
    "meeting.edit_item": "a modifié le point « {title} »",
    "meeting.remove_item": "a retiré le point « {title} »",
    "meeting.move_item": "a déplacé le point « {title} »",
    "meeting.convene": "a convoqué la séance",
    "meeting.send_convocations": "a envoyé {told}",
    "meeting.invite": "a prévu d’entendre {name}",
    "meeting.withdraw_invitation": "a renoncé à entendre {name}",
    "meeting.join_piece": "a joint la pièce « {title} »",
    "meeting.remove_piece": "a retiré la pièce « {title} »",
    "meeting.send_again": "a renvoyé la convocation ({told})",
    "meeting.remind": "a relancé {told}",
    "meeting.revoke_link": "a révoqué le lien de réponse de {name}",
    "meeting.renew_link": "a envoyé un nouveau lien de réponse à {name}",
    "meeting.set_reminder": "a réglé la relance automatique : {told}",
    "meeting.stop_reminder": "a arrêté la relance automatique prévue le {day}",
    "meeting.remind_by_itself": "a relancé à la date prévue {told}",
    "meeting.note_delivery": "a noté la remise de la convocation de {name} ({how})",
    "meeting.open_convocation": "a enregistré que {name} a ouvert sa convocation",
    "meeting.answer": "a reçu la réponse de {name} : {told}",
    "meeting.answer_for": "a noté la réponse de {name} : {told}",
    "meeting.cancel": "a annulé la séance",
    "meeting.open_meeting": "a ouvert la séance",
    "meeting.record_attendance": "a noté « {seat} » : {mode}",
    "meeting.record_roll_call": "a enregistré l’appel ({number} sièges)",
    "meeting.convene_again": "a repris l’ordre du jour de la séance sans quorum, à l’identique",
    "meeting.take_up": "a ouvert le point « {title} »",
    "meeting.note_item": "a noté ce qui se dit sur « {title} »",
    "meeting.record_recusal": "a noté que « {seat} » se retire du point « {title} »",
    "meeting.lift_recusal": "a levé le déport de « {seat} » sur « {title} »",
    "meeting.add_late_item": "a ajouté le point tardif « {title} »",
    "meeting.order_items": "a changé l’ordre des points : « {title} » passe au rang {rank}",
    "meeting.record_outcome": "a noté l’issue du point « {title} » : {outcome}",
    "meeting.make_promise": "a noté l’engagement de {holder} pour le {due_on}",
    "meeting.close_meeting": "a levé la séance",
    "meeting.draft_minutes": "a rédigé le procès-verbal",
    "meeting.save_minutes": "a corrigé le texte ({parts})",
    "meeting.open_amendments": "a ouvert le procès-verbal aux amendements jusqu’au {until}",
    "meeting.propose_amendment": "a proposé un amendement à « {part} »",
    "meeting.accept_amendment": "a accepté l’amendement de {author} à « {part} »",
    "meeting.refuse_amendment": "a refusé l’amendement de {author} à « {part} »",
    "meeting.record_disagreement": "a noté le désaccord de {member} sur « {title} »",
    "meeting.issue_edition": "a publié la seconde édition, approuvée à la séance du {day}",
    "meeting.withhold": "a retiré {told} de la publication",
    "meeting.send_extracts": "a renvoyé {told}",
    "meeting.return_extract": "a renvoyé l’extrait du procès-verbal du {day} : {outcome}",
    "meeting.approve_minutes": "a approuvé le procès-verbal",
    "meeting.publish": "a publié la séance",
    "meeting.told": "a présenté la demande à la séance du {day} : {outcome}",
    "promise.tell_news": "a dit où en est l’engagement ; prochaines nouvelles le {next_on}",
    "promise.remind": "a rappelé l’engagement à qui l’a pris",
    "promise.keep_promise": "a marqué tenu l’engagement pris en séance",
    "promise.release_promise": "a levé l’engagement pris en séance",
}

_SECOND = (
    "Cette séance est convoquée à nouveau sur le même ordre du jour, le quorum n’ayant pas été "
    "atteint à la précédente. Aucun quorum ne sera exigé (article R133-10 du code des relations "
    "entre le public et l’administration)."
)


def convened(meeting: Meeting, items: Iterable[AgendaItem], *, nature: str = "") -> Letter:
    """The convocation: day, place and agenda, all that R133-8 wants members to receive; `nature` is
    that of the seat, which says whether its member may be replaced (R133-3)."""
    agenda = "\n".join(f"{n}. {item.title}" for n, item in enumerate(items, start=1))
    urgent = f"Convocation en urgence : {meeting.urgency_reason}" if meeting.urgency_reason else ""
    return _letter(
        meeting,
        f"Convocation : {meeting.committee}, {full_date(meeting.day)}",
        "Madame, Monsieur,",
        f"Vous êtes convié à la séance du {_when(meeting)} {of_committee(meeting)}, présidée par "
        f"{meeting.chair_label}{_co_chair(meeting)}.",
        _where(meeting),
        _SECOND if meeting.is_second_convocation else "",
        urgent,
        f"Ordre du jour :\n{agenda}",
        terms_of(meeting).replacement(nature=nature),
    )


def invited(meeting: Meeting, item: AgendaItem | None) -> Letter:
    """To somebody whom the chair wants heard: no member, no vote (CRPA R133-6)."""
    about = f"sur le point « {item.title} »" if item else "sur un point de l’ordre du jour"
    return _letter(
        meeting,
        f"Invitation : {meeting.committee}, {full_date(meeting.day)}",
        "Madame, Monsieur,",
        f"Vous êtes invité à être entendu {about} de la séance du {_when(meeting)} "
        f"{of_committee(meeting)}, présidée par {meeting.chair_label}{_co_chair(meeting)}.",
        _where(meeting),
        "Les personnes entendues ne prennent pas part au vote (article R133-6 du code des "
        "relations entre le public et l’administration).",
        "Dites par le lien ci-dessous, en un clic et sans compte, si vous viendrez.",
    )


def reminded(meeting: Meeting, *, is_heard: bool = False) -> Letter:
    """To those only who have said nothing yet; whoever is heard has no deputy, no proxy, and makes
    no quorum (CRPA R133-6)."""
    use = "à préparer votre venue" if is_heard else "à savoir si le quorum sera atteint"
    ways = "dites si vous viendrez" if is_heard else terms_of(meeting).ways
    return _letter(
        meeting,
        f"Rappel : votre réponse pour la séance du {full_date(meeting.day)}",
        "Madame, Monsieur,",
        f"Nous n’avons pas encore votre réponse pour la séance du {_when(meeting)} "
        f"{of_committee(meeting)}. Elle sert {use}.",
        f"Répondez en un clic par le lien ci-dessous, sans compte : {ways}.",
    )


def proxy_lost(meeting: Meeting, holder: str) -> Letter:
    """To a member whose proxy falls because its holder will not sit (CRPA R133-9)."""
    return _letter(
        meeting,
        f"Votre pouvoir pour la séance du {full_date(meeting.day)} n’a plus de porteur",
        "Madame, Monsieur,",
        f"« {holder} », à qui vous aviez donné pouvoir pour la séance du {_when(meeting)}, vient "
        "de répondre qu’il sera absent. Un pouvoir ne vaut que si celui qui le porte siège "
        "(article R133-9 du code des relations entre le public et l’administration).",
        "Choisissez un autre membre, ou venez, par le lien ci-dessous.",
    )


def designation_asked(committee: Committee, subject: str, body: str) -> Letter:
    """To whoever appoints the holder of a seat that is vacant (CRPA R133-4)."""
    return Letter(subject, body, about=f"committee:{committee.department_code}")


def cancelled(meeting: Meeting) -> Letter:
    return _letter(
        meeting,
        f"Séance annulée : {meeting.committee}, {full_date(meeting.day)}",
        "Madame, Monsieur,",
        f"La séance du {_when(meeting)} est annulée.",
        f"Motif : {meeting.cancelled_because}",
    )


def promised(promise: Promise) -> Letter:
    meeting = promise.made_in
    letter = _letter(
        meeting,
        f"Engagement pris en séance, à tenir pour le {long_date(promise.due_on)}",
        "Madame, Monsieur,",
        f"Lors de la séance du {full_date(meeting.day)}, {promise.holder} s’est engagé à ceci, "
        f"pour le {long_date(promise.due_on)} :",
        promise.text,
        "Cet engagement sera à l’ordre du jour de la prochaine séance, jusqu’à ce qu’il soit tenu. "
        "Dites ce qui a été fait, sur la page de l’engagement.",
    )
    return _answered_on_its_page(letter, promise)


def news_awaited(promise: Promise, *, awaited: date) -> Letter:
    """To the holder of a promise, when news of it are due."""
    meeting = promise.made_in
    letter = _letter(
        meeting,
        f"Nouvelles attendues : engagement du {long_date(meeting.day)}",
        "Madame, Monsieur,",
        f"{promise.holder} s’est engagé devant {meeting.committee.called}, le "
        f"{full_date(meeting.day)}, à ceci, "
        f"pour le {long_date(promise.due_on)} :",
        promise.text,
        f"Des nouvelles sont attendues depuis le {long_date(awaited)}. Dites en une phrase où vous "
        "en êtes, et quand vous en direz plus : les membres le liront à la prochaine séance.",
    )
    return _answered_on_its_page(letter, promise)


def _answered_on_its_page(letter: Letter, promise: Promise) -> Letter:
    """The page of the meeting is for its members; that of the promise, for whoever made it."""
    return replace(
        letter,
        link=reverse("committee:promise", args=[promise.pk]),
        public_note="La page ci-dessous demande un compte. Sans compte, écrivez au secrétariat, "
        "qui notera vos nouvelles.",
    )


def told(demand: Demand, meeting: Meeting, *, outcome: str) -> Letter:
    """To the authority whose case the committee heard of, once everybody may read about it."""
    committee, day = meeting.committee, long_date(meeting.day)
    return Letter(
        f"Votre demande {demand.reference} à la séance du {day}",
        "Bonjour,\n\n"
        f"Votre demande « {demand.title} » a été présentée le {day} "
        f"{committee.noun.to(committee.plain_name)}. Issue : {outcome}.\n\n"
        "Le compte rendu de la séance est public : vous pouvez le lire, l’imprimer et le faire "
        "suivre.",
        link=meeting.get_public_url(),
        about=demand.reference or "",
    )


def amendable(meeting: Meeting, *, until: date) -> Letter:
    """To the members: the draft may be read, and changed, until a day."""
    letter = _letter(
        meeting,
        f"Projet de procès-verbal de la séance du {long_date(meeting.day)}",
        "Madame, Monsieur,",
        f"Le projet de procès-verbal de la séance du {full_date(meeting.day)} "
        f"{of_committee(meeting)} est prêt à être relu.",
        f"Vous pouvez proposer une modification jusqu’au {long_date(until)}.",
    )
    return replace(letter, link=reverse("committee:amendments", args=[meeting.pk]))


def answered(amendment: Amendment) -> Letter:
    """To whoever asked for a change: what became of it."""
    meeting = amendment.minutes.meeting
    return _letter(
        meeting,
        f"Votre amendement : {amendment.get_status_display().lower()}",
        "Bonjour,",
        f"Vous avez proposé de modifier la partie « {amendment.section_title} » du procès-verbal "
        f"du {long_date(meeting.day)}. Réponse : {amendment.get_status_display().lower()}.",
        amendment.answer,
    )


def of_committee(meeting: Meeting) -> str:
    """« du comité local de cohésion territoriale … »."""
    return meeting.committee.of_itself


def _when(meeting: Meeting) -> str:
    return f"{full_date(local_day(meeting.scheduled_at))} à {clock_time(meeting.scheduled_at)}"


def _where(meeting: Meeting) -> str:
    if meeting.form == MeetingForm.VIDEO:
        link = f" : {meeting.place}" if meeting.place else "."
        return f"Elle se tient en visioconférence{link}"
    also = ", et en visioconférence" if meeting.form == MeetingForm.HYBRID else ""
    return f"Lieu : {meeting.place}{also}."


def _co_chair(meeting: Meeting) -> str:
    return f" et {meeting.co_chair_label}" if meeting.co_chair_label else ""


def _letter(meeting: Meeting, subject: str, *paragraphs: str) -> Letter:
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    link = reverse("committee:detail", args=[meeting.pk])
    return Letter(subject, body, link=link, about=f"meeting:{meeting.pk}")
