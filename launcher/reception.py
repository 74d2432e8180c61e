"""Receive a dossier over the web, as a counter does."""

import uuid


def post_of(client, user_id):
    """Return the agency of a user's post as ``(id, name)``."""
    posts = client.call("onestop.staff", "search_read", [["user_id", "=", user_id]], ["agency_id"], limit=1)
    return tuple(posts[0]["agency_id"])


def complete_payload(client, agency_id, procedure_code, **applicant):
    """Return what a counter sends for a dossier whose papers are all there, in the procedure's first case.

    :param client: ``OdooClient`` of a receptionist.
    :param applicant: fields such as ``applicant_name``.
    """
    procedures = client.call(
        "onestop.procedure", "search_read", [["code", "=", procedure_code]], ["current_version_id"], limit=1
    )
    version_id = procedures[0]["current_version_id"][0]
    cases = client.call("onestop.procedure.case", "search", [["version_id", "=", version_id]], limit=1)
    papers = client.call(
        "onestop.procedure.component",
        "search",
        [["version_id", "=", version_id], ["is_note", "=", False], ["case_id", "in", [False, *cases]]],
    )
    return {
        "client_uuid": str(uuid.uuid4()),
        "agency_id": agency_id,
        "procedure_code": procedure_code,
        "case_id": cases[0] if cases else False,
        # a person has an identity or an address
        "applicant_address": "Thôn Một",
        "documents": [{"component_id": paper, "handed_in": True} for paper in papers],
        **applicant,
    }
