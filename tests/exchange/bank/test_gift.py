"""Questions as GIFT: what goes out comes in the same, and files of others come in."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings

from builders.items import item_lists
from certway.core.items.item import (
    Choice,
    Image,
    Item,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)
from certway.exchange.bank.gift.format import read_gift, write_gift
from certway.exchange.bank.shipped import shipped_bank
from certway.exchange.bank.transfer import Dropped

IMPORTED = Reference("imported", "imported")


def item(name: str, stem: str, body: Choice | Ordering | Matching | NumberEntry, note: str = "") -> Item:
    return Item(f"unfiled/{name}", "unfiled", "application", "medium", stem, body, IMPORTED, note=note)


def read(text: str) -> Item:
    (found,) = read_gift(text.encode(), "bank.gift").items
    return found


@settings(deadline=None)
@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    again = read_gift(write_gift(items).content, "bank.gift")
    assert (again.items, again.dropped, again.read) == (items, (), len(items))


def test_shipped_questions_come_back() -> None:
    items = tuple(shipped_bank().bank.items)
    assert not items or read_gift(write_gift(items).content, "bank.gift").items == items


def test_question_is_written_as_moodle_reads_it() -> None:
    body = Choice((Option("{a} = b", True, "Since: so"), Option("[html] ~ #", False, "")), False)
    written = write_gift([Item("x/y", "x", "recall", "easy", "Is 1\n2?", body, Reference("book", "a [tag:b]"))])
    assert written.content.decode() == (
        "$CATEGORY: $course$/top/x\n"
        "\n"
        "// [id:x/y] [tag:topic:x] [tag:level:recall] [tag:difficulty:easy] [tag:source:book]\n"
        '// certway {"format":1,"told":{"topic":"x","level":"recall","difficulty":"easy","source":"book",'
        '"part":"a \\u005btag:b]","id":"x/y"},"parts":[]}\n'
        "::x/y::[markdown]Is 1\\n2?{\n"
        "\t=\\{a\\} \\= b#Since\\: so\n"
        "\t~[markdown][html] \\~ \\#\n"
        "}\n"
    )


def test_what_other_programs_do_not_see_is_told() -> None:
    number = NumberEntry(Decimal(1), "mL", Decimal(0), "", ())
    several = Choice((Option("a", True, ""), Option("b", True, ""), Option("c", False, "")), True)
    steps = Ordering((Step("a", "b"), Step("c", "d")))
    drawn = Item("x/d", "x", "recall", "easy", "Q", several, IMPORTED, image=Image("arm.svg", "An arm"))
    written = write_gift([item("n", "Q", number), item("s", "Q", steps), drawn])
    assert written.dropped == (
        Dropped("unfiled/n", "its unit mL stands in a comment, which other programs pass over"),
        Dropped("unfiled/s", "the reasons of its steps stand in a comment, which other programs pass over"),
        Dropped("x/d", "its drawing arm.svg can't stand in GIFT; its words stand in the question"),
        Dropped("x/d", "Moodle gives a part of the mark for a part of the right options; here it is all or nothing"),
    )
    again = read_gift(written.content, "bank.gift")
    assert again.items[-1] == drawn
    assert again.dropped == (Dropped("x/d", "its drawing arm.svg is not in the file; bring it beside"),)


def test_marks_come_back_from_tags_alone() -> None:
    text = "// [id:veins/which] [tag:topic:veins] [tag:level:recall] [tag:difficulty:hard]\n::Q::Which?{=a ~b}\n"
    body = Choice((Option("a", True, ""), Option("b", False, "")), False)
    assert read(text) == Item("veins/which", "veins", "recall", "hard", "Which?", body, IMPORTED)


def test_examples_of_moodles_documentation_come_in() -> None:
    assert read("// true/false\n::Q1:: 1+1=2 {T#no#yes}") == item(
        "q1", "1+1=2", Choice((Option("True", True, "yes"), Option("False", False, "no")), False)
    )
    assert read("::Q2:: Which?\n{ =yellow # right; good! ~red # wrong }") == item(
        "q2", "Which?", Choice((Option("yellow", True, "right; good!"), Option("red", False, "wrong")), False)
    )
    assert read("::Q4:: Who eats what? { =cat -> cat food =dog -> dog food = -> hay }") == item(
        "q4", "Who eats what?", Matching((Pair("cat", "cat food", ""), Pair("dog", "dog food", "")), ("hay",))
    )
    five = NumberEntry(Decimal(3), "", Decimal(2), "", ())
    assert read("::Q5:: What is a number from 1 to 5? {#3:2}") == item("q5", "What is a number from 1 to 5?", five)
    assert read("::Q6:: What is a number from 1 to 5? {#1..5}") == item("q6", "What is a number from 1 to 5?", five)
    grant = Choice((Option("buried", False, ""), Option("entombed", True, ""), Option("living", False, "")), False)
    assert read("Grant is {~buried =entombed ~living} in Grant's tomb.").body == grant


def test_general_feedback_stands_with_the_right_option() -> None:
    text = "::Q:: [markdown]Which?\n{\n=a#since\n~b\n####Because \\{it\\}\n}"
    assert read(text).body == Choice((Option("a", True, "since\n\nBecause {it}"), Option("b", False, "")), False)


def test_ordering_of_moodle_comes_in_with_its_category_and_tags() -> None:
    text = (
        "$CATEGORY: tom/dick\n\n// question: 123  name: Moodle\n// [id:myid] [tag:words] [tag:level:recall]\n"
        "::Moodle::[html]Put <b>these</b> in order.{>2     none\nModular\nObject\nOriented\n}\n"
    )
    found = read(text)
    assert found.body == Ordering((Step("Modular", ""), Step("Object", ""), Step("Oriented", "")))
    assert (found.stem, found.level) == ("Put **these** in order.", "recall")
    assert found.note == "Category: tom/dick; Tags: words; Id: myid"


def test_wrong_numbers_come_in_as_mistakes() -> None:
    body = NumberEntry(Decimal(5), "", Decimal("0.5"), "Right", (Mistake(Decimal(10), "Doubled"),))
    assert read("::Q::How many?{#\n=%100%5:0.5#Right\n=%0%10:0#Doubled\n}") == item("q", "How many?", body)


def test_what_has_no_place_is_told() -> None:
    text = (
        "::A::Two plus {=two =2} equals four.\n\n::B::How are you? {}\n\nJust words.\n\n::D::Broken {=a ~b\n\n"
        "::E::Many?{#many}\n\n::F::None?{~a ~b}\n\n::G::One?{#=5 =%50%6 ~#no}\n\n"
        "::H::Which?{~%-50%a ~%50%b ~%50%<script>x</script>c}\n"
    )
    found = read_gift(text.encode(), "bank.gift")
    assert ([one.id for one in found.items], found.read) == (["unfiled/g", "unfiled/h"], 8)
    assert found.dropped == (
        Dropped("A", "a short answer in words can't be scored here"),
        Dropped("B", "an essay can't be scored here"),
        Dropped("line 5", "a description asks nothing"),
        Dropped("D", "a brace is missing; between { and } no blank line may stand"),
        Dropped("E", "'many' is no number"),
        Dropped("F", "none of its options is right"),
        Dropped("unfiled/g", "what it says to every other number"),
        Dropped("unfiled/g", "the further answer 6"),
        Dropped("unfiled/h", "<script> was taken out of its text"),
        Dropped("unfiled/h", "credit for a part of it; here it is all or nothing"),
    )


def test_questions_of_one_name_get_ids_of_their_own() -> None:
    found = read_gift(b"::Q::a?{T}\n\n::Q::b?{F}\n", "bank.gift")
    assert [one.id for one in found.items] == ["unfiled/q", "unfiled/q-2"]


def test_question_changed_elsewhere_keeps_what_still_fits() -> None:
    steps = Ordering((Step("Wash", "First"), Step("Glove", "Then"), Step("Draw", "Last")))
    asked = Item("x/y", "x", "recall", "easy", "Order?", steps, IMPORTED, situation="A patient.", set_id="x/set")
    changed = write_gift([asked]).content.replace(b"\nGlove\n", b"\nGown\n").replace(b"]A patient.", b"]A client.")
    found = read_gift(changed, "bank.gift")
    (again,) = found.items
    assert again.body == Ordering((Step("Wash", "First"), Step("Gown", ""), Step("Draw", "Last")))
    assert (again.stem, again.situation, again.set_id) == ("A client.\n\nOrder?", "", "")
    assert found.dropped == (Dropped("x/y", "the situation of its set was changed; it is a part of the question now"),)
