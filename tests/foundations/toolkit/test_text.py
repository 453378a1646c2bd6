from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit import text


def plain(words):
    return words.replace("\u00a0", " ").replace("\u202f", " ")


class TestSearchKey:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("St-André-les-Alpes", "SAINT ANDRE LES ALPES"),
            ("ste tulle", "Sainte-Tulle"),
            ("l’hospitalet", "L'Hospitalet"),
            ("  chateau   arnoux ", "Château-Arnoux"),
            ("coeur", "Cœur"),
        ],
    )
    def test_is_the_same_for_the_ways_people_write(self, typed, stored):
        assert text.search_key(typed) == text.search_key(stored)

    def test_does_not_spell_out_a_longer_word(self):
        assert text.search_key("Stella") == "stella"

    @given(st.text(max_size=60))
    def test_said_twice_is_said_once(self, words):
        key = text.search_key(words)

        assert text.search_key(key) == key
        assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
        assert key == " ".join(key.split())


class TestNumbers:
    @pytest.mark.parametrize(
        ("count", "words"),
        [(0, "0 demande"), (1, "1 demande"), (2, "2 demandes"), (1200, "1 200 demandes")],
    )
    def test_zero_is_singular_in_french(self, count, words):
        assert plain(text.plural(count, "demande")) == words

    def test_irregular_plurals_are_given(self):
        assert plain(text.plural(3, "avis", "avis")) == "3 avis"
        assert plain(text.plural(3, "cheval", "chevaux")) == "3 chevaux"

    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            ("0", "0 €"),
            ("12500", "12 500 €"),
            ("12500.00", "12 500 €"),
            ("12500.5", "12 500,50 €"),
            ("0.01", "0,01 €"),
            ("1234567.89", "1 234 567,89 €"),
        ],
    )
    def test_money_has_cents_only_when_there_are_some(self, amount, words):
        assert plain(text.euros(Decimal(amount))) == words

    @given(st.integers(min_value=0, max_value=10**12))
    def test_a_number_never_breaks_across_lines(self, value):
        assert " " not in text.number(value)
        assert int(text.number(value).replace("\u202f", "")) == value


class TestWords:
    @pytest.mark.parametrize(
        ("listed", "words"),
        [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
    )
    def test_a_list_ends_with_and(self, listed, words):
        assert text.sentence_list(listed) == words

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Banon", "de Banon"),
            ("Oraison", "d’Oraison"),
            ("Étoile-Saint-Cyrice", "d’Étoile-Saint-Cyrice"),
            ("Le Brusquet", "du Brusquet"),
            ("Les Mées", "des Mées"),
            ("La Motte-du-Caire", "de La Motte-du-Caire"),
            ("Leschaux", "de Leschaux"),
        ],
    )
    def test_of_makes_the_elision_that_the_letter_needs(self, name, words):
        assert text.of(name) == words

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Banon", "à Banon"),
            ("Le Brusquet", "au Brusquet"),
            ("Les Mées", "aux Mées"),
            ("La Motte-du-Caire", "à La Motte-du-Caire"),
        ],
    )
    def test_at_contracts_with_the_article_of_the_name(self, name, words):
        assert text.at(name) == words

    @pytest.mark.parametrize(
        ("label", "words"),
        [
            ("Établissement public", "établissement public"),
            ("CAUE", "CAUE"),
            ("ANCT (sur-mesure)", "ANCT (sur-mesure)"),
            ("Service de l’État", "service de l’État"),
            ("À préciser", "à préciser"),
            ("", ""),
        ],
    )
    def test_a_label_inside_a_sentence_loses_its_capital_but_not_an_acronym(self, label, words):
        assert text.uncapitalised(label) == words

    @pytest.mark.parametrize(
        ("apart", "joined"),
        [
            (
                "a reçu la réponse de Le maire de Castellane",
                "a reçu la réponse du maire de Castellane",
            ),
            ("a noté la réponse de Les Mées", "a noté la réponse des Mées"),
            ("a adressé la demande à Le Brusquet", "a adressé la demande au Brusquet"),
            ("a écrit à Les Mées", "a écrit aux Mées"),
            ("a noté l’engagement de IT04", "a noté l’engagement d’IT04"),
            ("a lu la réponse de La Motte-du-Caire", "a lu la réponse de La Motte-du-Caire"),
            ("a confié à Leschaux une aide de Banon", "a confié à Leschaux une aide de Banon"),
        ],
    )
    def test_names_put_in_a_sentence_take_their_contraction(self, apart, joined):
        assert text.contracted(apart) == joined

    @given(st.text(alphabet="abcéèàçôABC ’-", min_size=1))
    def test_a_capital_changes_nothing_but_the_first_letter(self, words):
        assert text.capitalised(words) == words[0].upper() + words[1:]

    def test_nothing_has_no_capital(self):
        assert text.capitalised("") == ""
