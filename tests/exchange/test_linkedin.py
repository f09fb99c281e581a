"""The address that offers a certification to a LinkedIn profile."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from certway.core.units.days import DaySpan, parse_day
from certway.exchange.linkedin import Certification, add_address


def span(text: str) -> DaySpan:
    found = parse_day(text)
    assert found is not None
    return found


def sent(address: str) -> list[tuple[str, str]]:
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "www.linkedin.com", "/profile/add", "")
    return parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)


def test_everything_known_is_sent_with_months_and_without_days() -> None:
    address = add_address(
        Certification(
            name="Certified Medical Assistant, CMA (AAMA)",
            organization="American Association of Medical Assistants (AAMA)",
            issued=span("2024-02-10"),
            expires=span("2029-02-28"),
            number="A&B 12/3+4",
            url="https://example.org/c?id=1",
        )
    )

    assert address == (
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME"
        "&name=Certified%20Medical%20Assistant%2C%20CMA%20%28AAMA%29"
        "&organizationName=American%20Association%20of%20Medical%20Assistants%20%28AAMA%29"
        "&issueYear=2024&issueMonth=2&expirationYear=2029&expirationMonth=2"
        "&certUrl=https%3A%2F%2Fexample.org%2Fc%3Fid%3D1&certId=A%26B%2012%2F3%2B4"
    )


def test_nothing_that_is_not_known_is_sent() -> None:
    assert sent(add_address(Certification("MLT (ASCP)"))) == [
        ("startTask", "CERTIFICATION_NAME"),
        ("name", "MLT (ASCP)"),
    ]


def test_month_is_sent_only_where_it_is_sure() -> None:
    address = add_address(Certification("MLT (ASCP)", issued=span("2024"), expires=span("2027-05")))

    assert sent(address)[2:] == [("issueYear", "2024"), ("expirationYear", "2027"), ("expirationMonth", "5")]


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_text_arrives_as_it_is(name: str, number: str) -> None:
    assert sent(add_address(Certification(name, number=number)))[1:] == [("name", name), ("certId", number)]
