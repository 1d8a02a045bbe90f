"""Questions of an import: asked once for all rows, answered by one of their options."""

from ratings.imports.questions import Option, QuestionKind, Questions, question_key

OPTIONS = [Option("yes", "Yes"), Option("no", "No")]


def test_rows_that_ask_the_same_share_one_question():
    questions = Questions({})
    for row in ("3", "4", "4"):
        assert questions.ask(QuestionKind.PLACE, "tân cươngg", "Which commune?", OPTIONS, row=row) == ""
    (question,) = questions.asked
    assert (question.key, question.rows) == (question_key(QuestionKind.PLACE, "tân cươngg"), ["3", "4"])


def test_an_answer_is_given_to_whoever_asks_again():
    key = question_key(QuestionKind.DECISION, "500/QĐ-UBND")
    questions = Questions({key: "no"})
    assert questions.ask(QuestionKind.DECISION, "500/QĐ-UBND", "Does it?", OPTIONS) == "no"
    assert questions.asked[0].answer == "no"


def test_an_answer_that_is_no_option_any_more_counts_as_none():
    key = question_key(QuestionKind.DECISION, "500/QĐ-UBND")
    assert Questions({key: "perhaps"}).ask(QuestionKind.DECISION, "500/QĐ-UBND", "Does it?", OPTIONS) == ""


def test_the_unanswered_come_first():
    questions = Questions({question_key(QuestionKind.COLUMN, "Sao"): "yes"})
    questions.ask(QuestionKind.COLUMN, "Sao", "Which?", OPTIONS)
    questions.ask(QuestionKind.PLACE, "Xã A", "Which?", OPTIONS)
    questions.ask(QuestionKind.DECISION, "1/QĐ", "Does it?", OPTIONS)
    assert [each.kind for each in questions.asked] == ["decision", "place", "column"]
