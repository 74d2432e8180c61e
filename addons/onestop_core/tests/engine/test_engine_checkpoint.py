import base64
from unittest import TestCase

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ...engine import checkpoint, merkle
from ...engine.checkpoint import Checkpoint, NoteError, VerifierKey

# C2SP signed-note: the example of the specification
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
TEXT = "This is an example message.\n"
SIGNATURE = (
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
NOTE = f"{TEXT}\n{SIGNATURE}"


class TestCheckpoint(TestCase):
    def setUp(self):
        super().setUp()
        self.private_key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        self.key = VerifierKey.of("hanam.example/trail", self.private_key.public_key())

    def test_published_note(self):
        key = VerifierKey.parse(KEY)
        self.assertEqual((key.name, key.key_id.hex(), str(key)), ("example.com/foo", "530d903a", KEY))
        self.assertEqual(checkpoint.open_note(NOTE, [key]), TEXT)
        self.assertEqual(checkpoint.signers(NOTE), [("example.com/foo", "530d903a")])

    def test_signed_by_several(self):
        known = VerifierKey.parse(KEY)
        others = "".join(
            checkpoint.sign_note(TEXT, f"witness{number}", Ed25519PrivateKey.generate()).rpartition("\n\n")[2]
            for number in range(16)
        )
        self.assertEqual(checkpoint.open_note(NOTE + others, [known]), TEXT)
        self.assertEqual(checkpoint.open_note(f"{TEXT}\n{others}{SIGNATURE}", [known]), TEXT)

    def test_what_is_no_note(self):
        key = VerifierKey.parse(KEY)
        other = self.key
        for what, note, keys in [
            ("another text", NOTE.replace("example message", "Example message"), [key]),
            ("another signature", NOTE.replace("Uw2QOkn8", "Uw2QOkn9"), [key]),
            ("another name", NOTE.replace("— example.com/foo", "— example.com/bar"), [key]),
            ("nobody known", NOTE, [other]),
            ("nobody asked", NOTE, []),
            ("no blank line", TEXT + SIGNATURE, [key]),
            ("no signature", TEXT + "\n", [key]),
            ("no end", NOTE[:-1], [key]),
            ("a hyphen", NOTE.replace("—", "-"), [key]),
            ("a word more", NOTE[:-1] + " x\n", [key]),
            ("not base64", NOTE.replace("Uw2", "U!2"), [key]),
            ("short", f"{TEXT}\n— example.com/foo Uw2QOg==\n", [key]),
            ("control characters", NOTE.replace("This", "\x07This"), [key]),
            ("a good and a bad one", NOTE + SIGNATURE.replace("kn8srV1", "kn8srV2"), [key]),
            ("too many", NOTE + SIGNATURE * 100, [key]),
            ("nothing", "", [key]),
        ]:
            with self.subTest(what), self.assertRaises(NoteError):
                checkpoint.open_note(note, keys)

    def test_what_is_no_key(self):
        for what, text in [
            ("another identifier", KEY.replace("530d903a", "530d903b")),
            ("another name", KEY.replace("foo", "bar")),
            ("another type", "example.com/foo+530d903a+" + base64.b64encode(b"\x02" + bytes(32)).decode()),
            ("short", KEY[:-8]),
            ("nothing", ""),
            ("a space", KEY.replace("/foo", "/f oo")),
        ]:
            with self.subTest(what), self.assertRaises(NoteError):
                VerifierKey.parse(text)

    def test_a_state_is_signed_and_read(self):
        state = Checkpoint("hanam.example/trail", 7, merkle.leaf_hash(b"x"))
        self.assertEqual(str(state).split("\n")[:2], ["hanam.example/trail", "7"])
        note = checkpoint.sign_note(str(state), self.key.name, self.private_key)
        self.assertEqual(Checkpoint.parse(checkpoint.open_note(note, [self.key])), state)
        with self.assertRaises(NoteError):
            checkpoint.sign_note("no line break", self.key.name, self.private_key)

    def test_what_is_no_state(self):
        root = base64.b64encode(bytes(32)).decode()
        for text in (
            f"o\n07\n{root}\n",
            f"o\n-1\n{root}\n",
            f"\n1\n{root}\n",
            "o\n1\nAAAA\n",
            f"o\n1\n{root}",
            "o\n1\n",
        ):
            with self.subTest(text), self.assertRaises(NoteError):
                Checkpoint.parse(text)

    def test_a_proof_in_one_file(self):
        entries = [bytes([number]) for number in range(11)]
        leaves = [merkle.leaf_hash(entry) for entry in entries]
        state = Checkpoint(self.key.name, len(leaves), merkle.root(leaves))
        note = checkpoint.sign_note(str(state), self.key.name, self.private_key)
        path = merkle.inclusion_proof(4, len(leaves), merkle.Levels(leaves))
        proof = checkpoint.write_proof(4, path, note, b"what it is")
        self.assertEqual(proof.split("\n")[:3:2], ["c2sp.org/tlog-proof@v1", "index 4"])
        self.assertEqual(checkpoint.read_proof(proof, entries[4], [self.key]), state)
        self.assertEqual(checkpoint.proof_extra(proof), b"what it is")
        self.assertEqual(checkpoint.proof_extra(checkpoint.write_proof(4, path, note)), b"")
        first_step = base64.b64encode(path[0]).decode()
        for what, text in [
            ("another entry", proof.replace("index 4", "index 5")),
            ("no entry", proof.replace("index 4", "index 04")),
            ("nothing", ""),
            ("another header", proof.replace("@v1", "@v2")),
            ("a step less", proof.replace(first_step + "\n", "")),
            ("a step twice", proof.replace(first_step + "\n", (first_step + "\n") * 2)),
            ("a short step", proof.replace(first_step, "AAAA")),
            ("another size", proof.replace("\n11\n", "\n12\n")),
            ("no signature", proof.rpartition("—")[0]),
        ]:
            with self.subTest(what), self.assertRaises(NoteError):
                checkpoint.read_proof(text, entries[4], [self.key])
        with self.assertRaises(NoteError):
            checkpoint.read_proof(proof, b"another", [self.key])
