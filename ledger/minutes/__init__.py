"""Meeting files: how a clerk records one document or meeting, read as drafts or as everything wrong with them."""

from ledger.minutes.names import Known
from ledger.minutes.reader import MeetingFile, read, read_text
from ledger.minutes.schema import json_schema

__all__ = ["Known", "MeetingFile", "json_schema", "read", "read_text"]
