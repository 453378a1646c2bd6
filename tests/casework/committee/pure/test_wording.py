"""How a body is spoken of: the article, the elision and the agreement that its name asks for."""

import pytest

from guichet.casework.committee.wording import COMMITTEE, lowered, noun_of

DETR = "Commission des élus de la dotation d’équipement des territoires ruraux"


@pytest.mark.parametrize(
    ("name", "the", "of", "to", "agreed"),
    [
        (DETR, "la commission", "de la commission", "à la commission", "réunie"),
        ("Comité départemental de l’eau", "le comité", "du comité", "au comité", "réuni"),
        ("Conseil de développement", "le conseil", "du conseil", "au conseil", "réuni"),
        ("Observatoire du foncier", "l’observatoire", "de l’observatoire", "à l’observatoire",
         "réuni"),
        ("Assemblée des maires", "l’assemblée", "de l’assemblée", "à l’assemblée", "réunie"),
        ("CDPENAF des Alpes", "la commission", "de la commission", "à la commission", "réunie"),
        ("", "la commission", "de la commission", "à la commission", "réunie"),
    ],
)  # fmt: skip
def test_the_noun_of_a_body(name: str, the: str, of: str, to: str, agreed: str) -> None:
    noun = noun_of(name)

    assert (noun.the(), noun.of(), noun.to()) == (the, of, to)
    assert f"réuni{noun.e}" == agreed
    assert noun.it == ("elle" if agreed == "réunie" else "il")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (DETR, f"la c{DETR[1:]}"),
        ("CDPENAF des Alpes", "la CDPENAF des Alpes"),
        ("Observatoire du foncier", "l’observatoire du foncier"),
    ],
)
def test_its_whole_name_in_a_sentence(name: str, said: str) -> None:
    assert noun_of(name).the(lowered(name)) == said


def test_the_local_committee() -> None:
    assert COMMITTEE.of(lowered("Comité local")) == "du comité local"
