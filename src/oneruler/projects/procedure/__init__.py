"""Statutory procedure: which steps a project takes, what must come before each, and by when. Values only."""

from oneruler.projects.procedure.judging import Done, State, StepState, hindrances, states
from oneruler.projects.procedure.reading import ProcedureError, load_procedure, shipped_folder
from oneruler.projects.procedure.steps import Condition, Limit, LimitKind, Procedure, Step, Track

__all__ = [
    "Condition", "Done", "Limit", "LimitKind", "Procedure", "ProcedureError", "State", "Step", "StepState", "Track",
    "hindrances", "load_procedure", "shipped_folder", "states",
]  # fmt: skip
