"""Does this paper add up? Reads any Chinese performance or accounts report and recomputes what it states. No Django.

>>> from oneruler.checks import check
>>> from oneruler.checks.reading import read
>>> report = check(read("report.docx"))
>>> [(finding.stated, finding.expected, finding.slip) for finding in report.findings]
"""

from oneruler.checks.checking import check
from oneruler.checks.report import CheckedClaim, Kind, RelationCount, Report, Verdict
from oneruler.checks.slips import Slip

__all__ = ["CheckedClaim", "Kind", "RelationCount", "Report", "Slip", "Verdict", "check"]
