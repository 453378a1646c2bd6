"""What the communes of the demonstration ask for: projects invented by us, read from a table."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "projects.csv"


@dataclass(frozen=True)
class Project:
    title: str
    theme: str
    types: tuple[str, ...]
    phase: str
    complexity: str
    budget: Decimal
    description: str
    expected_help: str


def read_projects() -> list[Project]:
    with TABLE.open(encoding="utf-8", newline="") as source:
        return [
            Project(
                title=row["title"],
                theme=row["theme"],
                types=tuple(row["types"].split("|")),
                phase=row["phase"],
                complexity=row["complexity"],
                budget=Decimal(row["budget"]),
                description=row["description"],
                expected_help=row["expected_help"],
            )
            for row in csv.DictReader(source)
        ]


# Who asks, in turn: the eleven Petites villes de demain, the two Action cœur de ville, villages,
# and a few intercommunalities (by SIREN). Facts of the official geographic code.
REQUESTERS = (
    "04018", "04008", "04019", "04039", "04049", "04088", "04143", "04166", "04173", "04205",
    "04209", "04070", "04112", "04128", "04230", "04226", "04094", "04135", "04134", "04141",
    "04001", "04178", "04193", "04242", "04096", "04158", "04144", "04066", "04155", "04110",
    "04203", "04208", "04036", "04102", "04042", "04053", "04224", "04197", "04041", "04172",
    "04046", "04059", "200067437", "200034700", "200068625", "240400440",
)  # fmt: skip
PVD = (
    "04008", "04018", "04019", "04039", "04049", "04088", "04143", "04166", "04173", "04205",
    "04209",
)  # fmt: skip
ACV = ("04070", "04112")
