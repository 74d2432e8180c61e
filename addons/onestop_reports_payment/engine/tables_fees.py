"""Tables of the money that was taken: sums of lines of payments, so that nothing is counted twice."""

from __future__ import annotations

from odoo.addons.onestop_reports.engine.table import Column, Figure, Identity, Sum, Table

METHODS = {"cash": "Tiền mặt", "transfer": "Chuyển khoản", "online": "Trực tuyến", "post": "Qua bưu chính"}
NOTES = (
    "Đơn vị tính: đồng. Tính theo ngày thu hoặc hoàn trả tại cơ quan; khoản đã hủy trước khi chốt quầy không tính.",
    "Mỗi dòng của một lần thu tính một lần: một lần thu cho nhiều loại phí, lệ phí nằm ở từng loại.",
)


def _money(*conditions):
    return Figure(conditions, source="fee")


def _table(name, title, rows, heading):
    return Table(
        name=name,
        title=title,
        rows=rows,
        numbered=True,
        total_label="Tổng cộng",
        notes=NOTES,
        columns=(
            Column("number", ("STT",), "number", 5),
            Column("label", (heading,), "label", 40),
            *(Column(key, ("Số tiền đã thu", title), _money("taken", key), 14) for key, title in METHODS.items()),
            Column("sum", ("Số tiền đã thu", "Cộng"), Sum(tuple(METHODS)), 14),
            Column("back", ("Đã hoàn trả",), _money("given_back"), 14),
            Column("net", ("Còn lại",), Sum(("sum",), ("back",)), 14),
        ),
        hidden={"taken": _money("taken")},
        identities=(
            Identity(Sum(("sum",)), Sum(("taken",)), "Cộng các hình thức khác tổng số đã thu: có hình thức thu khác"),
        ),
    )


TABLES = {
    table.name: table
    for table in (
        _table("fees", "Phí, lệ phí đã thu theo đơn vị", "agency", "Đơn vị"),
        _table("fees-type", "Phí, lệ phí đã thu theo loại", "fee_type", "Phí, lệ phí"),
        _table("fees-collector", "Phí, lệ phí đã thu theo người thu", "collector", "Người thu"),
    )
}
