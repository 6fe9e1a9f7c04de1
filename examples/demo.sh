#!/bin/sh
# Records the five example documents into a fresh ledger in a temporary folder, and asks it what their readers
# asked. Leaves nothing behind, and does not touch anybody's own ledger, key or config. `make demo` runs it.
set -eu

here=$(dirname "$0")
bin=${BIN:-.venv/bin}
case $bin in /*) ;; *) bin=$(pwd)/$bin ;; esac
PATH=$bin:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
export GOVLEDGER_URL="$folder/ledger.db" GOVLEDGER_CONFIG="$folder/config.toml" GOVLEDGER_RECORDER="A. Clerk"
unset GOVLEDGER_KEY || true

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
ask() {
    printf '\n$ govledger'
    for word in "$@"; do case $word in *' '*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac; done
    printf '\n'
    govledger "$@"
}
# Where the answer is the exit code: `expect 3 audit verify`.
expect() { code=$1; shift; ask "$@" && got=0 || got=$?; printf '(exit code %s)\n' "$got"; [ "$got" = "$code" ]; }

say "A clerk makes a ledger and records five documents, all or nothing."
govledger init --origin ledger.example.gov.uk/demo --key "$folder/demo.key" 2>/dev/null >"$folder/verifier"
printf '$ govledger init\n$ govledger record examples/*.yaml\n'
govledger record "$here"/*.yaml >/dev/null

say "Who is on the Integrated Commissioning Board? Nobody wrote down since when, so it is only possible."
ask body members icb --as-at 2018-06-01

say "What came before it?"
ask body lineage icb

say "To which body of the council does it answer? The committee asked, and was told something else."
ask accountability chain icb --to lbb

say "Who approved what? Nobody approved anything: limb by limb, reports were noted and more was asked for."
ask decisions

say "Did the Integrated Care Networks bypass the Commissioning Board? Neither shown to have, nor to have not."
ask project route icn

say "Which commitments were overdue at New Year 2016? Those without a date never are, and stand apart."
ask commitments --overdue --as-at 2016-01-01

say "Which questions were never answered?"
ask questions --unanswered

say "Suppose signed minutes turn up that give a day. A correction is a new entry; the earlier view stays reachable."
entry=$(govledger log --type membership.started --subject body:icb --format jsonl 2>/dev/null | sed -n 's/.*"entry":\([0-9]*\).*/\1/p' | head -1)
last=$(govledger log --format jsonl | tail -1 | sed -n 's/.*"entry":\([0-9]*\).*/\1/p')
ask correct "$entry" --on 2018-05-14 --why 'the signed minutes give the day'
ask body members icb --as-at 2018-06-01
ask body members icb --as-at 2018-06-01 --known-at "$last"

say "Is the record intact? From inside it can only be shown to agree with itself..."
expect 3 audit verify
say "... and with one checkpoint kept elsewhere, that nothing recorded by then was touched."
govledger audit checkpoint --out "$folder/kept-by-the-auditor"
expect 0 audit verify --against "$folder/kept-by-the-auditor"
