"""Steps up the ladder in words: where one stands, what leads on, what a step asks, takes and pays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certway.answers.advance import Advance, NextStep, OurCredential, Trap
from certway.answers.advance_pay import Pay
from certway.answers.advance_time import Takes
from certway.core.advance.footing import Foothold
from certway.core.advance.ladder import Edge
from certway.core.rulebook.wages import Wage
from certway.exchange.words.figures import amount, day, listed, money, number, opened
from certway.exchange.words.places import path_in_words
from certway.exchange.words.telling import Telling


@dataclass(frozen=True)
class AdvanceTelling:
    """What the sentences of an answer need besides it."""

    answer: Advance
    telling: Telling

    def say(self, message: str, /, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return self.telling.words.say(message, **values)

    def name(self, rung: str) -> str:
        """Return what a rung is called for short: `CMA (AAMA)`, `Lead technologist`."""
        found = self.telling.words.find(f"credential.{rung}")
        return found or self.telling.words.text(self.answer.rungs[rung].title)

    def state(self, state: str) -> str:
        """Return a state's name."""
        return self.telling.state(state)

    def day(self, ordinal: int) -> str:
        """Return a day in words."""
        return day(ordinal, self.telling.words)

    def dollars(self, whole: int) -> str:
        """Return whole US dollars."""
        return money(whole, whole, self.telling.words)

    def length(self, count: float, unit: str) -> str:
        """Return a length such as `15 months`."""
        return amount(count, count, unit, self.telling.words)


def standing_line(told: AdvanceTelling) -> str:
    """Return where the person stands, rung by rung."""
    held = [_held(one, told) for one in told.answer.footholds]
    if not held:
        return told.say("advance.stand/nothing")
    return told.say("advance.stand", rungs=listed(held, "and", told.telling.words))


def _held(foothold: Foothold, told: AdvanceTelling) -> str:
    kind: str = foothold.held_as
    if kind == "credential":
        last = "-day" if foothold.expires is not None and foothold.validity != "unknown" else ""
        kind = f"{foothold.validity}{last}"
    elif foothold.validity == "unknown":
        kind = f"{kind}-unknown"
    shown = told.day(foothold.expires) if foothold.expires is not None else ""
    return told.say(f"advance.held/{kind}", rung=told.name(foothold.rung), day=shown)


def region_line(told: AdvanceTelling) -> str:
    """Return for which place the answer is."""
    state = told.answer.state
    return told.say("advance.region", state=told.state(state)) if state else told.say("advance.region/none")


def distance_line(steps: int, told: AdvanceTelling) -> str:
    """Return how far up a step lies, as a heading."""
    return told.say(f"advance.steps.{steps}") if steps < 3 else told.say("advance.steps.more", n=steps)


def leads_line(edge: Edge, step: NextStep, told: AdvanceTelling) -> str:
    """Return how one rung leads to another; the rung is told as the ladder has it."""
    start = told.name(edge.start)
    return told.say(f"advance.relation.{edge.relation}", start=start, Start=opened(start), end=told.name(step.rung.id))


def begin_line(step: NextStep, told: AdvanceTelling) -> str:
    """Return that one begins here, or may as well; empty where that is not known."""
    if not step.edges:
        return told.say("advance.begin")
    return told.say("advance.direct") if step.ours is not None and step.ours.direct else ""


def time_lines(step: NextStep, told: AdvanceTelling) -> Iterator[str]:
    """Yield what a step takes in time and money, or why that is not known."""
    ours = step.ours
    if ours is None:
        if step.rung.kind == "credential":
            yield told.say("advance.no-rules")
        return
    if ours.takes is None:
        yield _no_plan(ours, told)
        return
    yield takes_line(ours.takes, told)
    if step.after:
        yield told.say("advance.after", credential=told.name(step.after))
    hours = told.length(round(ours.takes.weekly_hours, 1), "hours")
    yield told.say(f"advance.hours/{ours.takes.hours_by}", hours=hours)
    if not ours.takes.fee_published:
        yield told.say("advance.fee")
    budget = told.answer.budget
    if budget is not None and ours.takes.price.likely > budget:
        yield told.say("advance.budget", budget=told.dollars(budget))


def takes_line(takes: Takes, told: AdvanceTelling) -> str:
    """Return how long a step takes, what it costs and by which training."""
    words, price = told.telling.words, takes.price
    trainings = listed([words.text(training.title) for training in takes.trainings], "and", words)
    cost = told.dollars(price.likely)
    if price.least < price.most:
        least, most = told.dollars(price.least), told.dollars(price.most)
        cost = told.say("advance.cost/range", cost=cost, least=least, most=most)
    return told.say(
        "advance.takes" if trainings else "advance.takes/exam",
        months=told.length(takes.months, "months"),
        cost=cost,
        training=trainings,
        start=told.day(takes.start),
        day=told.day(takes.certified_on),
    )


def _no_plan(ours: OurCredential, told: AdvanceTelling) -> str:
    asked = [path_in_words(field, told.telling) for reason in ours.reasons for field in reason.fields]
    if asked:
        return told.say("advance.no-plan/untold", what=listed(asked, "and", told.telling.words))
    return told.say("advance.no-plan")


def pay_lines(step: NextStep, told: AdvanceTelling) -> Iterator[str]:
    """Yield what the work pays before and after, each figure with its place and year."""
    pay, words = step.pay, told.telling.words
    if pay is None:
        yield told.say("advance.pay.none")
        return
    if told.answer.state and pay.after.is_national:
        yield told.say("advance.pay.national", state=told.state(told.answer.state))
    if pay.before is not None and not pay.same_occupation:
        yield f"{told.say('advance.pay.before')} {wage_line(pay.before, told)}"
    yield f"{told.say('advance.pay.after')} {wage_line(pay.after, told)}"
    difference = difference_line(pay, told)
    if difference:
        yield difference
    for job in dict.fromkeys((pay.job_before, pay.job)):
        if job is not None and job.note and (job is pay.job or not pay.same_occupation):
            yield words.text(job.note)
    if pay.beside:
        yield told.say("advance.pay.beside", others=" ".join(wage_line(wage, told) for wage in pay.beside))


def wage_line(wage: Wage, told: AdvanceTelling) -> str:
    """Return one row of the survey: occupation, place, year, median, and the range where it is published."""
    values = {
        "title": told.telling.words.text(wage.title),
        "area": told.telling.words.text(wage.area_name),
        "year": wage.year,
        "median": told.dollars(wage.p50 or 0),
    }
    if wage.p10 is None or wage.p90 is None:
        return told.say("advance.wage", **values)
    return told.say("advance.wage/range", **values, low=told.dollars(wage.p10), high=told.dollars(wage.p90))


def difference_line(pay: Pay, told: AdvanceTelling) -> str:
    """Return by how much the median changes, of one year and one place; empty where there is nothing to compare."""
    if pay.same_occupation:
        return told.say("advance.pay.one-figure")
    if pay.difference is None or pay.compared is None:
        return ""
    way = "more" if pay.difference > 0 else "less" if pay.difference < 0 else "same"
    before, after = (told.telling.words.text(wage.title) for wage in pay.compared)
    return told.say(
        f"advance.pay.{way}",
        amount=told.dollars(abs(pay.difference)),
        before=before,
        after=after,
        area=told.telling.words.text(pay.compared[1].area_name),
        year=pay.compared[1].year,
    )


def outlook_line(pay: Pay, told: AdvanceTelling) -> str:
    """Return how many jobs there will be; empty where that is not known."""
    found = pay.projection
    if found is None:
        return ""
    first, _, last = found.period.partition("-")
    return told.say(
        "advance.outlook" if found.change_percent >= 0 else "advance.outlook/fewer",
        title=told.telling.words.text(pay.after.title),
        percent=number(abs(found.change_percent)),
        first=first,
        last=last,
        openings=number(round(found.annual_openings * 1000)),
    )


def trap_line(trap: Trap, told: AdvanceTelling) -> str:
    """Return what closes a step, or makes it useless."""
    if trap.kind == "told":
        return told.telling.words.text(trap.says)
    last = told.day(trap.day) if trap.day is not None else ""
    return told.say(f"advance.trap.{trap.kind}", credential=told.name(trap.rung), day=last)
