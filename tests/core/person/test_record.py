"""A record with something added or left out."""

from __future__ import annotations

from builders.records import record


def test_record_without_name_keeps_everything_else() -> None:
    told = record(person={"name": "Zora", "lives_in": "VT"}, work=[], statements={"felony": False})

    assert told.without_name() == record(person={"lives_in": "VT"}, work=[], statements={"felony": False})


def test_record_of_which_only_the_name_was_told_is_empty_without_it() -> None:
    assert record(person={"name": "Zora"}).without_name() == record()
    assert record().without_name() == record()


def test_record_without_numbers_keeps_everything_else() -> None:
    told = record(credentials=[{"id": "cma-aama", "number": "7", "issued": "2024"}, {"id": "rma-amt"}], cards=[])

    assert told.without_numbers() == record(
        credentials=[{"id": "cma-aama", "issued": "2024"}, {"id": "rma-amt"}], cards=[]
    )
    assert record(cards=[]).without_numbers() == record(cards=[])
