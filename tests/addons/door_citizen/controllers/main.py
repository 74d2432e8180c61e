from odoo.http import Controller, request, route


class DoorCitizen(Controller):
    @route("/dich-vu-cong/door", type="http", auth="public", methods=["GET"], readonly=True)
    def page(self):
        return request.make_response("the page of the door")
