"""Items in the manner of other tools come in, and what of them is lost is told item by item."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from certway.core.items.item import Choice, Image, Item, Matching, Mistake, NumberEntry, Option, Ordering, Pair, Step
from certway.exchange.bank.qti.format import read_qti
from certway.exchange.bank.transfer import Dropped, Imported

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
V21, V22 = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imsqti_v2p2"
V30 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"

TAO_CHOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="{V22}" identifier="i5fa1" title="Order of draw" label="x" adaptive="false" timeDependent="false"
  toolName="TAO" toolVersion="3.4.0">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
    <correctResponse><value><![CDATA[choice_1]]></value></correctResponse>
    <mapping defaultValue="0">
      <mapEntry mapKey="choice_1" mappedValue="1"/><mapEntry mapKey="choice_2" mappedValue="0.5"/>
    </mapping>
  </responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>
    <div class="grid-row"><div class="col-12">
      <p>The tubes stand <strong>ready</strong>.</p><p><img src="assets/tubes%201.png" alt="Two tubes"/></p>
      <choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">
        <prompt>Which is filled first?</prompt>
        <simpleChoice identifier="choice_1">Light blue</simpleChoice>
        <simpleChoice identifier="choice_2" fixed="false"><p>Red * top</p></simpleChoice>
        <simpleChoice identifier="choice_3">H<sub>2</sub>O <img src="assets/b.png" alt="a bottle"/></simpleChoice>
      </choiceInteraction>
    </div></div>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response"/>
</assessmentItem>"""

CANVAS_NUMBER = f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="{V21}" identifier="g1" title="Dose of syrup" adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="float"/>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>
  <itemBody><p>How much is one dose?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/> mL.</p></itemBody>
  <responseProcessing><responseCondition>
    <responseIf><and>
      <gte><variable identifier="RESPONSE"/><baseValue baseType="float">4.9</baseValue></gte>
      <lte><variable identifier="RESPONSE"/><baseValue baseType="float">5.1</baseValue></lte></and>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
    </responseIf></responseCondition>
    <setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">general</baseValue></setOutcomeValue>
  </responseProcessing>
  <modalFeedback outcomeIdentifier="FEEDBACK" identifier="general" showHide="show"><p>100 ÷ 20 = 5</p></modalFeedback>
</assessmentItem>"""


def item(interaction: str, declared: str, *, rest: str = "", more: str = "", version: str = V30) -> bytes:
    return f"""<qti-assessment-item xmlns="{version}" identifier="one" title="One" adaptive="false"
        time-dependent="false"><qti-response-declaration identifier="R" {declared}</qti-response-declaration>{more}
        <qti-item-body><p>Asked.</p>{interaction}</qti-item-body>{rest}</qti-assessment-item>""".encode()


def correct(cardinality: str, base_type: str, *values: str) -> str:
    listed = "".join(f"<qti-value>{one}</qti-value>" for one in values)
    return f'cardinality="{cardinality}" base-type="{base_type}"><qti-correct-response>{listed}</qti-correct-response>'


def choices(*names: str, tag: str = "qti-simple-choice") -> str:
    return "".join(f'<{tag} identifier="{one}">{one} text</{tag}>' for one in names)


CHOICE = f'<qti-choice-interaction response-identifier="R" max-choices="1">{choices("a", "b")}</qti-choice-interaction>'
ENTRY = '<p><qti-text-entry-interaction response-identifier="R"/></p>'


def package(files: dict[str, bytes], *, kind: str = "imsqti_item_xmlv2p2", extra: str = "") -> bytes:
    listed = "".join(
        f'<resource identifier="r{at}" type="{kind}" href="{name}"><file href="{name}"/></resource>'
        for at, name in enumerate(files)
        if name.endswith(".xml")
    )
    manifest = (
        f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{listed}{extra}</resources></manifest>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**files, "imsmanifest.xml": manifest.encode()}.items():
            archive.writestr(name, content)
    return out.getvalue()


def only(found: Imported) -> Item:
    assert (found.read, len(found.items)) == (1, 1), found.dropped
    return found.items[0]


def why(content: bytes) -> str:
    found = read_qti(content, "a.xml")
    assert (found.read, found.items, len(found.dropped)) == (1, (), 1)
    return found.dropped[0].why


def test_choice_of_tao_comes_in_with_its_picture() -> None:
    found = read_qti(package({"i/qti.xml": TAO_CHOICE.encode(), "i/assets/tubes 1.png": PNG}), "tao.zip")
    taken = only(found)
    assert (taken.id, taken.topic, taken.level, taken.difficulty) == (
        "unfiled/order-of-draw",
        "unfiled",
        "application",
        "medium",
    )
    assert taken.stem == "The tubes stand **ready**.\n\nWhich is filled first?"
    assert taken.image == Image("tubes-1.png", "Two tubes")
    assert found.media == {"tubes-1.png": PNG}
    assert taken.body == Choice(
        (Option("Light blue", True, ""), Option("Red \\* top", False, ""), Option("H₂O a bottle", False, "")),
        multiple=False,
    )
    assert found.dropped == (
        Dropped(taken.id, "not carried: points for a part of the answer; ours is right as a whole or not"),
        Dropped(taken.id, "not carried: a picture in an answer; its words stand there"),
    )


def test_number_of_canvas_comes_in_with_its_range() -> None:
    found = read_qti(CANVAS_NUMBER.encode(), "g1.xml")
    assert only(found).body == NumberEntry(Decimal(5), "mL", Decimal("0.1"), "100 ÷ 20 = 5", ())
    assert (only(found).stem, found.dropped) == ("How much is one dose?", ())


@pytest.mark.parametrize(
    ("how", "answer", "tolerance"),
    [
        ('tolerance-mode="absolute" tolerance="0.5 0.5"', "4", "0.5"),
        ('tolerance-mode="absolute" tolerance="2"', "4", "2"),
        ('tolerance-mode="relative" tolerance="5 5"', "40", "2"),
        ('tolerance-mode="exact"', "4", "0"),
        ("", "4", "0"),
    ],
)
def test_tolerance_is_read(how: str, answer: str, tolerance: str) -> None:
    equal = f'<qti-equal {how}><qti-variable identifier="R"/><qti-correct identifier="R"/></qti-equal>'
    rest = f"<qti-response-processing><qti-response-condition><qti-response-if>{equal}</qti-response-if>"
    rest += "</qti-response-condition></qti-response-processing>"
    found = read_qti(item(ENTRY, correct("single", "float", answer), rest=rest), "a.xml")
    assert only(found).body == NumberEntry(Decimal(answer), "", Decimal(tolerance), "", ())


def test_wrong_number_that_is_asked_for_is_a_mistake() -> None:
    rest = """<qti-response-processing><qti-response-condition>
      <qti-response-if><qti-equal><qti-variable identifier="R"/><qti-correct identifier="R"/></qti-equal>
        <qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value>
        </qti-set-outcome-value></qti-response-if>
      <qti-response-else-if><qti-equal><qti-variable identifier="R"/>
        <qti-base-value base-type="float">50</qti-base-value></qti-equal>
        <qti-set-outcome-value identifier="F"><qti-base-value base-type="identifier">ten</qti-base-value>
        </qti-set-outcome-value></qti-response-else-if>
      </qti-response-condition></qti-response-processing>
      <qti-modal-feedback outcome-identifier="F" identifier="ten" show-hide="show"><qti-content-body>Ten times too much.
      </qti-content-body></qti-modal-feedback>"""
    found = read_qti(item(ENTRY, correct("single", "integer", "5"), rest=rest), "a.xml")
    mistakes = (Mistake(Decimal(50), "Ten times too much."),)
    assert only(found).body == NumberEntry(Decimal(5), "", Decimal(0), "", mistakes)


def test_feedback_of_answers_is_their_reason() -> None:
    feedback = "".join(
        f'<qti-modal-feedback outcome-identifier="F" identifier="{name}" show-hide="show"><qti-content-body>{text}'
        "</qti-content-body></qti-modal-feedback>"
        for name, text in (("yes", "So it is."), ("no", "Not so."), ("b", "Of b."))
    )
    rest = f"""<qti-response-processing><qti-response-condition><qti-response-if>
      <qti-match><qti-variable identifier="R"/><qti-correct identifier="R"/></qti-match>
      <qti-set-outcome-value identifier="F"><qti-base-value base-type="identifier">yes</qti-base-value>
      </qti-set-outcome-value></qti-response-if><qti-response-else><qti-set-outcome-value identifier="F">
      <qti-base-value base-type="identifier">no</qti-base-value></qti-set-outcome-value></qti-response-else>
      </qti-response-condition></qti-response-processing>{feedback}"""
    found = read_qti(item(CHOICE, correct("single", "identifier", "a"), rest=rest), "a.xml")
    assert only(found).body == Choice(
        (Option("a text", True, "So it is."), Option("b text", False, "Of b.")), multiple=False
    )
    told = "not carried: the feedback 'Not so.', which belongs to no one answer"
    assert found.dropped == (Dropped("unfiled/one", told),)


def test_order_comes_in_as_it_is_right() -> None:
    order = f'<qti-order-interaction response-identifier="R">{choices("a", "b", "c")}</qti-order-interaction>'
    found = read_qti(item(order, correct("ordered", "identifier", "c", "a", "b")), "a.xml")
    assert only(found).body == Ordering((Step("c text", ""), Step("a text", ""), Step("b text", "")))


def test_match_comes_in_with_what_fits_nothing() -> None:
    one, two = (choices(*names, tag="qti-simple-associable-choice") for names in ("ab", "xyz"))
    match = f"""<qti-match-interaction response-identifier="R"><qti-simple-match-set>{one}</qti-simple-match-set>
      <qti-simple-match-set>{two}</qti-simple-match-set></qti-match-interaction>"""
    found = read_qti(item(match, correct("multiple", "directedPair", "b x", "a z")), "a.xml")
    assert only(found).body == Matching((Pair("a text", "z text", ""), Pair("b text", "x text", "")), ("y text",))
    assert found.dropped == ()


def test_association_comes_in_as_a_matching() -> None:
    listed = choices(*"abcd", tag="qti-simple-associable-choice")
    asked = f'<qti-associate-interaction response-identifier="R">{listed}</qti-associate-interaction>'
    found = read_qti(item(asked, correct("multiple", "pair", "a c", "d b")), "a.xml")
    assert only(found).body == Matching((Pair("a text", "c text", ""), Pair("d text", "b text", "")), ())
    told = "that any two may be put together; the first of each pair is matched with the second"
    assert found.dropped == (Dropped("unfiled/one", f"not carried: {told}"),)


def test_choice_within_a_line_comes_in_as_a_choice() -> None:
    listed = choices("a", "b", tag="qti-inline-choice")
    line = (
        f'<p>It is <qti-inline-choice-interaction response-identifier="R">{listed}</qti-inline-choice-interaction>.</p>'
    )
    found = only(read_qti(item(line, correct("single", "identifier", "b")), "a.xml"))
    assert found.stem == "Asked.\n\nIt is …."
    assert found.body == Choice((Option("a text", False, ""), Option("b text", True, "")), multiple=False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (item(CHOICE * 2, correct("single", "identifier", "a")), "it asks for 2 answers in one; ours ask for one"),
        (item("", correct("single", "identifier", "a")), "nothing of it is to be answered"),
        (item(CHOICE, 'cardinality="single" base-type="identifier">'), "no answer of it is right"),
        (item(CHOICE, correct("single", "identifier", "z")), "what is right in it is none of its answers"),
        (item(CHOICE.replace('"R"', '"S"'), correct("single", "identifier", "a")), "its answer is not declared"),
        (item(ENTRY, correct("single", "string", "blood")), "a text is to be typed in; ours take numbers"),
        (item(ENTRY, correct("single", "float", "NaN")), "its answer is no number"),
        (item(ENTRY, correct("single", "float", "1e999999999")), "its answer is no number"),
        (
            item('<qti-slider-interaction response-identifier="R"/>', correct("single", "integer", "1")),
            "it is answered by <qti-slider-interaction>, which ours have not",
        ),
        (
            item(CHOICE, correct("single", "identifier", "a")).replace(b'adaptive="false"', b'adaptive="true"'),
            "it goes on in several steps (adaptive); ours are answered once",
        ),
        (
            item(CHOICE, correct("single", "identifier", "a"), more='<qti-template-declaration identifier="x"/>'),
            "its values are drawn anew each time; ours stand fixed",
        ),
        (
            item(CHOICE.replace('"b"', '"a"'), correct("single", "identifier", "a")),
            "two of its answers have one identifier",
        ),
    ],
)
def test_item_that_can_not_be_carried_is_told(content: bytes, said: str) -> None:
    assert why(content) == said


def test_text_that_items_share_comes_in_as_their_situation() -> None:
    stimulus = f"""<qti-assessment-stimulus xmlns="{V30}" identifier="s" title="A faint"><qti-stimulus-body>
      <p>A patient faints.</p></qti-stimulus-body></qti-assessment-stimulus>"""
    refers = '<qti-assessment-stimulus-ref identifier="s" href="../s/one.xml"/>'
    one = item(CHOICE, correct("single", "identifier", "a"), more=refers)
    lost = item(CHOICE, correct("single", "identifier", "a"), more=refers.replace("one.xml", "../../etc/passwd"))
    files = {"i/1.xml": one, "i/2.xml": one, "i/3.xml": lost}
    extra = '<resource identifier="s" type="imsqti_stimulus_xmlv3p0" href="s/one.xml"/>'
    content = package(files, kind="imsqti_item_xmlv3p0", extra=extra)
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("s/one.xml", stimulus)
    found = read_qti(out.getvalue(), "a.zip")
    assert [(one.id, one.situation, one.set_id) for one in found.items] == [
        ("unfiled/one", "A patient faints.", "unfiled/a-faint"),
        ("unfiled/one-2", "A patient faints.", "unfiled/a-faint"),
        ("unfiled/one-3", "", ""),
    ]
    told = "not carried: the text that it shares with others, which is not in the package"
    assert found.dropped == (Dropped("unfiled/one-3", told),)


def test_tests_and_items_that_are_not_there_are_told() -> None:
    extra = """<resource identifier="exam" type="imsqti_test_xmlv2p2" href="test.xml"/>
      <resource identifier="gone" type="imsqti_item_xmlv2p2" href="../gone.xml"/>
      <resource identifier="no" type="imsqti_item_xmlv2p2" href="no.xml"/>
      <resource identifier="key" type="imsqti_item_xmlv2p2" href="i.xml"><metadata><lom><general><keyword>
      <string>blood</string></keyword></general></lom></metadata></resource>"""
    files = {"i.xml": item(CHOICE, correct("single", "identifier", "a")), "no.xml": b"<html/>"}
    found = read_qti(package(files, extra=extra), "a.zip")
    assert (found.read, [one.id for one in found.items]) == (5, ["unfiled/one", "unfiled/one-2"])
    assert found.dropped == (
        Dropped("r1", "its file holds no item"),
        Dropped("exam", "it is a test; its sections, order and time are not carried"),
        Dropped("gone", "its file is not in the package"),
        Dropped("no", "its file holds no item"),
        Dropped("unfiled/one-2", "not carried: its keywords (blood)"),
    )
