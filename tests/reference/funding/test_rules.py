"""The expected table, written from the text of the law before the code.

CGCT, L1111-10 III: the owner of an investment brings at least 20 % of what public persons bring.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.reference.funding import choices, rules
from guichet.reference.funding.rules import (
    CURRENT,
    RULE_SETS,
    LineFacts,
    PlanFacts,
    check_plan,
    coverage,
    double_counting,
    own_share,
    public_aid,
    rules_on,
)


def line(kind, amount, *, status="PLANNED", funder="", label=""):
    return LineFacts(
        kind=kind, amount=Decimal(amount), status=status, funder=funder, label=label or kind
    )


def plan(*lines, cost="0", exception="NONE", reason="", owner="La commune"):
    return PlanFacts(
        lines=lines, total_cost=Decimal(cost), exception=exception, reason=reason, owner=owner
    )


def said(finding):
    """The sentence with plain spaces, as a lawyer types it."""
    return finding.sentence.replace("\u00a0", " ").replace("\u202f", " ")


SHARE = [
    # own          other public  private      held   what the sentence must say
    ("18000", "102000", None, False, "15 % des financements publics (120 000 €)"),
    ("18000", "102000", None, False, "le minimum est de 20 %, soit 24 000 € : il manque 6 000 €"),
    ("24000", "96000", None, True, "20 % des financements publics (120 000 €)"),
    ("23999.99", "96000.01", None, False, "19,99 % des financements publics"),
    ("23999.99", "96000.01", None, False, "il manque 0,01 €"),
    ("24000", "96000.01", None, False, "il manque 0,01 €"),
    ("0.01", "0.04", None, True, "20 %"),
    ("0.01", "0.05", None, False, "il manque 0,01 €"),
    (None, "50000", None, False, "La commune n’apporte rien"),
    (None, "50000", None, False, "20 %, soit 10 000 €"),
    ("10000", None, None, True, "100 % des financements publics"),
    # Private money stays out of the base, whatever its amount.
    ("24000", "96000", "1000000", True, "20 % des financements publics (120 000 €)"),
    ("20000", "96000", "1000000", False, "17,24 % des financements publics (116 000 €)"),
    (None, None, "5000", True, "ne s’applique pas"),
    (None, None, None, None, "aucune ligne"),
]


class TestOwnShare:
    @pytest.mark.parametrize(("own", "public", "private", "held", "words"), SHARE)
    def test_follows_the_table_of_the_text(self, own, public, private, held, words):
        kinds = (("OWN", own), ("PUBLIC", public), ("PRIVATE", private))
        lines = [line(kind, amount) for kind, amount in kinds if amount]

        finding = own_share(plan(*lines))

        assert finding.held is held
        assert words in said(finding)
        assert "L1111-10" in finding.basis

    def test_says_the_whole_sentence(self):
        finding = own_share(plan(line("OWN", "18000"), line("PUBLIC", "102000"), cost="120000"))

        assert said(finding) == (
            "La commune apporte 18 000 €, soit 15 % des financements publics (120 000 €) ; "
            "le minimum est de 20 %, soit 24 000 € : il manque 6 000 €, à la place d’autres "
            "financements publics."
        )

    def test_says_what_is_missing_when_the_other_money_can_stay(self):
        finding = own_share(plan(line("OWN", "18000"), line("PUBLIC", "102000"), cost="150000"))

        assert said(finding).endswith(
            "il manque 6 000 € à la place d’autres financements publics, ou 7 500 € en plus d’eux."
        )

    def test_keeps_only_the_first_way_when_the_cost_leaves_no_room_for_the_second(self):
        finding = own_share(plan(line("OWN", "18000"), line("PUBLIC", "102000"), cost="127499.99"))

        assert "en plus" not in said(finding)

    def test_a_refused_line_bears_no_money(self):
        lines = (line("OWN", "20000"), line("PUBLIC", "80000"))
        refused = line("PUBLIC", "500000", status="REFUSED")

        assert own_share(plan(*lines, refused)) == own_share(plan(*lines))

    def test_only_refused_lines_leave_the_plan_to_complete(self):
        finding = own_share(plan(line("PUBLIC", "500000", status="REFUSED")))

        assert finding.held is None

    def test_several_lines_of_the_owner_add_up(self):
        finding = own_share(
            plan(line("OWN", "10000"), line("OWN", "10000"), line("PUBLIC", "80000"))
        )

        assert finding.held is True

    def test_names_the_owner_as_it_is_told(self):
        finding = own_share(plan(line("OWN", "1"), owner="L’intercommunalité"))

        assert finding.sentence.startswith("L’intercommunalité apporte")


class TestExceptions:
    @pytest.mark.parametrize("exception", ["OVERSEAS", "URBAN_RENEWAL", "PREFECT_DEROGATION"])
    def test_lift_the_minimum_when_their_reason_is_given(self, exception):
        finding = own_share(
            plan(
                line("OWN", "5"),
                line("PUBLIC", "95"),
                exception=exception,
                reason="arrêté du 3 mars 2026",
            )
        )

        assert finding.held is True
        assert "le minimum de 20 % ne s’applique pas" in said(finding)
        assert "arrêté du 3 mars 2026" in finding.sentence

    @pytest.mark.parametrize("exception", ["OVERSEAS", "URBAN_RENEWAL", "PREFECT_DEROGATION"])
    def test_wait_for_their_reason(self, exception):
        finding = own_share(plan(line("OWN", "5"), line("PUBLIC", "95"), exception=exception))

        assert finding.held is None
        assert "indiquez" in finding.sentence

    def test_need_no_reason_when_the_general_minimum_is_held_anyway(self):
        finding = own_share(
            plan(line("OWN", "20"), line("PUBLIC", "80"), exception="PREFECT_DEROGATION")
        )

        assert finding.held is True

    @pytest.mark.parametrize(("own", "held"), [("15", True), ("14.99", False)])
    def test_territorial_cooperation_lowers_it_to_fifteen_percent(self, own, held):
        public = Decimal(100) - Decimal(own)
        finding = own_share(
            plan(
                line("OWN", own),
                line("PUBLIC", public),
                exception="TERRITORIAL_COOPERATION",
                reason="programme Alcotra",
            )
        )

        assert finding.held is held
        assert "15 %" in said(finding)


class TestCoverage:
    @pytest.mark.parametrize(
        ("cost", "amount", "held", "words"),
        [
            ("0", "100", None, "Indiquez le coût total"),
            ("100", None, None, "aucune ligne"),
            ("100", "100", True, "Le plan est équilibré"),
            ("100", "99.99", False, "il reste 0,01 € à trouver"),
            ("100", "100.01", False, "dépassent le coût de 0,01 €"),
        ],
    )
    def test_compares_the_money_with_the_cost(self, cost, amount, held, words):
        lines = [line("PRIVATE", amount)] if amount else []

        finding = coverage(plan(*lines, cost=cost))

        assert finding.held is held
        assert words in said(finding)

    def test_says_what_is_granted_already(self):
        finding = coverage(
            plan(line("OWN", "40"), line("PUBLIC", "60", status="GRANTED"), cost="100")
        )

        assert "dont 60 € accordés" in said(finding)


class TestPublicAid:
    @pytest.mark.parametrize(
        ("aid", "held", "words"),
        [
            ("80", True, "80 % du coût (100 €) : le plafond de 100 % est respecté."),
            ("80.01", True, "au-delà de 80 %"),
            ("100", True, "au-delà de 80 %"),
            ("100.01", False, "dépassent le plafond de 100 %, soit 100 €, de 0,01 €"),
        ],
    )
    def test_is_held_under_the_ceiling(self, aid, held, words):
        finding = public_aid(plan(line("PUBLIC", aid), cost="100"))

        assert finding.held is held
        assert words in said(finding)

    def test_is_unknown_without_a_cost(self):
        assert public_aid(plan(line("PUBLIC", "1"))).held is None

    def test_had_a_ceiling_of_eighty_percent_before_october_2018(self):
        old = rules_on(date(2018, 9, 30))

        assert public_aid(plan(line("PUBLIC", "80.01"), cost="100"), old).held is False
        assert public_aid(plan(line("PUBLIC", "80"), cost="100"), old).held is True


class TestDoubleCounting:
    def test_warns_when_a_funder_comes_twice(self):
        finding = double_counting(
            plan(
                line("PUBLIC", "10", funder="7", label="DETR"),
                line("PUBLIC", "20", funder="7", label="DSIL"),
            )
        )

        assert finding.held is None
        assert "« DETR » (10 €) et « DSIL » (20 €)" in said(finding)

    def test_reads_the_label_when_no_funder_is_named(self):
        finding = double_counting(
            plan(line("PUBLIC", "10", label="Région Sud"), line("PUBLIC", "20", label="region sud"))
        )

        assert finding.held is None

    def test_forgives_the_owner_that_brings_savings_and_a_loan(self):
        lines = (line("OWN", "1", label="Commune"), line("OWN", "2", label="Commune"))

        assert double_counting(plan(*lines)).held is True

    def test_ignores_a_refused_line_asked_again(self):
        lines = (
            line("PUBLIC", "10", funder="7", status="REFUSED"),
            line("PUBLIC", "10", funder="7"),
        )

        assert double_counting(plan(*lines)).held is True


class TestRuleSets:
    def test_the_last_one_is_in_force_today(self):
        assert rules_on(date(2026, 3, 10)) is CURRENT

    def test_they_follow_each_other(self):
        days = [rule_set.valid_from for rule_set in RULE_SETS]

        assert days == sorted(set(days))

    def test_a_day_before_the_first_one_is_refused(self):
        with pytest.raises(LookupError):
            rules_on(date(2000, 1, 1))

    def test_a_new_law_is_one_more_row(self):
        rural = rules.RuleSet(
            name="5 %",
            valid_from=date(2027, 1, 1),
            minimum=Fraction(1, 20),
            aid_ceiling=Fraction(1),
            reduced={},
            own_share_basis="loi à venir",
            aid_basis="",
        )

        assert own_share(plan(line("OWN", "5"), line("PUBLIC", "95")), rural).held is True
        assert own_share(plan(line("OWN", "4.99"), line("PUBLIC", "95.01")), rural).held is False


def test_codes_are_those_of_the_database():
    """The rules are pure, so they repeat the codes of choices.py instead of importing them."""
    assert set(rules.KINDS) == set(choices.LineKind.values)
    assert set(CURRENT.reduced) | {"NONE"} == set(choices.OwnShareException.values)
    assert rules.REFUSED == choices.LineStatus.REFUSED
    assert rules.GRANTED == choices.LineStatus.GRANTED


def test_every_finding_has_a_title_and_a_full_sentence():
    for finding in check_plan(plan(line("OWN", "18000"), line("PUBLIC", "102000"), cost="120000")):
        assert finding.title
        assert finding.sentence.endswith(".")


cents = st.integers(min_value=0, max_value=10**12 - 1)


def oracle(own: int, other: int, minimum: Fraction) -> bool:
    """Slow and obvious: the fraction of the text, compared as a fraction."""
    return True if own + other == 0 else Fraction(own, own + other) >= minimum


@given(own=cents, other=cents, private=cents)
def test_own_share_agrees_with_the_oracle(own, other, private):
    amounts = (("OWN", own), ("PUBLIC", other), ("PRIVATE", private))
    lines = [line(kind, Decimal(n).scaleb(-2)) for kind, n in amounts if n]

    finding = own_share(plan(*lines))

    assert finding.held is (oracle(own, other, Fraction(1, 5)) if lines else None)


@given(own=cents, other=cents)
def test_what_is_missing_is_the_least_that_mends(own, other):
    """Adding exactly what is missing holds the rule; one cent less does not."""
    if oracle(own, other, Fraction(1, 5)):
        return

    missing, on_top = rules.missing_share(own, other, Fraction(1, 5))

    assert oracle(own + missing, other - missing, Fraction(1, 5))
    assert not oracle(own + missing - 1, other - missing + 1, Fraction(1, 5))
    assert oracle(own + on_top, other, Fraction(1, 5))
    assert not oracle(own + on_top - 1, other, Fraction(1, 5))


@given(own=cents, other=cents)
def test_a_share_below_the_minimum_is_never_shown_as_the_minimum(own, other):
    if own and other and not oracle(own, other, Fraction(1, 5)):
        finding = own_share(
            plan(line("OWN", Decimal(own).scaleb(-2)), line("PUBLIC", Decimal(other).scaleb(-2)))
        )
        assert "soit 20 % des" not in said(finding)
