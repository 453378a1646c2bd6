"""A small world: two departments, a few communes, the organisations that the cast works for."""

from dataclasses import dataclass
from datetime import date

from guichet.casework.committee.actions import start_colleges
from guichet.casework.committee.choices import Family, SeatNature
from guichet.casework.committee.models import Committee, Seat
from guichet.foundations.toolkit.text import search_key
from guichet.reference.directory.choices import OrganisationKind as Kind
from guichet.reference.directory.models import Organisation
from guichet.reference.offers.choices import EngineeringType, Level, OfferStatus, Phase, PriceKind
from guichet.reference.offers.models import Offer
from guichet.reference.policies.choices import OrientationLevel, OrientationStatus
from guichet.reference.policies.models import Enrolment, Programme, StrategicOrientation, Theme
from guichet.reference.territories.models import Containment, Territory


@dataclass(frozen=True)
class World:
    d04: Territory
    d05: Territory
    banon: Territory
    forcalquier: Territory
    digne: Territory
    gap: Territory
    banon_hall: Organisation
    forcalquier_hall: Organisation
    digne_hall: Organisation
    gap_hall: Organisation
    prefecture: Organisation
    sub_prefecture: Organisation
    ddt: Organisation
    ddt05: Organisation
    it04: Organisation
    caue: Organisation
    cerema: Organisation
    anct: Organisation
    habitat: Theme
    mobility: Theme
    pvd: Programme
    national: StrategicOrientation
    departmental: StrategicOrientation
    it04_offer: Offer
    cerema_offer: Offer
    anct_offer: Offer
    committee: Committee
    chair_seat: Seat
    it04_seat: Seat
    mayor_seat: Seat


def build_world() -> World:
    places = _places()
    bodies = _bodies(places)
    habitat = Theme.objects.create(code="HABITAT", label="Centre-bourg et habitat", rank=1)
    mobility = Theme.objects.create(code="MOBILITES", label="Mobilités", rank=2)
    pvd = Programme.objects.create(
        code="PVD", name="Petites villes de demain", acronym="PVD", starts_on=date(2020, 10, 1)
    )
    for place in ("banon", "forcalquier"):
        Enrolment.objects.create(
            programme=pvd, territory=places[place], source="ANCT", since=date(2020, 12, 1)
        )
    national = StrategicOrientation.objects.create(
        level=OrientationLevel.NATIONAL,
        status=OrientationStatus.ADOPTED,
        number=1,
        title="Accompagner les projets complexes des territoires fragiles",
        adopted_on=date(2020, 3, 1),
        adopted_by="le conseil d’administration de l’ANCT",
    )
    departmental = StrategicOrientation.objects.create(
        level=OrientationLevel.DEPARTMENTAL,
        department=places["d04"],
        parent=national,
        number=1,
        title="Revitaliser les bourgs-centres",
    )
    committee = Committee.objects.create(
        department=places["d04"],
        slug="04",
        name="Comité local de cohésion territoriale des Alpes-de-Haute-Provence",
        chair_title="la préfète des Alpes-de-Haute-Provence",
    )
    seats = _seats(committee, bodies)
    return World(
        **places,
        **bodies,
        habitat=habitat,
        mobility=mobility,
        pvd=pvd,
        national=national,
        departmental=departmental,
        **_offers(places, bodies, habitat),
        committee=committee,
        **seats,
    )


def _places() -> dict[str, Territory]:
    france = _place("pays-FR", "COUNTRY", "FR", "France")
    region = _place("region-93", "REGION", "93", "Provence-Alpes-Côte d’Azur")
    d04 = _place("departement-04", "DEPARTMENT", "04", "Alpes-de-Haute-Provence", "04")
    d05 = _place("departement-05", "DEPARTMENT", "05", "Hautes-Alpes", "05")
    forc_district = _place("arrondissement-043", "DISTRICT", "043", "Forcalquier", "04")
    digne_district = _place("arrondissement-042", "DISTRICT", "042", "Digne-les-Bains", "04")
    gap_district = _place("arrondissement-052", "DISTRICT", "052", "Gap", "05")
    epci = _place("epci-200067437", "EPCI", "200067437", "CA Provence-Alpes-Agglomération", "04")
    places = {"d04": d04, "d05": d05}
    for name, code, label, population, postal, department, district, in_epci in (
        ("banon", "04018", "Banon", 1006, "04150", d04, forc_district, None),
        ("forcalquier", "04088", "Forcalquier", 5196, "04300", d04, forc_district, None),
        ("digne", "04070", "Digne-les-Bains", 16460, "04000", d04, digne_district, epci),
        ("gap", "05061", "Gap", 40631, "05000", d05, gap_district, None),
    ):
        commune = Territory.objects.create(
            id=f"commune-{code}",
            kind="COMMUNE",
            code=code,
            name=label,
            search_key=search_key(label),
            population=population,
            postal_codes=[postal],
            department_code=department.code,
            district=district,
            epci=in_epci,
        )
        for outer in filter(None, (commune, district, department, region, france, in_epci)):
            Containment.objects.create(outer=outer, inner=commune)
        places[name] = commune
    return places


def _place(pk: str, kind: str, code: str, name: str, department: str = "") -> Territory:
    return Territory.objects.create(
        id=pk, kind=kind, code=code, name=name, search_key=search_key(name),
        department_code=department,
    )  # fmt: skip


def _bodies(places: dict[str, Territory]) -> dict[str, Organisation]:
    d04, d05 = places["d04"], places["d05"]
    district = Territory.objects.get(pk="arrondissement-043")
    france = Territory.objects.get(pk="pays-FR")
    rows = (
        ("banon_hall", Kind.COMMUNE, "Commune de Banon", "", places["banon"], d04),
        ("forcalquier_hall", Kind.COMMUNE, "Commune de Forcalquier", "", places["forcalquier"],
         d04),
        ("digne_hall", Kind.COMMUNE, "Commune de Digne-les-Bains", "", places["digne"], d04),
        ("gap_hall", Kind.COMMUNE, "Commune de Gap", "", places["gap"], d05),
        ("prefecture", Kind.PREFECTURE, "Préfecture des Alpes-de-Haute-Provence", "", d04, d04),
        ("sub_prefecture", Kind.SUB_PREFECTURE, "Sous-préfecture de Forcalquier", "", district,
         d04),
        ("ddt", Kind.STATE_SERVICE, "Direction départementale des territoires", "DDT 04", d04, d04),
        ("ddt05", Kind.STATE_SERVICE, "DDT des Hautes-Alpes", "DDT 05", d05, d05),
        ("it04", Kind.TECHNICAL_AGENCY, "Ingénierie et territoires 04", "IT04", d04, d04),
        ("caue", Kind.CAUE, "CAUE des Alpes-de-Haute-Provence", "CAUE 04", d04, d04),
        ("cerema", Kind.NATIONAL_OPERATOR, "Cerema", "Cerema", france, None),
        ("anct", Kind.NATIONAL_AGENCY, "Agence nationale de la cohésion des territoires", "ANCT",
         france, None),
    )  # fmt: skip
    return {
        name: Organisation.objects.create(
            kind=kind,
            name=label,
            acronym=acronym,
            search_key=search_key(label),
            territory=territory,
            department=department,
            email=f"{name.replace('_', '-')}@example.fr",
        )
        for name, kind, label, acronym, territory, department in rows
    }


def _offers(
    places: dict[str, Territory], bodies: dict[str, Organisation], theme: Theme
) -> dict[str, Offer]:
    france = Territory.objects.get(pk="pays-FR")
    rows = (
        ("it04_offer", bodies["it04"], Level.DEPARTMENTAL, "Appui aux bourgs", places["d04"]),
        ("cerema_offer", bodies["cerema"], Level.NATIONAL, "Appui méthodologique", france),
        ("anct_offer", bodies["anct"], Level.ANCT, "Ingénierie sur mesure", france),
    )
    made = {}
    for name, provider, level, title, perimeter in rows:
        offer = Offer.objects.create(
            provider=provider,
            level=level,
            title=title,
            status=OfferStatus.PUBLISHED,
            engineering_types=[EngineeringType.TECHNICAL, EngineeringType.STRATEGIC],
            phases=[Phase.DESIGN],
            beneficiary_kinds=[Kind.COMMUNE, Kind.EPCI],
            price_kind=PriceKind.FREE,
        )
        offer.themes.add(theme)
        offer.perimeters.add(perimeter)
        made[name] = offer
    return made


def _seats(committee: Committee, bodies: dict[str, Organisation]) -> dict[str, Seat]:
    rows = (
        ("chair_seat", Family.STATE, SeatNature.EX_OFFICIO, "Préfet du département", "prefecture"),
        ("mayor_seat", Family.LOCAL_AUTHORITIES, SeatNature.ELECTED, "Maire de Forcalquier",
         "forcalquier_hall"),
        ("it04_seat", Family.ENGINEERING, SeatNature.EX_OFFICIO, "Ingénierie et territoires 04",
         "it04"),
    )  # fmt: skip
    colleges = start_colleges(committee)
    return {
        name: Seat.objects.create(
            committee=committee,
            college=colleges[family],
            nature=nature,
            label=label,
            organisation=bodies[body],
            rank=rank,
            is_chair=name == "chair_seat",
        )
        for rank, (name, family, nature, label, body) in enumerate(rows, start=1)
    }
