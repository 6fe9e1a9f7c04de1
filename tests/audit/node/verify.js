// Verify checks a ledger's receipts with nothing of the ledger's own code: what it trusts is what npm and its
// users verify packages with, the Merkle proofs and checkpoints of @sigstore/verify.
//
//	node verify.js VKEY RECEIPT...
//
// RECEIPT is a c2sp.org/tlog-proof file with its entry in it. VKEY is the ledger's verifier key
// (c2sp.org/signed-note); get it from the ledger's owner, not with the receipt.
//
// A line is printed for each receipt. Exit code 0: all verified. 1: one does not hold. 2: wrong usage.
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const { verifyCheckpoint } = require("@sigstore/verify/dist/tlog/checkpoint.js");
const { verifyMerkleInclusion } = require("@sigstore/verify/dist/tlog/merkle.js");

const HEADER = "c2sp.org/tlog-proof@v1";
const ED25519 = 0x01;
const SPKI = Buffer.from("302a300506032b6570032100", "hex"); // what stands before 32 octets of an Ed25519 key, RFC 8410

// The ledger as sigstore knows a log: the name it signs with, its key, and the key's id, worked out anew.
function logOf(vkey) {
  const [name, id, ...rest] = vkey.trim().split("+");
  const octets = Buffer.from(rest.join("+"), "base64");
  if (octets.length !== 33 || octets[0] !== ED25519) throw new Error("not the verifier key of a ledger");
  const logID = crypto.createHash("sha256").update(`${name}\n`).update(octets).digest();
  if (logID.subarray(0, 4).toString("hex") !== id) throw new Error("the verifier key does not have its own id");
  const publicKey = crypto.createPublicKey({
    key: Buffer.concat([SPKI, octets.subarray(1)]),
    format: "der",
    type: "spki",
  });
  return { name, logID, publicKey, baseURL: name };
}

// A receipt as sigstore has an entry of a log: the leaf, where it stands, the path, the signed checkpoint.
function entryOf(text) {
  const end = text.indexOf("\n\n");
  const [header, extra, index, ...path] = text.slice(0, end).split("\n");
  if (end < 0 || header !== HEADER) throw new Error("not a receipt");
  if (!extra.startsWith("extra ") || !/^index \d+$/.test(index)) throw new Error("it lacks its entry or its index");
  return {
    canonicalizedBody: Buffer.from(extra.slice("extra ".length), "base64"),
    inclusionProof: {
      logIndex: index.slice("index ".length),
      hashes: path.map((line) => Buffer.from(line, "base64")),
      checkpoint: { envelope: text.slice(end + 2) },
    },
  };
}

function verified(file, log) {
  const entry = entryOf(fs.readFileSync(file, "utf8"));
  const checkpoint = verifyCheckpoint(entry, [log]);
  if (checkpoint.origin !== log.name) throw new Error(`a checkpoint of ${checkpoint.origin}`);
  verifyMerkleInclusion(entry, checkpoint);
  return `entry ${BigInt(entry.inclusionProof.logIndex) + 1n} of ${checkpoint.logSize}`;
}

function main([vkey, ...files]) {
  if (!files.length) {
    console.error("usage: node verify.js VKEY RECEIPT...");
    return 2;
  }
  const log = logOf(vkey);
  let code = 0;
  for (const file of files) {
    try {
      console.log(`${file}: ${verified(file, log)}`);
    } catch (error) {
      console.log(`${file}: FAILED: ${error.message}`);
      code = 1;
    }
  }
  return code;
}

process.exit(main(process.argv.slice(2)));
