"""Papers: what a council hands out of its record, as minutes, notices, action sheets and agendas.

`paper` is what a paper is made of; each other module composes one kind, and `rendering` writes it as text, HTML, Word
or PDF. The same record makes the same bytes.
"""
