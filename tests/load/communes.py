"""A province with communes, each with a desk and people, for tests of what happens to many agencies at once."""

PEOPLE = {
    "receptionist": ("Tiếp nhận", ("receptionist",)),
    "specialist": ("Chuyên môn", ("specialist",)),
    "second": ("Chuyên môn hai", ("specialist",)),
    "leader": ("Chủ tịch", ("leader", "agency_admin")),
}


def make(env, count, *, code, password):
    """Make a province with ``count`` communes; the caller commits.

    Commune N has the code ``<code>.N``, a desk, and a person for each of ``PEOPLE``, who logs in as ``<who>.N`` with
    ``password``.

    :param code: code of the province, such as ``H98``
    :return: the communes
    """
    env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True))
    agencies = env["onestop.agency"]
    province = agencies.create(
        {"name": f"Tỉnh {code}", "code": code, "level_id": env.ref("onestop_core.level_province").id,
         "calendar_id": env.ref("onestop_core.calendar_office_hours").id}
    )  # fmt: skip
    level = env.ref("onestop_core.level_commune")
    communes = agencies.create(
        [
            {"name": f"Xã Số {number}", "code": f"{code}.{number}", "level_id": level.id, "parent_id": province.id}
            for number in range(1, count + 1)
        ]
    )
    desks = env["onestop.desk"].create(
        [{"name": f"Một cửa {commune.name}", "agency_id": commune.id} for commune in communes]
    )
    users = env["res.users"].create(
        [
            {"name": f"{title} {commune.name}", "login": f"{who}.{number}", "tz": "Asia/Ho_Chi_Minh",
             "group_ids": [(6, 0, env.ref("base.group_user").ids)]}
            for number, commune in enumerate(communes, 1)
            for who, (title, _roles) in PEOPLE.items()
        ]
    )  # fmt: skip
    # hashing takes long on purpose, and they all have the same password
    hashed = users._crypt_context().hash(password)
    for user in users:
        user._set_encrypted_password(user.id, hashed)
    of_user = iter(users)
    env["onestop.staff"].create(
        [
            {"user_id": next(of_user).id, "agency_id": commune.id, "desk_id": desk.id, "valid_from": "2020-01-01",
             "role_ids": [(6, 0, [env.ref(f"onestop_core.role_{role}").id for role in roles])]}
            for commune, desk in zip(communes, desks, strict=True)
            for _title, roles in PEOPLE.values()
        ]
    )  # fmt: skip
    return communes
