"""French spacing of a page: in what is read, never in what is data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.foundations.toolkit.text import NARROW_NBSP, NBSP, typeset
from guichet.foundations.ui.typography import typeset_page


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Rien à traiter : tout va.", f"Rien à traiter{NBSP}: tout va."),
        ("Date :", f"Date{NBSP}:"),
        ("le titre « Centre-bourg » ;", f"le titre «{NBSP}Centre-bourg{NBSP}»{NARROW_NBSP};"),
        ("Qui demande ?", f"Qui demande{NARROW_NBSP}?"),
        ("Attention ! Lisez.", f"Attention{NARROW_NBSP}! Lisez."),
        ("à 14:30, sur http://exemple.fr", "à 14:30, sur http://exemple.fr"),
        ("a ?b=c", "a ?b=c"),
    ],
)
def test_spaces_before_the_marks(written, printed):
    assert typeset(written) == printed


@pytest.mark.parametrize(
    "kept",
    [
        '<a title="Lire : la suite">x</a>',
        "<textarea>Bonjour :\n</textarea>",
        '<script type="application/json">{"a" : 1}</script>',
        "<!-- rien : ici -->",
        "<pre>un : deux</pre>",
    ],
)
def test_what_is_data_is_not_touched(kept):
    assert typeset_page(f"<p>Voici : ceci</p>{kept}") == f"<p>Voici{NBSP}: ceci</p>{kept}"


@given(st.text(alphabet=st.sampled_from("ab :;?!«»<>/p\"'é\n")))
def test_only_spaces_change_and_twice_is_once(html):
    printed = typeset_page(html)
    assert re.sub(f"[{NBSP}{NARROW_NBSP}]", " ", printed) == html
    assert typeset_page(printed) == printed


def test_a_page_is_typeset_on_its_way_out(client, settings, db):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, settings.FRENCH_SPACES]
    page = client.get("/accessibilite/").content.decode()
    assert f"Accessibilité{NBSP}: partiellement conforme" in page
