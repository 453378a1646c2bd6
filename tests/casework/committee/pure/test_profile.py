"""The default profile, line by line, as a lawyer reads it: CRPA R133-8 to R133-11, CGCT L1232-2."""

import pytest

from guichet.casework.committee.quorum import QuorumRule
from guichet.casework.committee.ruleset import DEFAULT, LINES, RuleSet, override, sentences
from guichet.casework.committee.votes import Majority

PROFILE = {
    "notice_days": "La convocation est reçue au moins 5\u00a0jours avant la séance, sauf urgence "
    "(article R133-8 du CRPA).",
    "proxies_per_holder": "Nul ne détient plus d’un pouvoir (article R133-9 du CRPA).",
    "quorum": "Le quorum est atteint quand la moitié au moins des membres sont présents ou "
    "représentés (article R133-10 du CRPA).",
    "second_convocation": "À défaut de quorum, le comité délibère sans condition de quorum après "
    "une seconde convocation sur le même ordre du jour, qui le précise (article R133-10 du CRPA).",
    "majority": "Le comité se prononce à la majorité des voix exprimées (article R133-11 du CRPA).",
    "abstentions_count": "L’abstention n’est pas une voix exprimée (le texte ne le dit pas : "
    "usage, à fixer par le règlement intérieur).",
    "casting_vote": "En cas de partage égal des voix, celle de la présidence est prépondérante "
    "(article R133-11 du CRPA).",
    "college_votes": "Aucune part des voix n’est exigée dans un collège (le CRPA n’en demande "
    "pas).",
    "remote": "La participation par téléphone ou visioconférence vaut présence (article R133-10 "
    "du CRPA et ordonnance n° 2014-1329 du 6 novembre 2014).",
    "meetings_per_year": "Le comité se réunit au moins 2\u00a0fois par an (article L1232-2 du "
    "CGCT).",
}


def test_the_profile_is_that_of_the_code() -> None:
    assert dict(zip(LINES, sentences(DEFAULT), strict=True)) == PROFILE
    assert (
        RuleSet(
            version="CRPA-2026",
            notice_days=5,
            proxies_per_holder=1,
            quorum=QuorumRule(1, 2),
            second_convocation=True,
            majority=Majority.CAST,
            abstentions_count=False,
            casting_vote=True,
            college_votes=(),
            remote=True,
            meetings_per_year=2,
        )
        == DEFAULT
    )


@pytest.mark.parametrize(
    ("line", "value", "words"),
    [
        ("notice_days", 1, "au moins 1\u00a0jour avant"),
        ("proxies_per_holder", 3, "Nul ne détient plus de 3 pouvoirs"),
        ("second_convocation", False, "la séance est reportée ; le quorum reste exigé"),
        ("majority", "MEMBERS", "à la majorité absolue des membres composant le comité"),
        ("abstentions_count", True, "L’abstention compte parmi les voix"),
        ("casting_vote", False, "la proposition n’est pas adoptée"),
        ("remote", False, "La participation à distance n’est pas admise"),
        ("meetings_per_year", 3, "au moins 3\u00a0fois par an"),
    ],
)
def test_a_text_changes_one_line_and_its_basis(line: str, value: object, words: str) -> None:
    text = "règlement intérieur du 12 janvier 2027"

    changed = override(DEFAULT, {line: value}, basis=text, version="2")

    told = dict(zip(LINES, sentences(changed), strict=True))
    assert words in told[line]
    assert told[line].endswith(f"({text}).")
    assert {name: told[name] for name in LINES if name != line} == {
        name: PROFILE[name] for name in LINES if name != line
    }
