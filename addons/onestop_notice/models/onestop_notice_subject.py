import secrets

from odoo import api, models
from odoo.addons.onestop_core.engine import mail_address
from odoo.addons.onestop_core.secret_file import read_secret

from ..engine import notice, seal, sms


class OnestopNoticeSubject(models.AbstractModel):
    """Of what a citizen is told: a dossier, a ticket, a request, an account.

    A model inherits this one, answers the three questions below, names its events in ``onestop.notice.template._events``,
    and calls ``_tell`` when one has happened.
    """

    _name = "onestop.notice.subject"
    _description = "Of What a Citizen Is Told"

    # ------------------------------------------------------------------ what a model says

    def _notice_agency(self):
        """The agency that tells: its templates count, its company's gateway sends."""
        raise NotImplementedError

    def _notice_contacts(self):
        """``(phone numbers, e-mail addresses)`` by which the citizen is reached, the preferred ones first; empty ones and
        those that are none are passed over.
        """
        raise NotImplementedError

    def _notice_values(self, event, **given):
        """``{placeholder: text}`` of an event; an empty text for what is not known.

        :param given: what was given to ``_tell``
        """
        raise NotImplementedError

    def _notice_secret(self, name, seal_text):
        """What the secret placeholder ``name`` stands for: asked when a notice is sent, each time it is tried.

        It is made from the server's key file and the notice's seal, so it is the same at every try and nobody keeps it.
        A model that has to recognise it later stores a hash; one that wants another form extends this method.
        """
        key = read_secret(
            self.env, "onestop_notice_secret", "notice-secret", lambda: secrets.token_hex().encode()
        ).strip()
        return seal.spell(seal.derive(key, seal_text, name))

    # ------------------------------------------------------------------ telling

    @api.model
    def _new_seal(self):
        """A seal for ``_tell``, for a caller that has to know the secret before it is sent."""
        return secrets.token_urlsafe(16)

    def _tell(self, event, seal_text=None, **given):
        """Write the notices of an event, by every channel by which the citizen can be reached.

        :param event: code of an event of ``onestop.notice.template._events``
        :param seal_text: of ``_new_seal``, if the caller has used it; only for an event with secrets
        :param given: what ``_notice_values`` needs for this event
        :return: the notices
        """
        self.ensure_one()
        agency = self._notice_agency()
        templates = self.env["onestop.notice.template"]
        wordings = templates._in_force(event, tuple(agency._parent_ids()))
        recipients = self._notice_recipients()
        vals_list = []
        values = None
        for channel, subject, text in wordings:
            if channel not in recipients:
                continue
            if values is None:
                # counted once, and only for somebody
                values = self._notice_values(event, **given)
                kept = templates._event(event).secrets
                common = {**self._notice_link(), "agency_id": agency.id, "event": event}
                if kept:
                    common["seal"] = seal_text or self._new_seal()
            vals_list.append(
                {
                    **common,
                    "channel": channel,
                    "recipient": recipients[channel],
                    "subject": " ".join(notice.render(subject, values).split()) if channel == "mail" else False,
                    "text": notice.render(text, values, kept),
                }
            )
        notices = self.env["onestop.notice"]
        return notices.create(vals_list) if vals_list else notices

    def _notice_link(self):
        """Values by which a notice knows what it tells of."""
        return {"subject_model": self._name, "subject_id": self.id}

    def _notice_recipients(self):
        """``{channel: number or address}`` by which the citizen can be reached; a module with a channel adds it."""
        phones, contacts = self._notice_contacts()
        recipients = {}
        number = next(filter(None, map(sms.normalise_phone, phones)), None)
        if number and self.env["onestop.sms.gateway"]._of(self._notice_agency().company_id):
            recipients["sms"] = number
        address = next((one for text in contacts for one in mail_address.addresses(text or "")), None)
        if address:
            recipients["mail"] = address
        return recipients
