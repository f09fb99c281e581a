"""What is on offer for a credential as text: everything that a page or a screen shows of it, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from certway.answers.resources import Advice, CredentialResources, Offer, StageOffers
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.resources import Counting, Resource
from certway.exchange.renewal_rules_text import renewal_rules_text
from certway.exchange.resource_parts import AdviceText, FigureText, Parts, TrustText
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import number
from certway.exchange.words.offers import host_of, price_notes, price_on
from certway.exchange.words.telling import Telling


@dataclass(frozen=True, slots=True)
class OfferText:
    """One offer."""

    id: str
    name: str
    by: str  # who offers it, and whether that is the credential's body; empty where the name says it
    official: bool
    price: str  # empty where nothing is said of a price
    price_note: str  # empty when there is none
    free: bool
    priced: bool  # whether its price is known
    says: tuple[str, ...]
    figures: tuple[FigureText, ...]
    counts: tuple[str, ...]  # as what it counts for renewal
    url: str  # of the offer itself or of a copy; empty when there is none
    host: str
    copied: bool  # whether `url` is that of a copy
    address: str  # what there is to know about the address; empty when nothing
    warning: str
    note: str
    trust: TrustText


@dataclass(frozen=True, slots=True)
class StageText:
    """One stage of the road."""

    id: str
    title: str
    lead: str
    kinds: tuple[OfferText, ...]
    offers: tuple[OfferText, ...]
    advice: tuple[AdviceText, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourcesText:
    """What is on offer for one credential."""

    id: str
    short: str
    name: str
    body: str
    page: str  # the body's own
    summary: str  # how many offers, how many of them free
    stages: tuple[StageText, ...]


def resources_text(answer: CredentialResources, credential: Credential, telling: Telling) -> ResourcesText:
    """Return the offers as text."""
    words, teller = telling.words, _Teller(Parts(telling, answer.as_of), answer)
    offers = [offer for stage in answer.stages for offer in stage.offers]
    free = sum(offer.free for offer in offers)
    return ResourcesText(
        id=answer.credential,
        short=words.find(f"credential.{answer.credential}") or credential.short,
        name=credential.name,
        body=words.find(f"plan.body.{credential.issuer.id}") or credential.issuer.name,
        page=credential.issuer.page,
        summary=words.say_many("resources.summary", len(offers), n=len(offers), free=free),
        stages=tuple(teller.stage(stage) for stage in answer.stages),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    parts: Parts
    answer: CredentialResources

    @property
    def words(self) -> Catalogue:
        return self.parts.telling.words

    def stage(self, stage: StageOffers) -> StageText:
        rules = renewal_rules_text(self.answer.education, self.parts) if stage.stage == "ce" else ()
        return StageText(
            id=stage.stage,
            title=self.words.say(f"resources.stage.{stage.stage}"),
            lead=self.words.say(f"resources.lead.{stage.stage}"),
            kinds=tuple(self.offer(one) for one in stage.kinds),
            offers=tuple(self.offer(one) for one in stage.offers),
            advice=(*rules, *(self.advice(one) for one in stage.advice)),
            gaps=tuple(self.words.say("resources.gap", what=self.words.text(gap.says)) for gap in stage.gaps),
        )

    def offer(self, offer: Offer) -> OfferText:
        resource = offer.resource
        url = resource.url or resource.copy_url
        return OfferText(
            id=resource.id,
            name=self.words.text(resource.name),
            by=self.by(resource, official=offer.official),
            official=offer.official,
            price=price_on(resource.price, self.answer.as_of, self.parts.telling),
            price_note=price_notes(resource.price, self.answer.as_of, self.parts.telling),
            free=offer.free,
            priced=offer.priced,
            says=self.parts.sentences(resource.says),
            figures=self.parts.figures(resource.values, resource.source, price=False),
            counts=tuple(self.counting(one) for one in resource.counts if one.credential == self.answer.credential),
            url=url,
            host=host_of(url) if url else "",
            copied=not resource.url and bool(resource.copy_url),
            address=self.address(resource),
            warning=self.parts.sentence(resource.warning),
            note=self.parts.sentence(resource.note),
            trust=self.parts.trust(resource.source, offer.age),
        )

    def by(self, resource: Resource, *, official: bool) -> str:
        by = self.words.text(resource.by)
        if official:
            return self.words.say("resources.by.body", by=by)
        return self.words.say("resources.by", by=by) if by.casefold() not in resource.name.casefold() else ""

    def address(self, resource: Resource) -> str:
        if not resource.url_sought:
            return ""
        return self.words.say("resources.address.copy" if resource.copy_url else "resources.address.not-found")

    def advice(self, advice: Advice) -> AdviceText:
        remark = advice.remark
        return AdviceText(
            id=remark.id,
            title=self.words.text(remark.title),
            says=self.parts.sentences(remark.says),
            figures=self.parts.figures(remark.values, remark.source),
            warning=self.parts.sentence(remark.warning),
            note=self.parts.sentence(remark.note),
            trust=self.parts.trust(remark.source, advice.age),
        )

    def counting(self, counting: Counting) -> str:
        """Tell as what an offer counts for the credential asked about."""
        words = self.words
        how = [words.say("resources.counts.as", what=words.text(counting.as_))] if counting.as_ else []
        if counting.every_area:
            how.append(words.say("resources.counts.every"))
        elif counting.areas:
            how.append(words.say("resources.counts.areas", areas=self.parts.areas(counting.areas)))
        if counting.most is not None:
            how.append(words.say("resources.counts.most", most=number(counting.most)))
        how = how or [words.say("resources.counts.plain")]
        if counting.confidence is not None:
            how.append(words.say(f"plan.confidence.{counting.confidence}"))
        return words.say("resources.counts", how="; ".join(how))
