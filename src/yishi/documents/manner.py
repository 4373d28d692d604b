"""How a paper is asked for: for whom (存档、公示、上报), on which paper, in large type."""

from dataclasses import dataclass

ARCHIVE, POSTING, REPORT = "archive", "posting", "report"
PROFILES = (ARCHIVE, POSTING, REPORT)
PAPERS = ("A4", "A3")


@dataclass(frozen=True)
class Manner:
    """`profile` is one of PROFILES, "" = the usual one of the paper; `paper` A4 or A3, "" = its usual size."""

    profile: str = ""
    paper: str = ""
    large: bool = False
