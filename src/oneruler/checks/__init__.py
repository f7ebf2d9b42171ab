"""Does this paper add up? Reads any Chinese performance or accounts report and recomputes what it states. No Django.

>>> from oneruler.checks import check
>>> from oneruler.checks.reading import read
>>> report = check(read("report.docx"))
"""
