"""Care: is everything here that is needed (`doctor`), and what to tell those who mend it (`report`).

The doctor loads nothing of the package before it looks whether what that needs is there.
"""

from onrecord.care.doctor import Finding, examine

__all__ = ["Finding", "examine"]
