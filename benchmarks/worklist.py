#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""What a clerk waits for among 100 000 dossiers: the work list, the home page, the search; beside raw SQL.

    ODOO_RC=odoo.conf python benchmarks/worklist.py DATABASE [--explain 1]

Every call is made as the clerk, with the rule that hides other agencies' dossiers, on an empty cache. The yardsticks
are the same rows by SQL alone, without the rule.
"""

import workbench
from load import communes, dossiers

ROWS = 80
REPEAT = 5
PEOPLE = {"clerk": "specialist.1", "head of a commune": "leader.1", "desk": "receptionist.1"}
PAGE = {
    "is_closed": {}, "code": {}, "procedure_id": {"fields": {"display_name": {}}}, "applicant_name": {},
    "received_at": {}, "due_at": {}, "remaining_text": {}, "holder_id": {"fields": {"display_name": {}}}, "state": {},
}  # fmt: skip
PAGE_SQL = """
    SELECT d.id, d.code, v.name, d.applicant_name, d.received_at, d.due_at, u.login, d.state
    FROM onestop_dossier d LEFT JOIN onestop_procedure_version v ON v.id = d.version_id
    LEFT JOIN res_users u ON u.id = d.holder_id
"""
SEARCHES = {
    "a name, without accents": "nguyen thi hoa",
    "a word that many have": "nguyen",
    "the end of a code": "-0003",
    "what nobody is called": "zzyzx",
}


def supervisor(env, province):
    """Somebody who sees all of the province."""
    user = env["res.users"].create(
        {"name": "Giám sát", "login": "supervisor", "group_ids": [(6, 0, env.ref("base.group_user").ids)]}
    )
    env["onestop.staff"].create(
        {"user_id": user.id, "agency_id": province.id, "valid_from": "2020-01-01",
         "role_ids": [(6, 0, env.ref("onestop_core.role_supervisor").ids)]}
    )  # fmt: skip
    return user


def find(text):
    """Domain of the search field, as the search view has it."""
    names = ("code", "applicant_name", "applicant_phone", "submitter_name")
    return ["|"] * (len(names) - 1) + [(name, "ilike", text) for name in names]


def read(dossiers, domain):
    """What the web client asks for when it opens a list."""
    dossiers.env.invalidate_all()
    return dossiers.web_search_read(domain, PAGE, limit=ROWS, count_limit=10_001)


def measure(env, label, call):
    """Print the mean of some calls, after one that fills what lives longer than a request."""
    call()
    with workbench.counted(env, label, REPEAT):
        for _time in range(REPEAT):
            call()


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, dossiers=100_000, explain=0)
    with workbench.copy_of(arguments.database) as env:
        workbench.machine(env)
        agencies = communes.make(env, 100, code="H98", password="benchmark")
        with workbench.timed(f"making {arguments.dossiers} dossiers", arguments.dossiers, "dossier"):
            dossiers.make(env, arguments.dossiers, agencies=agencies, open_share=0.1)
        people = {title: env["res.users"].search([("login", "=", login)]) for title, login in PEOPLE.items()}
        people["supervisor of the province"] = supervisor(env, agencies.parent_id)
        workbench.settle(env)
        for title, user in people.items():
            mine = env["onestop.dossier"].with_user(user).with_context(lang="vi_VN")
            total = mine.search_count([])
            print(
                f"\n{title}: {total} dossiers in sight, {mine.search_count([('is_mine', '=', True)])} on the work list"
            )
            measure(env, f"  my work list, {ROWS} rows", lambda mine=mine: read(mine, [("is_mine", "=", True)]))
            measure(env, f"  all dossiers in sight, {ROWS} rows", lambda mine=mine: read(mine, []))
            measure(env, "  home page", lambda mine=mine: (mine.env.invalidate_all(), mine.home_data()))
            for name, text in SEARCHES.items():
                measure(env, f"  search: {name}", lambda mine=mine, text=text: read(mine, find(text)))
        raw(env, agencies[0])
        if arguments.explain:
            for user in people.values():
                explain(env["onestop.dossier"].with_user(user))


def raw(env, agency):
    """The yardsticks."""
    print("\nraw SQL")
    queries = {
        f"  open dossiers of an agency, {ROWS} rows": (
            f"{PAGE_SQL} WHERE d.holder_agency_id = %s AND d.closed_at IS NULL ORDER BY d.due_at, d.id DESC LIMIT {ROWS}",
            [agency.id],
        ),
        "  a name, without accents, everywhere": (
            f"{PAGE_SQL} WHERE unaccent(d.applicant_name) ILIKE unaccent(%s) ORDER BY d.due_at, d.id DESC LIMIT {ROWS}",
            ["%nguyen thi hoa%"],
        ),
        "  how many dossiers there are": ("SELECT count(*) FROM onestop_dossier", []),
    }
    for label, (sql, values) in queries.items():
        measure(env, label, lambda sql=sql, values=values: (env.cr.execute(sql, values), env.cr.fetchall()))


def explain(mine):
    """Print how PostgreSQL goes about the lists."""
    for domain in ([("is_mine", "=", True)], [], find("nguyen thi hoa")):
        query = mine._search(domain, limit=ROWS, order=mine._order)
        mine.env.cr.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query.select().code}", query.select().params)
        print(f"\n{domain}\n" + "\n".join(line for (line,) in mine.env.cr.fetchall()))


if __name__ == "__main__":
    main()
