"""Every figure of the house by name: the one plain list. A page, a procedure's condition, an indicator and a report
name a measure from it; none counts for itself."""

from __future__ import annotations

from oneruler.base.measuring import Measures
from oneruler.compensation.measures import MEASURES as COMPENSATION
from oneruler.disclosure.measures import MEASURES as DISCLOSURE
from oneruler.funds.measures import MEASURES as FUNDS
from oneruler.performance.measures import MEASURES as PERFORMANCE
from oneruler.projects.measures import MEASURES as PROJECTS
from oneruler.survey.measures import MEASURES as SURVEY

MEASURES = Measures([*PROJECTS, *SURVEY, *COMPENSATION, *FUNDS, *PERFORMANCE, *DISCLOSURE])
