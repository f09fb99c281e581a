"""What is on offer for a credential, stage by stage: what the body has, what others have, and what was not found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certway.core.rulebook.resources import STAGES, ContinuingEducation, Gap, Remark, Resource, Shelf
from certway.core.rulebook.values import Source
from certway.core.units.days import add_months_to_day

OLD_MONTHS = 12  # what is older may have changed


@dataclass(frozen=True, slots=True)
class Age:
    """How old a statement is on a day."""

    read_days: int  # since we read it; negative when that lies ahead
    days: int  # since it was made: since the page's own date where it shows one, else since we read it
    old: bool  # whether it was made more than OLD_MONTHS before


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer with its age."""

    resource: Resource
    age: Age
    official: bool  # whether the credential's own body makes it
    free: bool
    priced: bool  # whether its price is known


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark with its age."""

    remark: Remark
    age: Age


@dataclass(frozen=True, slots=True)
class StageOffers:
    """What there is at one stage of the road."""

    stage: str  # of STAGES
    kinds: tuple[Offer, ...]  # kinds of programs, in the order of the file
    offers: tuple[Offer, ...]  # the body's own first, free before paid, then by name
    advice: tuple[Advice, ...]
    gaps: tuple[Gap, ...]  # what was looked for and not found


@dataclass(frozen=True, slots=True)
class CredentialResources:
    """What is on offer for one credential on a day."""

    credential: str
    as_of: int  # ordinal
    stages: tuple[StageOffers, ...]  # in the order of the road; a stage with nothing at all is left out
    education: ContinuingEducation  # what counts for its renewal


def resources_for(book: Shelf, credential: str, *, as_of: int) -> CredentialResources:
    """Return what is on offer for a credential, grouped by stage; `as_of` is an ordinal."""
    stages = (_stage(book, credential, stage, as_of) for stage in STAGES)
    filled = tuple(one for one in stages if one.kinds or one.offers or one.advice or one.gaps)
    return CredentialResources(credential, as_of, filled, _education(book.education, credential))


def _stage(book: Shelf, credential: str, stage: str, as_of: int) -> StageOffers:
    def here(listed: Iterable[Resource]) -> list[Offer]:
        return [
            _offer(one, credential, as_of) for one in listed if one.stage == stage and credential in one.credentials
        ]

    return StageOffers(
        stage=stage,
        kinds=tuple(here(book.kinds)),
        offers=tuple(sorted(here(book.resources), key=_rank)),
        advice=tuple(
            Advice(one, age_of(one.source, as_of))
            for one in book.remarks
            if one.stage == stage and credential in one.credentials
        ),
        gaps=tuple(gap for gap in book.gaps if gap.stage == stage and credential in gap.credentials),
    )


def _offer(resource: Resource, credential: str, as_of: int) -> Offer:
    versions = resource.price.in_force(as_of) if resource.price else ()
    free = bool(versions) and all(version.content == 0 for version in versions)
    return Offer(
        resource=resource,
        age=age_of(resource.source, as_of),
        official=credential in resource.official_for,
        free=free,
        priced=bool(versions) and all(version.content is not None for version in versions),
    )


def _rank(offer: Offer) -> tuple[bool, bool, str, str]:
    resource = offer.resource
    # What has no price at all, such as an outline, stands with what is free.
    return not offer.official, not (offer.free or resource.price is None), resource.name.casefold(), resource.id


def age_of(source: Source, as_of: int) -> Age:
    """Return how old a source's statement is on a day."""
    made = source.known_since
    return Age(as_of - source.read_on, as_of - made, add_months_to_day(made, OLD_MONTHS) < as_of)


def _education(education: ContinuingEducation, credential: str) -> ContinuingEducation:
    return ContinuingEducation(
        units=tuple(one for one in education.units if credential in one.credentials),
        areas=tuple(one for one in education.areas if credential in one.credentials),
        acceptance=tuple(one for one in education.acceptance if credential in one.credentials),
    )
