"""The tables, one module a stage."""

from certway.records.models.brought_reviews import BroughtReviews
from certway.records.models.calibrations import (
    CalibrationSource,
    CalibrationState,
    ItemCalibration,
    KeptParameters,
)
from certway.records.models.documents import Document, Proof
from certway.records.models.facts import Change, ChangeKind, Entry, Revision, SectionTold
from certway.records.models.identity import Person, User
from certway.records.models.item_reports import ItemReport
from certway.records.models.item_statistics import AttemptAnswers, ExamFigures, ItemFigures
from certway.records.models.items import ItemEvent, ItemEventKind, ItemPicture, ItemVersion, WrittenItem
from certway.records.models.letters import Letter
from certway.records.models.reminders import (
    CalendarFeed,
    FeedEvent,
    ReminderSettings,
    RetiredCredential,
    SentReminder,
    StopLink,
    WatchedDay,
)
from certway.records.models.sittings import (
    Accommodation,
    ExamForm,
    MistakeKind,
    MistakeNote,
    Sitting,
    SittingEvent,
    SittingEventKind,
)
from certway.records.models.study import (
    MemoryFit,
    ReadinessNote,
    ScenarioRun,
    SignedBy,
    SkillRun,
    StudyCourse,
    StudyEvent,
    StudyEventKind,
    StudyWorth,
)
from certway.records.models.work import Effect, Lease, Slot

__all__ = [
    "Accommodation",
    "AttemptAnswers",
    "BroughtReviews",
    "CalendarFeed",
    "CalibrationSource",
    "CalibrationState",
    "Change",
    "ChangeKind",
    "Document",
    "Effect",
    "Entry",
    "ExamFigures",
    "ExamForm",
    "FeedEvent",
    "ItemCalibration",
    "ItemEvent",
    "ItemEventKind",
    "ItemFigures",
    "ItemPicture",
    "ItemReport",
    "ItemVersion",
    "KeptParameters",
    "Lease",
    "Letter",
    "MemoryFit",
    "MistakeKind",
    "MistakeNote",
    "Person",
    "Proof",
    "ReadinessNote",
    "ReminderSettings",
    "RetiredCredential",
    "Revision",
    "ScenarioRun",
    "SectionTold",
    "SentReminder",
    "SignedBy",
    "Sitting",
    "SittingEvent",
    "SittingEventKind",
    "SkillRun",
    "Slot",
    "StopLink",
    "StudyCourse",
    "StudyEvent",
    "StudyEventKind",
    "StudyWorth",
    "User",
    "WatchedDay",
    "WrittenItem",
]
