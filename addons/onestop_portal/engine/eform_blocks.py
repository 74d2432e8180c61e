"""The blocks that every declaration repeats, each defined once: a person and an address.

Their labels are codes that begin with ``@``; the screen says them in the reader's language.
"""

from __future__ import annotations

from functools import cache

from .eform_definition import Choice, Field, Rule, ShownIf

# The 54 peoples of the General Statistics Office's list (QĐ 121-TCTK/PPCĐ of 1979, still in use), and the two
# entries of the registers for those who belong to none. New cards do not print it, so it is asked.
PEOPLES = (
    "Kinh", "Tày", "Thái", "Hoa", "Khmer", "Mường", "Nùng", "Mông", "Dao", "Gia Rai", "Ngái", "Ê Đê", "Ba Na",
    "Xơ Đăng", "Sán Chay", "Cơ Ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra Glai", "Xtiêng", "Bru Vân Kiều", "Thổ",
    "Giáy", "Cơ Tu", "Gié Triêng", "Mạ", "Khơ Mú", "Co", "Tà Ôi", "Chơ Ro", "Kháng", "Xinh Mun", "Hà Nhì", "Chu Ru",
    "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y",
    "Si La", "Pu Péo", "Brâu", "Ơ Đu", "Rơ Măm", "Người nước ngoài", "Không rõ",
)  # fmt: skip


def _choices(*keys: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, f"@{key}") for key in keys)


ADDRESS = (
    Field("where", "choice", "@address.where", required=True, choices=_choices("domestic", "abroad")),
    Field(
        "province", "text", "@address.province", required=True,
        shown_if=ShownIf("where", "is", ("domestic",)), autocomplete="address-level1",
    ),
    Field(
        "commune", "text", "@address.commune", "@address.commune.help", required=True,
        shown_if=ShownIf("where", "is", ("domestic",)), autocomplete="address-level2",
    ),
    Field(
        "line", "text", "@address.line", shown_if=ShownIf("where", "is", ("domestic",)), autocomplete="address-line1"
    ),
    Field(
        "country", "text", "@address.country", required=True,
        shown_if=ShownIf("where", "is", ("abroad",)), autocomplete="country-name",
    ),
    Field("foreign", "text", "@address.foreign", required=True, shown_if=ShownIf("where", "is", ("abroad",))),
)  # fmt: skip

_NAME = Field("name", "text", "@person.name", required=True, rules=(Rule("name"),), autocomplete="name")
_IDENTITY = Field("identity", "text", "@person.identity", "@person.identity.help", rules=(Rule("identity"),))
_WITHOUT = ShownIf("identity", "empty")
_PAPER = Field("paper", "text", "@person.paper", "@person.paper.help", shown_if=_WITHOUT)
_BIRTH = Field(
    "birth", "date_or_year", "@person.birth", "@person.birth.help", required=True, rules=(Rule("not_future"),),
    autocomplete="bday",
)  # fmt: skip
_RESIDENCE = Field("residence", "address", "@person.residence", required=True, shown_if=_WITHOUT)

PERSON = {
    # who is known by the number is asked nothing that the number tells (TT 04/2024/TT-BTP, notes to the forms)
    "short": (
        _NAME,
        _IDENTITY,
        _PAPER,
        Field(
            "birth", "date_or_year", "@person.birth", "@person.birth.help", required=True, shown_if=_WITHOUT,
            rules=(Rule("not_future"),), autocomplete="bday",
        ),
        _RESIDENCE,
    ),
    # whom the act registers
    "full": (
        _NAME,
        _BIRTH,
        Field("sex", "choice", "@person.sex", required=True, choices=_choices("male", "female"), autocomplete="sex"),
        Field("people", "choice", "@person.people", "@person.people.help", required=True, choices=tuple(Choice(f"p{n}", name) for n, name in enumerate(PEOPLES, 1))),
        Field("nationality", "text", "@person.nationality", required=True),
        _IDENTITY,
        _PAPER,
        _RESIDENCE,
    ),
}  # fmt: skip


@cache
def _person(detail: str) -> tuple[Field, ...]:
    return PERSON["full" if detail == "full" else "short"]


def parts_of(field: Field) -> tuple[Field, ...]:
    """The parts of a person or an address, none of any other field."""
    if field.kind == "address":
        return ADDRESS
    return _person(field.detail) if field.kind == "person" else ()
