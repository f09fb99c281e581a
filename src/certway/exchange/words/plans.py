"""Plans in words: what each task is and why it is there, the answer, and why there is no plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.plan.roadmap import Reason, Retake, Roadmap, Task, WhatIf
from certway.core.plan.trainings import Price
from certway.core.plan.wishes import Wishes, WishName
from certway.core.qualify.standing import Standing
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.values import Source
from certway.core.units.days import monday_of
from certway.exchange.words.figures import amount, day, listed, money, number, opened
from certway.exchange.words.places import path_in_words
from certway.exchange.words.standings import aged
from certway.exchange.words.telling import Telling


@dataclass(frozen=True)
class PlanTelling:
    """What a plan's sentences need besides the plan."""

    credential: Credential
    wishes: Wishes
    telling: Telling
    name: str = ""  # of the person
    standing: Standing | None = None  # on the first day; told where no way leads to the credential

    @property
    def body(self) -> str:
        """The certifying body as people call it: `the AAMA`."""
        issuer = self.credential.issuer
        return self.telling.words.find(f"plan.body.{issuer.id}") or issuer.name

    @property
    def short(self) -> str:
        """The credential with its body: `CMA (AAMA)`."""
        return self.telling.words.find(f"credential.{self.credential.id}") or self.credential.short

    def day(self, ordinal: int, *, relative: bool = False) -> str:
        """Return a day in words; with how far it lies ahead where that is asked for."""
        return day(ordinal, self.telling.words, as_of=self.telling.as_of if relative else None)

    def length(self, count: float, unit: str) -> str:
        """Return a length such as `2 weeks`."""
        return amount(count, count, unit, self.telling.words)

    def hours(self, minutes: int) -> str:
        """Return minutes as hours: `38.2 hours`."""
        return self.length(hours_of(minutes), "hours")

    def dollars(self, whole: int) -> str:
        """Return whole US dollars: `$5,723`."""
        return money(whole, whole, self.telling.words)


def hours_of(minutes: int) -> float:
    """Return minutes as hours with one decimal at most."""
    return round(minutes / 60, 1)


def task_title(task: Task, plan: Roadmap, telling: PlanTelling) -> str:
    """Return what a task is called: `Apply to the AAMA`."""
    words = telling.telling.words
    title = words.text(task.title)
    if task.kind == "study":
        return words.say("plan.task.study", area=title)
    if title:
        return title
    whole = "/all" if task.kind == "review" and task.minutes == _study_minutes(plan, review=True) else ""
    return words.say(f"plan.task.{task.id}{whole}", body=telling.body, credential=telling.short)


def task_why(task: Task, plan: Roadmap, telling: PlanTelling) -> str:
    """Return why a task is there, with the number or the rule that causes it."""
    return telling.telling.words.say(why_id(task, plan), **_why_values(task, plan, telling))


def why_id(task: Task, plan: Roadmap) -> str:
    """Return the id of the sentence that fits a task best."""
    variant = ""
    percent = task.arguments.get("percent")
    if task.kind == "review" and task.minutes == _study_minutes(plan, review=True):
        variant = "/all"
    elif isinstance(percent, tuple) and percent[0] < percent[1]:
        variant = "/range"
    elif task.id in ("apply", "fee", "exam", "result") and not task.arguments.get("published"):
        variant = "/unpublished"
    return f"{task.why}{variant}"


def _study_minutes(plan: Roadmap, *, review: bool) -> int:
    kinds = ("study", "review") if review else ("study",)
    return sum(task.minutes for task in plan.tasks if task.kind in kinds)


def _why_values(task: Task, plan: Roadmap, telling: PlanTelling) -> Mapping[str, object]:
    words = telling.telling.words
    values: dict[str, object] = {
        "body": telling.body,
        "Body": opened(telling.body),
        "route": words.text(plan.route_title),
        "area": words.text(task.title),
        "hours": telling.hours(task.minutes),
        "weekly": telling.hours(task.weekly_minutes),
        "study": telling.hours(_study_minutes(plan, review=False)),
        "total": telling.hours(_study_minutes(plan, review=True)),
        "apply_on": telling.day(plan.apply_on),
    }
    for name, unit in (("weeks", "weeks"), ("days", "days"), ("months", "months"), ("lead_days", "days")):
        length = task.arguments.get(name)
        if isinstance(length, int):
            values[name.removesuffix("_days")] = telling.length(length, unit)
    for name in ("practice_on", "opens_on", "closes_on", "starts_on"):
        ordinal = task.arguments.get(name)
        if isinstance(ordinal, int):
            values[name] = telling.day(ordinal)
    percent = task.arguments.get("percent")
    if isinstance(percent, tuple):
        values["percent"] = _percent(*percent, telling)
    return values


def _percent(least: float, most: float, telling: PlanTelling) -> str:
    if least == most:
        return telling.telling.words.say("show.area.percent", percent=number(least))
    return telling.telling.words.say("show.area.range", least=number(least), most=number(most))


def answer_lines(plan: Roadmap, telling: PlanTelling) -> tuple[str, ...]:
    """Return the answer: when, at what cost, with how much effort, by which way, and how sure that is."""
    words = telling.telling.words
    effort = words.say("plan.effort", hours=telling.hours(all_minutes(plan)), weekly=telling.hours(busiest(plan)))
    free = "/free" if plan.status == "optimal" and not telling.wishes.made else ""
    return (
        words.say("plan.answer", day=telling.day(plan.certified_on, relative=True)),
        f"{_cost(plan, telling)} {effort}",
        *caution_lines(plan, telling),
        way_line(plan, telling),
        f"{_limits(plan, telling)} {words.say(f'plan.proof.{plan.status}{free}')}",
    )


def way_line(plan: Roadmap, telling: PlanTelling) -> str:
    """Return by which way the plan leads to the credential, and by which trainings."""
    words = telling.telling.words
    route = words.say("check.route", title=words.text(plan.route_title), id=plan.route)
    trainings = listed([words.text(training.title) for training in plan.trainings], "and", words)
    return words.say("plan.way/training" if trainings else "plan.way", route=route, trainings=trainings)


def busiest(plan: Roadmap) -> int:
    """Return the minutes of the fullest week."""
    return max((study + load for study, load in _weeks(plan)), default=0)


def all_minutes(plan: Roadmap) -> int:
    """Return the minutes of all weeks until the person is certified."""
    return sum(study + load for study, load in _weeks(plan))


def _weeks(plan: Roadmap) -> list[tuple[int, int]]:
    """Study and other work of each week up to the one in which the person is certified; a job goes on after that."""
    weeks = (plan.certified_on - monday_of(plan.start)) // 7 + 1
    return list(zip(plan.study_by_week[:weeks], plan.load_by_week[:weeks], strict=True))


def _cost(plan: Roadmap, telling: PlanTelling) -> str:
    open_ = (("range", is_range(plan.price)), ("fee", not is_published(fee_task(plan))))
    parts = [part for part, here in open_ if here]
    price = plan.price
    return telling.telling.words.say(
        f"plan.cost/{'-'.join(parts)}" if parts else "plan.cost",
        cost=telling.dollars(price.likely),
        least=telling.dollars(price.least),
        most=telling.dollars(price.most),
    )


def caution_lines(plan: Roadmap, telling: PlanTelling) -> tuple[str, ...]:
    """Return what the training may cost at most, where its price could break the budget."""
    budget = telling.wishes.budget
    if budget is None or plan.price.most <= budget or not plan.trainings:
        return ()
    training = max(plan.trainings, key=lambda one: one.price.most)
    limit = budget - (plan.price.likely - training.price.likely)
    title = telling.telling.words.text(training.title)
    return (
        telling.telling.words.say(
            "plan.caution", budget=telling.dollars(budget), training=title, limit=telling.dollars(limit)
        ),
    )


def is_range(price: Price) -> bool:
    """Tell whether a price is not certain."""
    return price.least < price.most


def fee_task(plan: Roadmap) -> Task | None:
    """Return the payment of the application fee."""
    return next((task for task in plan.tasks if task.kind == "fee"), None)


def is_published(task: Task | None) -> bool:
    """Tell whether the figure that a task rests on is published."""
    return task is not None and bool(task.arguments.get("published", 1))


def _limits(plan: Roadmap, telling: PlanTelling) -> str:
    words, made = telling.telling.words, telling.wishes.made
    wishes = listed([wish_words(name, telling) for name in made], "and", words)
    return words.say("plan.wishes" if made else "plan.wishes/none", start=telling.day(plan.start), wishes=wishes)


def wish_words(name: WishName, telling: PlanTelling) -> str:
    """Return a wish as the person made it: `your limit of 14 hours a week`."""
    wishes = telling.wishes
    values = {
        "hours-per-week": telling.hours(wishes.weekly_minutes or 0),
        "budget": telling.dollars(wishes.budget or 0),
        "finish-by": telling.day(wishes.finish_by) if wishes.finish_by is not None else "",
    }
    return telling.telling.words.say(f"plan.wish.{name}", value=values.get(name, ""))


def assumed_lines(plan: Roadmap, telling: PlanTelling) -> tuple[str, ...]:
    """Return what the plan takes for granted: about the trainings, the study and the waiting times."""
    words = telling.telling.words
    lines = [words.text(line) for line in plan.assumes]
    studied = _study_minutes(plan, review=True)
    if studied:
        lines.append(words.say("plan.assumes.study", total=telling.hours(studied)))
    for task in plan.tasks:
        timed = task.arguments.get("days")
        if task.id in ("apply", "result") and isinstance(timed, int) and not task.arguments.get("published"):
            allowed = telling.length(timed, "days")
            lines.append(words.say(f"plan.assumes.{task.id}", body=telling.body, days=allowed))
    return (*lines, words.say("plan.assumes.waits"))


def what_if_line(what_if: WhatIf, telling: PlanTelling) -> str:
    """Return what the plan would be with one wish dropped."""
    return telling.telling.words.say(
        "plan.what-if",
        wish=wish_words(what_if.drop, telling),
        day=telling.day(what_if.certified_on),
        cost=telling.dollars(what_if.cost),
        weekly=telling.hours(what_if.weekly_minutes),
    )


def retake_lines(retake: Retake, telling: PlanTelling) -> tuple[str, str]:
    """Return what a failed exam would mean: when the next try can be, and what it costs."""
    words = telling.telling.words
    when = words.say("plan.retake.no-day")
    if retake.earliest_on is not None:
        when = words.say("plan.retake.day", day=telling.day(retake.earliest_on))
    cost = words.say("plan.retake.no-cost")
    if retake.cost is not None:
        cost = words.say("plan.retake.cost", cost=telling.dollars(retake.cost))
    return when, cost


def source_words(source: Source, telling: PlanTelling) -> str:
    """Return how good and how old a source is; that of a plan is as often a school as the body."""
    return aged(source, telling.telling.words.say(f"plan.confidence.{source.confidence}"), telling.telling)


def reason_line(reason: Reason, telling: PlanTelling) -> str:
    """Return why there is no plan: the wishes in the way and what dropping them allows, or what to tell."""
    words = telling.telling.words
    if reason.message == "answers-missing":
        asked = [path_in_words(field, telling.telling) for field in reason.fields]
        return words.say("answers-missing", what=listed(asked, "and", words))
    if reason.message == "no-way":
        return words.say("no-way")
    wishes = listed([wish_words(name, telling) for name in reason.drop], "and", words)
    return words.say(
        "wishes-conflict" if len(reason.drop) == 1 else "wishes-conflict/together",
        wishes=wishes,
        day=telling.day(reason.certified_on) if reason.certified_on is not None else "",
        cost=telling.dollars(reason.cost or 0),
        weekly=telling.hours(reason.weekly_minutes or 0),
    )
