"""Compare: two or more accounts of one meeting, point by point."""

from onrecord.comparing.comparison import (
    Account,
    Comparison,
    Conflict,
    Framing,
    Meeting,
    Naming,
    Pair,
    Shared,
    Single,
)
from onrecord.comparing.course import Course, Telling, Thread, Wording, follow
from onrecord.comparing.engine import compare
from onrecord.comparing.render_course import course_csv, course_json, course_text, render_course_json
from onrecord.comparing.render_course_html import course_html
from onrecord.comparing.render_csv import render_csv
from onrecord.comparing.render_html import render_html
from onrecord.comparing.render_json import as_json, render_json
from onrecord.comparing.render_text import render_text

__all__ = [
    "Account",
    "Comparison",
    "Conflict",
    "Course",
    "Framing",
    "Meeting",
    "Naming",
    "Pair",
    "Shared",
    "Single",
    "Telling",
    "Thread",
    "Wording",
    "as_json",
    "compare",
    "course_csv",
    "course_html",
    "course_json",
    "course_text",
    "follow",
    "render_course_json",
    "render_csv",
    "render_html",
    "render_json",
    "render_text",
]
