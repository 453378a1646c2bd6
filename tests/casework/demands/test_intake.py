from guichet.casework.demands import intake
from guichet.casework.demands.models import Demand


def test_every_question_is_a_field_of_the_demand() -> None:
    fields = {field.name for field in Demand._meta.get_fields()}

    assert fields >= intake.KEYS


def test_questions_are_asked_once() -> None:
    assert len(intake.KEYS) == len(intake.QUESTIONS)


def test_ten_questions_at_once_of_which_six_must_be_answered() -> None:
    at_once = [q for section in intake.SECTIONS if not section.can_wait for q in section.questions]

    assert len(at_once) == 10
    assert all(q in at_once for q in intake.QUESTIONS if q.is_required)
    assert sum(question.is_required for question in intake.QUESTIONS) == 6


def test_the_longest_answer_fits_in_its_column() -> None:
    for question in intake.QUESTIONS:
        column = Demand._meta.get_field(question.key)
        if question.control != "text" and getattr(column, "max_length", None):
            assert question.longest == column.max_length, question.key


class TestMissing:
    def test_names_what_is_blank_in_the_order_of_the_page(self) -> None:
        answers = {"title": "Une école", "contact_email": "a@example.fr"}

        blank = [question.key for question in intake.missing(answers)]

        assert blank == ["commune", "description", "expected_help", "contact_name"]

    def test_says_it_with_the_words_of_the_page(self) -> None:
        blank = intake.missing(dict.fromkeys(intake.KEYS, "x") | {"title": ""})

        assert intake.wanted_sentence(blank) == (
            "La demande ne peut pas encore être déposée. Il manque : « Intitulé du projet »."
        )

    def test_is_empty_when_all_is_there(self) -> None:
        assert intake.missing(dict.fromkeys(intake.KEYS, "x")) == ()
