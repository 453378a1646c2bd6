"""What each criterion asks, in words for everybody: the public page of the rules is made of it.

CRPA, L311-3-1 and R311-3-1-1: whoever is concerned may know the main rules of a computation.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Described:
    """One criterion: what is asked, the data compared, and what a « no » does."""

    criterion: str
    title: str
    question: str
    data: str
    effect: str


_CLOSED = "Écarte l’offre : rien ne peut y remédier."
_AUTHORITY = "« Presque » : la collectivité peut y remédier, et la page dit comment."
_TIME = "« Presque » : le temps peut y remédier."
_TOLD = "N’écarte jamais : c’est une information."

CATALOGUE: tuple[Described, ...] = (
    Described("perimeter", "Territoire", "La commune du projet est-elle là où l’offre intervient ?",
              "Code officiel géographique", _CLOSED),
    Described("exclusion", "Territoire écarté", "L’offre écarte-t-elle cette commune ?",
              "Code officiel géographique", _CLOSED),
    Described("traits", "Classement de la commune",
              "La commune a-t-elle le classement demandé (montagne, rurale, FRR) ?",
              "Listes datées des classements", _CLOSED),
    Described("beneficiary", "Type de collectivité", "L’offre s’adresse-t-elle à ce demandeur ?",
              "Annuaire et fiche de l’offre", _AUTHORITY),
    Described("population", "Population", "Le demandeur est-il entre les seuils de l’offre ?",
              "Populations légales de l’Insee", f"Près du seuil, {_TIME[0].lower()}{_TIME[1:]} "
              "Loin du seuil, écarte l’offre."),
    Described("members", "Adhésion", "Le demandeur est-il adhérent de la structure ?",
              "Listes d’adhérents transmises au guichet", _AUTHORITY),
    Described("legal_assistance", "Droit à l’assistance technique",
              "Le demandeur a-t-il droit à l’assistance technique du département ?",
              "Population, potentiel financier, montagne, liste du département", _CLOSED),
    Described("programme", "Programme de l’État", "Le projet bénéficie-t-il du programme visé ?",
              "Listes des bénéficiaires publiées par l’ANCT",
              f"{_AUTHORITY} Une commune trop grande pour le programme est écartée."),
    Described("theme", "Thème", "L’offre traite-t-elle le thème de la demande ?",
              "Qualification par le guichet", _CLOSED),
    Described("engineering", "Type d’ingénierie", "L’offre apporte-t-elle l’ingénierie attendue ?",
              "Qualification par le guichet", _AUTHORITY),
    Described("phase", "Phase du projet", "L’offre intervient-elle à cette phase ?",
              "Qualification par le guichet",
              "Phase à venir : « presque ». Phase passée : écarte l’offre."),
    Described("validity", "Dates", "L’offre est-elle ouverte ce jour ?", "Fiche de l’offre",
              "Pas encore ouverte : « presque ». Terminée : écarte l’offre."),
    Described("capacity", "Places de l’année", "Reste-t-il des places cette année ?",
              "Orientations acceptées, connues du guichet", _TIME),
    Described("own_share", "Reste à charge", "Quelle part reste à la charge du demandeur ?",
              "Fiche de l’offre", _TOLD),
    Described("anct_price", "Coût de l’ingénierie de l’ANCT", "Est-elle gratuite ou partagée ?",
              "Populations légales de l’Insee", _TOLD),
)  # fmt: skip
