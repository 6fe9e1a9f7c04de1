"""Meeting files: how a clerk records one document or meeting, read as drafts or as everything wrong with them."""

from ledger.meeting_file.id_lookup import Directory, Known
from ledger.meeting_file.reader import MeetingFile, read, read_text
from ledger.meeting_file.schema import json_schema
from ledger.meeting_file.together import in_recording_order, read_alone, read_together

__all__ = [
    "Directory",
    "Known",
    "MeetingFile",
    "in_recording_order",
    "json_schema",
    "read",
    "read_alone",
    "read_text",
    "read_together",
]
