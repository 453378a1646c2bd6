from django.db import models


class OrganisationKind(models.TextChoices):
    """Every kind met in the seed page and in the families of the committees."""

    COMMUNE = "COMMUNE", "Commune"
    EPCI = "EPCI", "Intercommunalité"
    DEPARTMENT_COUNCIL = "DEPARTMENT_COUNCIL", "Conseil départemental"
    REGION_COUNCIL = "REGION_COUNCIL", "Conseil régional"
    SYNDICATE = "SYNDICATE", "Syndicat ou PETR"
    PREFECTURE = "PREFECTURE", "Préfecture"
    SUB_PREFECTURE = "SUB_PREFECTURE", "Sous-préfecture"
    STATE_SERVICE = "STATE_SERVICE", "Service de l’État"
    NATIONAL_AGENCY = "NATIONAL_AGENCY", "Établissement public national"
    NATIONAL_OPERATOR = "NATIONAL_OPERATOR", "Opérateur national"
    FUNDER = "FUNDER", "Financeur"
    TECHNICAL_AGENCY = "TECHNICAL_AGENCY", "Agence technique départementale"
    CAUE = "CAUE", "CAUE"
    LAND_AGENCY = "LAND_AGENCY", "Établissement public foncier"
    NATURE_PARK = "NATURE_PARK", "Parc naturel"
    CHAMBER = "CHAMBER", "Chambre consulaire"
    ASSOCIATION = "ASSOCIATION", "Association"
    OTHER = "OTHER", "Autre organisme"


class LineageKind(models.TextChoices):
    MERGER = "MERGER", "Fusion"
    RENAMING = "RENAMING", "Changement de nom"
    SPLIT = "SPLIT", "Scission"


class Role(models.TextChoices):
    """What a person does in an organisation. Accounts without one see nothing."""

    APPLICANT = "APPLICANT", "Demandeur"
    DESK_OFFICER = "DESK_OFFICER", "Instructeur du guichet"
    SUB_PREFECT = "SUB_PREFECT", "Sous-préfet"
    PREFECT = "PREFECT", "Préfet, délégué territorial"
    PROVIDER = "PROVIDER", "Structure d’ingénierie"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", "Membre du comité"
    COMMITTEE_SECRETARY = "COMMITTEE_SECRETARY", "Secrétaire du comité"
    NATIONAL_OBSERVER = "NATIONAL_OBSERVER", "Observateur national"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrateur"
