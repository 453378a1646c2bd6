"""Nearest first, and the record that proves it."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.casework.matching import subsidiarity
from guichet.casework.matching.choices import ReferralStatus
from guichet.casework.matching.engine import LEVELS
from guichet.casework.matching.subsidiarity import Asked, Candidate, skipped

# A loaded machine is slow, not wrong.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

IT04 = Candidate(1, "Assistance technique", "DEPARTMENTAL", 10, "IT04")
PARK = Candidate(2, "Conseil du parc", "LOCAL", 20, "PNR du Verdon")
CEREMA = Candidate(3, "Diagnostic", "NATIONAL", 30, "Cerema")
ANCT = Candidate(4, "Sur mesure", "ANCT", 40, "ANCT")
ALL = (CEREMA, ANCT, IT04, PARK)


def asked(candidate: Candidate, answer: str = "SENT", **more: object) -> Asked:
    return Asked(
        level=candidate.level,
        provider_id=candidate.provider_id,
        provider=candidate.provider,
        sent_on=date(2026, 3, 2),
        answer=answer,
        **more,  # type: ignore[arg-type]
    )


class TestSkipped:
    def test_names_the_nearer_offers_not_asked_nearest_first(self):
        assert skipped("NATIONAL", ALL, []) == (PARK, IT04)

    def test_a_provider_that_declined_was_asked(self):
        assert skipped("NATIONAL", ALL, [asked(IT04, "REFUSED")]) == (PARK,)

    def test_a_withdrawn_referral_asked_nothing(self):
        assert skipped("DEPARTMENTAL", ALL, [asked(PARK, "WITHDRAWN")]) == (PARK,)

    def test_the_nearest_level_skips_nobody(self):
        assert skipped("LOCAL", ALL, []) == ()

    @steady
    @given(
        st.sampled_from(LEVELS),
        st.lists(
            st.builds(
                Candidate,
                offer_id=st.integers(1, 99),
                title=st.just("Offre"),
                level=st.sampled_from(LEVELS),
                provider_id=st.integers(1, 9),
                provider=st.just("Organisme"),
            ),
            max_size=8,
        ),
    )
    def test_once_everybody_nearer_was_asked_nobody_is_skipped(self, level, candidates):
        left = skipped(level, candidates, [])

        assert skipped(level, candidates, [asked(candidate) for candidate in left]) == ()
        assert all(LEVELS.index(candidate.level) < LEVELS.index(level) for candidate in left)


class TestRefusal:
    def test_asks_for_the_nearer_ones_or_for_a_reason(self):
        sentence = subsidiarity.refusal("ANCT", [PARK, IT04], [], "")

        assert sentence == (
            "Avant le niveau de l’ANCT, la subsidiarité demande de solliciter plus près : "
            "PNR du Verdon (niveau local) et IT04 (niveau départemental). Envoyez-leur d’abord la "
            "demande, ou écrivez pourquoi vous sautez ce niveau."
        )

    def test_a_written_reason_opens_the_way_and_blanks_do_not(self):
        assert subsidiarity.refusal("ANCT", [PARK], [], "Urgence après la crue.") == ""
        assert subsidiarity.refusal("ANCT", [PARK], [], "   ") != ""

    def test_nothing_to_say_when_nobody_is_skipped(self):
        assert subsidiarity.refusal("ANCT", [], [], "") == ""


class TestLedger:
    def test_tells_each_answer_and_its_delay_in_the_order_of_sending(self):
        late = Asked("NATIONAL", 30, "Cerema", date(2026, 3, 9), "SENT")
        lines = subsidiarity.ledger(
            [
                late,
                asked(
                    IT04, "REFUSED", answered_on=date(2026, 3, 5), reason="Plan de charge complet"
                ),
                asked(PARK, "ACCEPTED", answered_on=date(2026, 3, 2)),
                asked(ANCT, "WITHDRAWN", answered_on=date(2026, 3, 3)),
            ],
            today=date(2026, 3, 10),
        )

        assert [line.sentence for line in lines] == [
            "Demande envoyée le 2 mars 2026 à IT04 (niveau départemental), déclinée après "
            "3\u00a0jours\u00a0: plan de charge complet.",
            "Demande envoyée le 2 mars 2026 à PNR du Verdon (niveau local), acceptée le jour même.",
            "Demande envoyée le 2 mars 2026 à ANCT (niveau de l’ANCT), retirée après 1\u00a0jour.",
            "Demande envoyée le 9 mars 2026 à Cerema (niveau national), réponse attendue depuis "
            "1\u00a0jour.",
        ]
        assert [line.days for line in lines] == [3, 0, 1, 1]

    def test_knows_every_status_of_a_referral(self):
        sentences = {
            subsidiarity.ledger([asked(IT04, status)], today=date(2026, 3, 2))[0].sentence
            for status in ReferralStatus.values
        }

        assert len(sentences) == len(ReferralStatus.values)


class TestLadder:
    def test_shows_every_level_and_what_is_left_there(self):
        steps = subsidiarity.ladder(ALL, [asked(IT04, "REFUSED")])

        assert [step.level for step in steps] == list(LEVELS)
        assert [(step.asked, step.answered, step.left) for step in steps] == [
            (0, 0, (PARK,)),
            (1, 1, ()),
            (0, 0, ()),
            (0, 0, (CEREMA,)),
            (0, 0, (ANCT,)),
        ]
        assert steps[2].sentence == "Aucune offre de ce niveau ne peut aider."
        assert (
            steps[0].sentence
            == "Personne n’a encore été sollicité\u00a0; 1\u00a0offre encore possible."
        )


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        offer_id=st.integers(1, 99),
        title=st.just("Offre"),
        level=st.sampled_from(LEVELS),
        provider_id=st.integers(1, 6),
        provider=st.just("Organisme"),
    ),
    max_size=6,
)
LINES = st.lists(
    st.builds(
        Asked,
        level=st.sampled_from(LEVELS),
        provider_id=st.integers(1, 6),
        provider=st.just("Organisme"),
        sent_on=st.just(date(2026, 3, 2)),
        answer=st.sampled_from(ReferralStatus.values),
        is_silent=st.booleans(),
    ),
    max_size=6,
)


class TestOpening:
    @steady
    @given(st.sampled_from(LEVELS), CANDIDATES, LINES)
    def test_a_level_opens_only_when_the_nearer_ones_answered_or_kept_silence(
        self, level, candidates, lines
    ):
        nearer = set(LEVELS[: LEVELS.index(level)])
        heard = {line.provider_id for line in lines if line.answer != "WITHDRAWN"}
        unasked = {c.provider_id for c in candidates if c.level in nearer} - heard
        pending = [
            line
            for line in lines
            if line.level in nearer and line.answer == "SENT" and not line.is_silent
        ]

        closed = subsidiarity.refusal(
            level,
            skipped(level, candidates, lines),
            subsidiarity.awaited(level, lines),
            derogation="",
        )

        assert bool(closed) is bool(unasked or pending)

    @steady
    @given(st.sampled_from(LEVELS), CANDIDATES, LINES)
    def test_a_written_reason_always_opens(self, level, candidates, lines):
        left = skipped(level, candidates, lines)
        waiting = subsidiarity.awaited(level, lines)

        assert subsidiarity.refusal(level, left, waiting, "Crue du 5 mars.") == ""

    @steady
    @given(CANDIDATES, LINES)
    def test_every_level_is_told_with_a_verdict(self, candidates, lines):
        steps = subsidiarity.ladder(candidates, lines)

        assert [step.level for step in steps] == list(LEVELS)
        assert all(step.verdict for step in steps)

    def test_silence_past_the_clock_is_told(self):
        line = replace(asked(PARK), due=date(2026, 3, 23), is_silent=True)

        [told] = subsidiarity.ledger([line], today=date(2026, 4, 1))

        assert told.sentence == (
            "Demande envoyée le 2 mars 2026 à PNR du Verdon (niveau local), restée sans réponse à "
            "l’échéance du 23 mars 2026\u00a0: ce silence ouvre le niveau suivant."
        )

    def test_what_was_taken_nearer_makes_the_others_useless(self):
        steps = subsidiarity.ladder(ALL, [asked(PARK, "ACCEPTED")])

        verdicts = {step.level: (step.is_over, step.verdict) for step in steps}
        assert verdicts["LOCAL"] == (True, "Prise en charge par PNR du Verdon.")
        assert verdicts["ANCT"][0] and "plus près" in verdicts["ANCT"][1]
