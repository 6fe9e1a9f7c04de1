"""Drafting: minutes as text, Markdown, HTML, Word or PDF are read, and what happened is drafted, each with its sentence."""
