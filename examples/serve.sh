#!/bin/sh
# Records the example documents and Thornmere, an invented council, into a fresh ledger in a temporary folder, and opens
# its register in a browser until Ctrl-C. Leaves nothing behind. `make serve` runs it; PORT=8080 chooses another port.
set -eu

here=$(dirname "$0")
bin=${BIN:-.venv/bin}
case $bin in /*) ;; *) bin=$(pwd)/$bin ;; esac
PATH=$bin:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
export GOVLEDGER_URL="$folder/ledger.db" GOVLEDGER_CONFIG="$folder/config.toml" GOVLEDGER_RECORDER="A. Clerk"
unset GOVLEDGER_KEY || true

echo "Recording the examples ..."
govledger init --origin ledger.example.gov.uk/demo --key "$folder/demo.key" >/dev/null 2>&1
govledger record "$here"/*.yaml "$here"/thornmere/*.yaml >/dev/null 2>&1
govledger serve --name "Thornmere Council: what was decided" --port "${PORT:-8000}"
