import json
import time
from unittest import TestCase
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from ...engine import oidc
from ...engine.claims import take
from ..provider_server import forged

NOW = int(time.time())
KEY = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"})
OTHER = RSAKey.generate_key(2048, {"kid": "a"})
EXPECTED = oidc.Expected("https://id.example.vn", "portal", ("RS256",), "n-1")
CLAIMS = {"iss": "https://id.example.vn", "aud": "portal", "sub": "u1", "exp": NOW + 300, "iat": NOW, "nonce": "n-1"}


def keys_of(*keys):
    return oidc.read_keys(json.dumps({"keys": [key.as_dict(private=False) for key in keys]}))


def token(key=KEY, header=None, **changes):
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    header = {"alg": "RS256", "kid": "a", **(header or {})}
    return jwt.encode(header, claims, key, algorithms=[header["alg"]])


class TestOidc(TestCase):
    def refused(self, text, keys=None, expected=EXPECTED):
        with self.assertRaises(oidc.Refused) as caught:
            oidc.check_token(text, keys or keys_of(KEY), expected, NOW)
        return caught.exception.code

    def test_what_is_as_expected_is_believed(self):
        self.assertEqual(oidc.check_token(token(), keys_of(KEY), EXPECTED, NOW)["sub"], "u1")
        several = token(aud=["portal", "other"], azp="portal")
        self.assertEqual(oidc.check_token(several, keys_of(KEY), EXPECTED, NOW)["sub"], "u1")

    def test_each_deviation_is_refused_by_its_name(self):
        for code, text in (
            ("signature", token(OTHER)),
            ("issuer", token(iss="https://evil.example.vn")),
            ("issuer", token(iss=None)),
            ("audience", token(aud="other")),
            ("audience", token(aud=["portal", "other"])),
            ("audience", token(azp="other")),
            ("expired", token(exp=NOW - 120)),
            ("expired", token(exp=None)),
            ("expired", token(exp=True)),
            ("expired", token(iat=NOW + 600)),
            ("expired", token(iat=NOW - 3600)),
            ("expired", token(nbf=NOW + 600)),
            ("nonce", token(nonce="n-0")),
            ("nonce", token(nonce=None)),
            ("subject", token(sub=None)),
            ("key", token(header={"kid": "z"})),
            ("token", "a.b.c"[1:]),
            ("token", ""),
            ("token", "x" * 5000),
        ):
            with self.subTest(code=code, text=text[-40:]):
                self.assertEqual(self.refused(text), code)

    def test_no_algorithm_that_was_not_agreed(self):
        self.assertEqual(self.refused(forged({"alg": "none"}, CLAIMS, None)), "algorithm")
        public = forged({"alg": "HS256", "kid": "a"}, CLAIMS, KEY.as_pem(private=False))
        loose = oidc.Expected("https://id.example.vn", "portal", ("RS256", "HS256"), "n-1")
        self.assertEqual(self.refused(public), "algorithm")
        self.assertEqual(self.refused(public, expected=loose), "algorithm")
        curve = ECKey.generate_key("P-256", {"kid": "a"})
        other = jwt.encode({"alg": "ES256", "kid": "a"}, CLAIMS, curve, algorithms=["ES256"])
        self.assertEqual(self.refused(other, keys_of(curve)), "algorithm")

    def test_keys_that_were_changed_are_asked_for_again(self):
        fresh = RSAKey.generate_key(2048, {"kid": "b"})
        text = token(fresh, {"kid": "b"})
        with self.assertRaises(oidc.UnknownKey):
            oidc.check_token(text, keys_of(KEY), EXPECTED, NOW)
        self.assertEqual(oidc.check_token(text, keys_of(KEY, fresh), EXPECTED, NOW)["sub"], "u1")

    def test_a_token_without_the_name_of_its_key_is_tried_with_each(self):
        fresh = RSAKey.generate_key(2048, {"kid": "b"})
        text = jwt.encode({"alg": "RS256"}, CLAIMS, fresh, algorithms=["RS256"])
        self.assertEqual(oidc.check_token(text, keys_of(KEY, fresh), EXPECTED, NOW)["sub"], "u1")

    def test_private_parts_and_useless_keys_are_not_kept(self):
        kept = oidc.read_keys(
            json.dumps({"keys": [KEY.as_dict(private=True), {"kty": "oct", "k": "x"}, "x", {"kty": "RSA"}]})
        )
        self.assertEqual(len(kept["keys"]), 1)
        self.assertNotIn("d", kept["keys"][0])
        for text in ("", "[]", '{"keys": []}', '{"keys": {}}', "[" * 100000):
            with self.subTest(text[:10]), self.assertRaises(oidc.Refused):
                oidc.read_keys(text)

    @given(
        st.text(max_size=60)
        | st.from_regex(r"[A-Za-z0-9_-]{1,20}\.[A-Za-z0-9_-]{0,20}\.[A-Za-z0-9_-]{0,20}", fullmatch=True)
    )
    def test_nothing_that_can_be_sent_is_believed_or_breaks(self, text):
        with self.assertRaises(oidc.Refused):
            oidc.check_token(text, KEYS, EXPECTED, NOW)

    def test_what_is_asked(self):
        begun = oidc.begin()
        asked = parse_qs(
            urlsplit(
                oidc.address("https://id.example.vn/auth", "portal", "https://a.vn/ve", "openid", begun, "LoA2")
            ).query
        )
        self.assertEqual(asked["code_challenge_method"], ["S256"])
        self.assertEqual(asked["code_challenge"], [oidc.challenge(begun.verifier)])
        self.assertEqual(
            (asked["nonce"], asked["state"], asked["acr_values"]), ([begun.nonce], [begun.state], ["LoA2"])
        )
        self.assertNotIn(begun.verifier, str(asked))
        # RFC 7636, appendix B
        self.assertEqual(
            oidc.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        )
        self.assertGreaterEqual(len(begun.verifier), 43)

    def test_level_and_person(self):
        oidc.check_level("LoA2", ("LoA2", "LoA3"))
        oidc.check_level(None, ())
        for level in ("LoA1", None, 2):
            with self.assertRaises(oidc.Refused):
                oidc.check_level(level, ("LoA2",))
        oidc.check_person({"sub": "u1"}, {"sub": "u1"})
        for told in ({"sub": "u2"}, {}, {"sub": 1}):
            with self.assertRaises(oidc.Refused):
                oidc.check_person({"sub": "u1"}, told)


class TestClaims(TestCase):
    def test_only_what_the_list_names_is_taken_and_cleaned(self):
        told = {
            "HoVaTen": " Trần  Thị Bé ", "SoDinhDanh": "035190001234", "NgayThangNamSinh": "27/03/1990", "GioiTinh": "Nữ",
            "SoDienThoai": "+84 912 345 678", "TonGiao": "Không", "NhomMau": "O", "email": ["x"], "loAs": 2,
        }  # fmt: skip
        allowed = [
            ("HoVaTen", "name"), ("SoDinhDanh", "identity"), ("NgayThangNamSinh", "birth"), ("GioiTinh", "sex"),
            ("SoDienThoai", "phone"), ("email", "email"), ("loAs", "level"),
        ]  # fmt: skip
        self.assertEqual(
            take(told, allowed),
            {
                "name": "Trần Thị Bé", "identity": "035190001234", "birth": "1990-03-27", "sex": "female",
                "phone": "0912345678", "level": "2",
            },
        )  # fmt: skip

    def test_what_cannot_be_read_is_left_out(self):
        allowed = [("a", "identity"), ("b", "birth"), ("c", "sex"), ("d", "name")]
        self.assertEqual(take({"a": "12345", "b": "31/02/1990", "c": "?", "d": "x" * 300}, allowed), {})

    def test_the_first_name_that_tells_it_is_taken(self):
        self.assertEqual(
            take({"a": "", "b": "Bé", "c": "Em"}, [("a", "name"), ("b", "name"), ("c", "name")]), {"name": "Bé"}
        )


KEYS = keys_of(KEY)
