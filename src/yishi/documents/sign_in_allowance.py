"""签到表（误工补贴）: the sign-in sheet with what is paid for the time lost, which each one signs for (domain 2.9)."""

from yishi.documents import sign_in
from yishi.documents.layout import Paper
from yishi.services.answers import MeetingSheet


def compose(sheet: MeetingSheet) -> Paper:
    """Return the sign-in sheet with the columns of the allowance; telephone numbers are left out for them."""
    return sign_in.compose(sheet, allowance=True)
