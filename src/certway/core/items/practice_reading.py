"""Reading checklists of skills and scenarios: every problem with its line."""

from __future__ import annotations

from certway.core.items.item_reading import read_reference
from certway.core.items.scenario import ENDINGS, GRADES, Scenario, ScenarioChoice, ScenarioPlace, faults_of
from certway.core.items.skill import CommonError, Skill, SkillStep
from certway.core.items.topic_reading import headed
from certway.core.rulebook.forms import Form, Problems
from certway.core.units.located import Located


def read_skill(document: Located) -> Skill:
    """Return the checklist of a file. Raises InputError with every problem of it."""
    problems = Problems()
    form = headed(document, problems, "a checklist")
    skill = Skill(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        topics=_some(form, "topics"),
        minutes=form.whole("minutes", required=True),
        equipment=form.texts("equipment"),
        steps=tuple(_read_step(one, problems) for one in form.items("steps", required=True)),
        errors=tuple(_read_error(one, problems) for one in form.items("errors", required=True)),
        patient=_some(form, "patient"),
        reference=read_reference(form),
    )
    form.done()
    if skill.steps and not any(step.critical for step in skill.steps):
        problems.add(document, "no step is critical; mark those that fail the checklist with 'critical: true'")
    problems.raise_any()
    return skill


def read_scenario(document: Located) -> Scenario:
    """Return the scenario of a file. Raises InputError with every problem of it, those of its graph included."""
    problems = Problems()
    form = headed(document, problems, "a scenario")
    scenario = Scenario(
        id=form.text("id", required=True),
        title=form.text("title", required=True),
        topics=_some(form, "topics"),
        role=form.text("role", required=True),
        opening=form.text("opening", required=True),
        places=tuple(_read_place(one, problems) for one in form.items("places", required=True)),
        reference=read_reference(form),
    )
    form.done()
    problems.raise_any()
    for fault in faults_of(scenario):
        problems.add(document, fault)
    problems.raise_any()
    return scenario


def _some(form: Form, key: str) -> tuple[str, ...]:
    form.take(key, required=True)
    return form.texts(key)


def _read_step(located: Located, problems: Problems) -> SkillStep:
    form = Form(located, problems, "a step")
    do, why = form.text("do", required=True).strip(), form.text("why", required=True).strip()
    step = SkillStep(do, why, form.flag("critical"))
    form.done()
    return step


def _read_error(located: Located, problems: Problems) -> CommonError:
    form = Form(located, problems, "an error")
    error = CommonError(form.text("error", required=True).strip(), form.text("instead", required=True).strip())
    form.done()
    return error


def _read_place(located: Located, problems: Problems) -> ScenarioPlace:
    form = Form(located, problems, "a place")
    place = ScenarioPlace(
        id=form.text("id", required=True),
        text=form.text("text", required=True).strip(),
        choices=tuple(_read_choice(one, problems) for one in form.items("choices")),
        ending=form.word("ending", ENDINGS) if "ending" in form else None,  # type: ignore[arg-type]
        lesson=form.text("lesson").strip(),
    )
    if place.choices and not 2 <= len(place.choices) <= 4:
        problems.add(form.take("choices") or located, f"'choices' has {len(place.choices)} entries; it takes 2 to 4")
    form.done()
    return place


def _read_choice(located: Located, problems: Problems) -> ScenarioChoice:
    form = Form(located, problems, "a choice")
    choice = ScenarioChoice(
        do=form.text("do", required=True).strip(),
        grade=form.word("grade", GRADES),  # type: ignore[arg-type]
        why=form.text("why", required=True).strip(),
        leads=form.text("leads", required=True),
    )
    form.done()
    return choice
