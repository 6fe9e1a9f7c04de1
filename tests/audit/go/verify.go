// Verify checks a ledger's bundle with nothing of the ledger's own code: what it trusts is
// golang.org/x/mod/sumdb/note and tlog, as Debian packages them.
//
//	verify [-old FILE] [-witness VKEY] BUNDLE VKEY
//
// BUNDLE is a folder in the C2SP tlog-tiles layout. VKEY is the ledger's verifier key; get it from the
// ledger's owner, not from the bundle. -old is a checkpoint kept from earlier, which the bundle must
// continue; -witness asks for a cosignature/v1 by that key (kind 0x04).
//
// Exit code 0: verified. 1: the evidence does not hold. 2: wrong usage.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
)

func main() {
	old := flag.String("old", "", "checkpoint kept from earlier that the bundle must continue")
	witness := flag.String("witness", "", "verifier key of a witness that must have cosigned")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: verify [-old FILE] [-witness VKEY] BUNDLE VKEY")
		os.Exit(2)
	}
	key, err := note.NewVerifier(flag.Arg(1))
	if err != nil {
		fmt.Fprintln(os.Stderr, "verifier key:", err)
		os.Exit(2)
	}
	if err := verify(flag.Arg(0), key, *old, *witness); err != nil {
		fmt.Println("FAILED:", err)
		os.Exit(1)
	}
}

func verify(folder string, key note.Verifier, old, witness string) error {
	head, text, err := readCheckpoint(filepath.Join(folder, "checkpoint"), key)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	fmt.Printf("checkpoint of %d entries is signed by %s\n", head.N, key.Name())
	reader := tlog.TileHashReader(head, tiles(folder))
	if err := verifyEntries(folder, head, reader); err != nil {
		return err
	}
	fmt.Printf("all %d entries hash to the tiles and the root %v\n", head.N, head.Hash)
	if old != "" {
		if err := verifyGrowth(old, key, head, reader); err != nil {
			return fmt.Errorf("older checkpoint: %w", err)
		}
	}
	if witness != "" {
		return verifyWitness(text, witness)
	}
	return nil
}

// readCheckpoint opens a signed checkpoint and returns its tree head and the whole note.
func readCheckpoint(path string, key note.Verifier) (tlog.Tree, []byte, error) {
	var head tlog.Tree
	text, err := os.ReadFile(path)
	if err != nil {
		return head, nil, err
	}
	opened, err := note.Open(text, note.VerifierList(key))
	if err != nil {
		return head, nil, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != key.Name() {
		return head, nil, errors.New("not three lines beginning with the name of the key")
	}
	head.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || head.N < 1 || strconv.FormatInt(head.N, 10) != lines[1] {
		return head, nil, fmt.Errorf("size %q", lines[1])
	}
	head.Hash, err = tlog.ParseHash(lines[2])
	return head, text, err
}

// verifyEntries hashes every entry, compares it with the authenticated tiles, and builds the tree anew.
func verifyEntries(folder string, head tlog.Tree, reader tlog.HashReader) error {
	var stored []tlog.Hash
	own := tlog.HashReaderFunc(func(places []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(places))
		for i, place := range places {
			found[i] = stored[place]
		}
		return found, nil
	})
	for first := int64(0); first < head.N; first += width {
		entries, err := readEntries(folder, first, head.N)
		if err != nil {
			return err
		}
		places := make([]int64, len(entries))
		for i := range places {
			places[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		published, err := reader.ReadHashes(places)
		if err != nil {
			return fmt.Errorf("tiles for entries from %d: %w", first+1, err)
		}
		for i, entry := range entries {
			index := first + int64(i)
			if tlog.RecordHash(entry) != published[i] {
				return fmt.Errorf("entry %d does not have the hash in the tree", index+1)
			}
			nodes, err := tlog.StoredHashes(index, entry, own)
			if err != nil {
				return err
			}
			stored = append(stored, nodes...)
		}
	}
	root, err := tlog.TreeHash(head.N, own)
	if err != nil {
		return err
	}
	if root != head.Hash {
		return errors.New("the entries do not have the checkpoint's root")
	}
	return nil
}

// readEntries reads the bundle of up to 256 entries that begins at index first.
func readEntries(folder string, first, size int64) ([][]byte, error) {
	count := size - first
	if count > width {
		count = width
	}
	path := "tile/entries/" + tilePath(tlog.Tile{H: height, L: 0, N: first / width, W: int(count)}, "tile/8/0/")
	rest, err := os.ReadFile(filepath.Join(folder, path))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(rest) > 0 {
		if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
			return nil, fmt.Errorf("%s breaks off within entry %d", path, first+int64(len(entries))+1)
		}
		end := 2 + int(binary.BigEndian.Uint16(rest))
		entries = append(entries, rest[2:end])
		rest = rest[end:]
	}
	if int64(len(entries)) != count {
		return nil, fmt.Errorf("%s holds %d entries instead of %d", path, len(entries), count)
	}
	return entries, nil
}

// verifyGrowth proves from the bundle's tiles that the older checkpoint's tree begins this one.
func verifyGrowth(path string, key note.Verifier, head tlog.Tree, reader tlog.HashReader) error {
	was, _, err := readCheckpoint(path, key)
	if err != nil {
		return err
	}
	if was.N > head.N {
		return fmt.Errorf("it has %d entries, the bundle only %d", was.N, head.N)
	}
	proof, err := tlog.ProveTree(head.N, was.N, reader)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, head.N, head.Hash, was.N, was.Hash); err != nil {
		return fmt.Errorf("its %d entries are not how the bundle begins: %w", was.N, err)
	}
	fmt.Printf("the bundle continues the older checkpoint of %d entries\n", was.N)
	return nil
}

func verifyWitness(text []byte, vkey string) error {
	witness, err := newCosigner(vkey)
	if err != nil {
		return err
	}
	opened, err := note.Open(text, note.VerifierList(witness))
	if err != nil {
		return fmt.Errorf("witness: %w", err)
	}
	raw, err := base64.StdEncoding.DecodeString(opened.Sigs[0].Base64)
	if err != nil {
		return err
	}
	fmt.Printf("cosigned by %s at %d\n", witness.name, binary.BigEndian.Uint64(raw[4:12]))
	return nil
}

// A cosigner verifies C2SP tlog-cosignature v1 lines, which x/mod does not know.
type cosigner struct {
	name   string
	hash   uint32
	public ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	header := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(signature))
	return ed25519.Verify(c.public, append([]byte(header), message...), signature[8:])
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("witness key: not name+id+base64")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("witness key: not an Ed25519 key of kind 0x04")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", sum[:4]) != parts[1] {
		return nil, errors.New("witness key: its id does not belong to it")
	}
	return &cosigner{parts[0], binary.BigEndian.Uint32(sum[:]), key[1:]}, nil
}

// tiles reads the bundle's folder for tlog.TileHashReader, which authenticates what it gets.
type tiles string

func (folder tiles) Height() int { return height }

func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := filepath.Join(string(folder), "tile", tilePath(tile, "tile/8/"))
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if len(content) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d octets", path, len(content))
		}
		found[i] = content
	}
	return found, nil
}

func (folder tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// tilePath is x/mod's path of a tile without the prefix that C2SP spells otherwise.
func tilePath(tile tlog.Tile, prefix string) string {
	return strings.TrimPrefix(tile.Path(), prefix)
}
