"""From a button of 议题 to a paper: the slip that tells the proposer, and the form on which topics are gathered."""

from yishi.gui.printing import Printed, file_name, folder
from yishi.gui.workspace import Workspace


def print_topic(workspace: Workspace, topic_id: str, document_name: str) -> Printed:
    """Make a paper of a topic ("reply-slip", "topic-form"; the form also blank, with "") and return where it lies.

    Raises Refusal where a character has no glyph, the file is open elsewhere or the disk is full (YS-P01 … YS-P04).
    """
    from yishi.documents.catalogue import documents
    from yishi.services import topics

    document = documents()[document_name]
    with workspace.read() as session:
        sheet = topics.sheet(session, topic_id, workspace.today)
    name = file_name(document.title) + (f"-{file_name(sheet.entry.title)[:20]}" if sheet.entry else "")
    target = folder() / f"{name}.pdf"
    document.write(sheet, target)
    return Printed(document.title, target)
