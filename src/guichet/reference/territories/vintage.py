"""From the files of the producers to the rows of our data file. Pure, run once a year.

Three inputs: the folder of the npm package @etalab/decoupage-administratif, the INSEE file of the
movements of communes (optional: it gives dates and former names), the folders of earlier versions
of the package (optional: they tell which EPCI have closed since).
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .cog import Row

Record = dict[str, Any]

# Codes of the INSEE movements file (column MOD) after which a commune starts to exist.
CREATIONS = {"20", "21", "32"}


def rows(
    source: Path, *, movements: Path | None = None, earlier: Mapping[int, Path] | None = None
) -> list[Row]:
    """Every row of the file: living territories first, then the codes that lead to them."""
    communes = _read(source, "communes")
    living = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    epcis = {e["code"]: e for e in _read(source, "epci")}
    moves = list(_read_movements(movements)) if movements else []
    return [
        *_upper_levels(source, living),
        *_epci_rows(epcis, living),
        *_commune_rows(living, epcis, moves),
        *_former_communes(living, communes, moves),
        *_boroughs(communes),
        *_delegated(communes, living, moves),
        *_closed_epcis(epcis, living, earlier or {}),
    ]


def typographic(name: str) -> str:
    """French apostrophe, and none of the doubled spaces of the source."""
    return " ".join(name.replace("'", "’").split())


def _read(folder: Path, name: str) -> list[Record]:
    content: list[Record] = json.loads((folder / "data" / f"{name}.json").read_text("utf-8"))
    return content


def _read_movements(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _article(record: Record) -> str:
    """The INSEE digit that says « de », « d’ », « du », « de la », « des » or « de l’ »."""
    # The package gives 0 to the collectivities of article 74, which says nothing of them.
    return "" if record.get("zone") == "com" else str(record.get("typeLiaison", ""))


def _total(communes: Iterable[Record]) -> str:
    """The sum of the known populations; unknown when none is known (Terres australes)."""
    known = [c["population"] for c in communes if c.get("population") is not None]
    return str(sum(known)) if known else ""


def _upper_levels(source: Path, living: Mapping[str, Record]) -> Iterator[Row]:
    inside: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for commune in living.values():
        for level in ("region", "departement", "arrondissement"):
            inside[level, commune.get(level, "")].append(commune)
    yield Row(
        "COUNTRY", "FR", "France", population=_total(living.values()), seat="75056", article="3"
    )
    for region in _read(source, "regions"):
        yield Row(
            kind="REGION",
            code=region["code"],
            name=typographic(region["nom"]),
            population=_total(inside["region", region["code"]]),
            # Collectivities of article 74: in the code, but neither region nor department.
            legal_kind="COM" if region["zone"] == "com" else "",
            seat=region.get("chefLieu", ""),
            article=_article(region),
        )
    for department in _read(source, "departements"):
        yield Row(
            kind="DEPARTMENT",
            code=department["code"],
            name=typographic(department["nom"]),
            population=_total(inside["departement", department["code"]]),
            department=department["code"],
            region=department["region"],
            legal_kind="COM" if department["zone"] == "com" else "",
            seat=department.get("chefLieu", ""),
            article=_article(department),
        )
    for district in _read(source, "arrondissements"):
        yield Row(
            kind="DISTRICT",
            code=district["code"],
            name=typographic(district["nom"]),
            population=_total(inside["arrondissement", district["code"]]),
            department=district["departement"],
            seat=district.get("chefLieu", ""),
            article=_article(district),
        )


def _main_department(members: Iterable[Record], living: Mapping[str, Record]) -> str:
    """The department where most of its inhabitants live; the lowest code settles a tie."""
    weight: dict[str, int] = defaultdict(int)
    for member in members:
        commune = living.get(member["code"])
        if commune:
            weight[commune["departement"]] += member.get("populationMunicipale") or 0
    return min(weight, key=lambda code: (-weight[code], code), default="")


def _epci_rows(epcis: Mapping[str, Record], living: Mapping[str, Record]) -> Iterator[Row]:
    for siren, epci in epcis.items():
        yield Row(
            kind="EPCI",
            code=siren,
            name=typographic(epci["nom"]),
            siren=siren,
            population=str(epci["populationMunicipale"] or ""),
            department=_main_department(epci["membres"], living),
            legal_kind=epci["type"],
        )


def _commune_rows(
    living: Mapping[str, Record], epcis: Mapping[str, Record], moves: list[dict[str, str]]
) -> Iterator[Row]:
    epci_of = {m["code"]: siren for siren, epci in epcis.items() for m in epci["membres"]}
    created: dict[str, str] = {}
    for move in moves:
        if move["MOD"] in CREATIONS and move["TYPECOM_AP"] == "COM":
            # The file also lists the communes from which a part was taken: they are not new.
            shrunk = move["MOD"] == "21" and move["TYPECOM_AV"] == "COM"
            if shrunk and move["COM_AV"] == move["COM_AP"]:
                continue
            created[move["COM_AP"]] = max(created.get(move["COM_AP"], ""), move["DATE_EFF"])
    for code, commune in living.items():
        population = commune.get("population")
        yield Row(
            kind="COMMUNE",
            code=code,
            name=typographic(commune["nom"]),
            siren=commune.get("siren", ""),
            population="" if population is None else str(population),
            postal_codes=" ".join(commune.get("codesPostaux", [])),
            department=commune["departement"],
            district=commune.get("arrondissement", ""),
            epci=epci_of.get(code, ""),
            valid_from=created.get(code, ""),
            article=_article(commune),
        )


def _former_communes(
    living: Mapping[str, Record], communes: list[Record], moves: list[dict[str, str]]
) -> Iterator[Row]:
    """Codes in use at some time since 1943 that no longer are, each with its next holder.

    A commune shared between several others keeps no successor: no single one inherits it.
    """
    told = _last_exits(moves, living)
    named = {c["code"]: c for c in communes if c["code"] not in living}
    for commune in living.values():
        for code in commune.get("anciensCodes", []):
            told.setdefault(code, (named.get(code, {}).get("nom", ""), "", {commune["code"]}))
    for code, (name, day, heirs) in told.items():
        heir = min(heirs) if len(heirs) == 1 else ""
        # Two associated communes stayed with a part of what their union became: the list says it.
        attached = named.get(code, {}).get("chefLieu", "")
        if heir and attached in living and _final(heir, told) != attached:
            heir = attached
        yield Row(
            kind="COMMUNE",
            code=code,
            name=typographic(name or f"Ancienne commune {code}"),
            department=_department_of_code(code, living.get(heir)),
            valid_to=day,
            successor=heir,
        )


def _final(code: str, told: Mapping[str, tuple[str, str, set[str]]]) -> str:
    while code in told and len(told[code][2]) == 1:
        code = min(told[code][2])
    return code


def _last_exits(
    moves: list[dict[str, str]], living: Mapping[str, Record]
) -> dict[str, tuple[str, str, set[str]]]:
    """For each vanished code: its last name, the day it stopped being a commune, its heirs."""
    exits: dict[str, list[dict[str, str]]] = defaultdict(list)
    for move in moves:
        leaves = move["TYPECOM_AV"] == "COM" and move["TYPECOM_AP"] == "COM"
        if leaves and move["COM_AV"] not in living and move["COM_AP"] != move["COM_AV"]:
            exits[move["COM_AV"]].append(move)
    last = {}
    for code, found in exits.items():
        day = max(move["DATE_EFF"] for move in found)
        final = [move for move in found if move["DATE_EFF"] == day]
        last[code] = (final[0]["LIBELLE_AV"], day, {move["COM_AP"] for move in final})
    return last


def _department_of_code(code: str, heir: Record | None) -> str:
    """Where the heir is, else what the code itself says: 20004 was in the former Corsica."""
    if heir:
        return str(heir["departement"])
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _boroughs(communes: list[Record]) -> Iterator[Row]:
    for borough in communes:
        if borough["type"] == "arrondissement-municipal":
            yield Row(
                kind="BOROUGH",
                code=borough["code"],
                name=typographic(borough["nom"]),
                population=str(borough.get("population") or ""),
                postal_codes=" ".join(borough.get("codesPostaux", [])),
                department=borough["departement"],
                successor=borough["commune"],
            )


def _delegated(
    communes: list[Record], living: Mapping[str, Record], moves: list[dict[str, str]]
) -> Iterator[Row]:
    """Delegated communes whose code is now that of the new commune: only their name is left.

    The others are already former communes under their own code.
    """
    united = {
        (move["COM_AV"], typographic(move["LIBELLE_AV"])): move["DATE_EFF"]
        for move in reversed(moves)
        if move["TYPECOM_AV"] == "COM" and move["TYPECOM_AP"] in {"COMD", "COMA"}
    }
    for commune in communes:
        if commune["type"] not in {"commune-deleguee", "commune-associee"}:
            continue
        name = typographic(commune["nom"])
        heir = living.get(commune["code"])
        if heir and typographic(heir["nom"]) != name:
            yield Row(
                kind="DELEGATED",
                code=commune["code"],
                name=name,
                department=commune["departement"],
                valid_to=united.get((commune["code"], name), ""),
                successor=commune["chefLieu"],
            )


def _closed_epcis(
    epcis: Mapping[str, Record], living: Mapping[str, Record], earlier: Mapping[int, Path]
) -> Iterator[Row]:
    """EPCI of an earlier vintage that have gone; the heir is the one that took every member."""
    epci_of = {m["code"]: siren for siren, epci in epcis.items() for m in epci["membres"]}
    closed: dict[str, tuple[int, Record]] = {}
    for year in sorted(earlier):
        for epci in _read(earlier[year], "epci"):
            if epci["code"] not in epcis:
                closed[epci["code"]] = (year, epci)
    for siren, (year, epci) in closed.items():
        heirs = {epci_of[m["code"]] for m in epci["membres"] if m["code"] in epci_of}
        yield Row(
            kind="EPCI",
            code=siren,
            name=typographic(epci["nom"]),
            siren=siren,
            department=_main_department(epci["membres"], living),
            legal_kind=epci["type"],
            # Lists are those of 1 January: what is absent from the next one closed that day.
            valid_to=f"{year + 1}-01-01",
            successor=min(heirs) if len(heirs) == 1 else "",
        )
