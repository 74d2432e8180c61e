"""A form that has one of each kind of question, for tests."""

from ...engine.eform_definition import Choice, Field, Form, Rule, ShownIf

FORM = Form(
    (
        Field("asker", "person", "Người yêu cầu", required=True, detail="short", prefill="applicant"),
        Field("hint", "note", "Về hôn nhân", "Khai theo giấy tờ đang có."),
        Field(
            "state", "choice", "Tình trạng hôn nhân", required=True,
            choices=(Choice("single", "Chưa kết hôn"), Choice("married", "Đang có vợ hoặc chồng")),
        ),
        Field("spouse", "text", "Họ tên vợ, chồng", required=True, shown_if=ShownIf("state", "is", ("married",)), rules=(Rule("name"),)),
        Field("since", "date", "Từ ngày"),
        Field("until", "date", "Đến ngày", rules=(Rule("not_before", key="since"),)),
        Field("wishes", "choices", "Đề nghị", choices=(Choice("copy", "Bản sao"), Choice("mail", "Gửi qua bưu chính"))),
        Field("fee", "money", "Số tiền đã nộp"),
        Field("total", "number", "Tổng diện tích", decimals=1),
        Field(
            "plots", "rows", "Thửa đất", rules=(Rule("sum_is", key="area=total"),),
            columns=(
                Field("name", "text", "Tên", required=True),
                Field("area", "number", "Diện tích", required=True, decimals=1, minimum=0),
            ),
        ),
        Field("home", "address", "Nơi ở"),
        Field("more", "text", "Ý kiến khác", detail="passage"),
    )
)  # fmt: skip


def make_version(env, procedure, *, form=FORM, **vals):
    """A draft that asks ``form``."""
    if "eform_id" not in vals:
        vals["eform_id"] = env["onestop.eform"].create({"name": "Tờ khai thử", "procedure_id": procedure.id}).id
    version = env["onestop.eform.version"].create({"valid_from": "2026-01-01", **vals})
    version._lay_out(form)
    return version
