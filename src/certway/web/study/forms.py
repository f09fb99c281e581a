"""What a course of study is asked for."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from certway.actions.see_bank import see_exams
from certway.core.person.record import FreeDays
from certway.core.study.days import MOST_AHEAD, MOST_MINUTES, StudyDays
from certway.core.units.days import DaySpan
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.fields import DayField, NumbersField, SpansField, say

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
USUAL_MINUTES: Final = (20,) * 7
_HUNDREDTHS: Final = 100


class CourseForm(forms.Form):
    """For which exam, until when, and how long on which days."""

    def __init__(self, exam: str, days: StudyDays | None, data: Any = None, *, today: int) -> None:
        super().__init__(data)
        self.today = today
        told = days or StudyDays(None, USUAL_MINUTES)
        self.fields["exam"] = forms.ChoiceField(
            label=say("study.course.exam"),
            choices=[(one.id, f"{one.short}: {one.name}") for one in see_exams()],
            widget=forms.RadioSelect,
            initial=exam,
            error_messages={"required": say("error.study.exam"), "invalid_choice": say("error.study.exam")},
        )
        self.fields["exam_on"] = DayField(
            label=say("study.course.exam_on"),
            help_text=say("study.course.exam_on.hint"),
            initial=None if told.exam_on is None else DaySpan(told.exam_on, told.exam_on),
        )
        self.fields["minutes"] = NumbersField(
            label=say("study.course.minutes"),
            help_text=say("study.course.minutes.hint"),
            labels={name: catalogue().say(f"study.weekday.{name}") for name in WEEKDAYS},
            most=MOST_MINUTES,
            initial={name: minutes * _HUNDREDTHS for name, minutes in zip(WEEKDAYS, told.minutes, strict=True)},
        )
        self.fields["days_off"] = SpansField(
            single_days=False,
            label=say("study.course.days_off"),
            help_text=say("study.course.days_off.hint"),
            initial=tuple(FreeDays(*stretch) for stretch in told.days_off) or None,
        )

    def clean_exam_on(self) -> int | None:
        """Return the day of the exam, an ordinal; None where it is not known. Refuses days on which nobody can sit."""
        told = self.cleaned_data["exam_on"]
        if not isinstance(told, DaySpan):
            return None
        if not told.exact:
            raise forms.ValidationError(say("error.study.day"))
        if told.first <= self.today:
            raise forms.ValidationError(say("error.study.past"))
        if told.first > self.today + MOST_AHEAD:
            raise forms.ValidationError(say("error.study.far"))
        return told.first

    def clean_minutes(self) -> tuple[int, ...]:
        """Return the minutes of each day of a week, Monday first; refuses a week without any."""
        told = self.cleaned_data["minutes"] or {}
        minutes = tuple(told.get(name, 0) // _HUNDREDTHS for name in WEEKDAYS)
        if not any(minutes):
            raise forms.ValidationError(say("error.study.minutes"))
        return minutes

    @property
    def exam(self) -> str:
        """The exam that is studied for."""
        return str(self.cleaned_data["exam"])

    @property
    def days(self) -> StudyDays:
        """When it is studied."""
        told = self.cleaned_data
        off = tuple((one.first, one.last) for one in told["days_off"] or ())
        return StudyDays(told["exam_on"], told["minutes"], off)
