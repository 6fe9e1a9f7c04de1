"""The register in a browser: pages, data, feeds and proofs, made of the same questions as the commands.

It opens the ledger for reading only and decides nothing: `app` answers requests, `addresses` says where everything
stands, `pages` and `cells` make HTML of answers. A page is for anybody unless the council says otherwise (`site`).
"""
