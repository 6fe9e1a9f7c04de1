"""Transparency: Merkle trees (RFC 6962), signed notes and tiles (C2SP), time stamps (RFC 3161); knows no entry."""
