"""The table of what citizens say (phản ánh, kiến nghị), and what it brings to the index of QĐ 766/QĐ-TTg."""

from __future__ import annotations

from dataclasses import replace

from odoo.addons.onestop_reports.engine.table import Column, Figure, Identity, Points, Sum, Table

NOTES = (
    "Tính theo ngày gửi và ngày kết thúc xử lý; đúng hạn, quá hạn so với hạn trả lời, từ chối theo quy định.",
    "Từ kỳ trước: gửi trước kỳ và chưa xử lý xong khi kỳ bắt đầu. Đang xử lý: đến hết ngày chốt số liệu.",
)
_TAKEN, _DONE, _OPEN = "Tiếp nhận", "Đã xử lý", "Đang xử lý"


def _figure(*conditions):
    return Figure(conditions, source="feedback")


FEEDBACK = Table(
    name="feedback",
    title="Tình hình tiếp nhận, xử lý phản ánh, kiến nghị",
    rows="agency",
    numbered=True,
    total_label="Tổng cộng",
    notes=NOTES,
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 36),
        Column("taken", (_TAKEN, "Tổng số"), Sum(("new", "carried"))),
        Column("new", (_TAKEN, "Trong kỳ"), _figure("new")),
        Column("carried", (_TAKEN, "Từ kỳ trước"), _figure("carried")),
        Column("done", (_DONE, "Tổng số"), Sum(("done_in_time", "done_late"))),
        Column("done_in_time", (_DONE, "Đúng hạn"), _figure("done", "in_time")),
        Column("done_late", (_DONE, "Quá hạn"), _figure("done", "late")),
        Column("open", (_OPEN, "Tổng số"), Sum(("open_in_time", "open_late"))),
        Column("open_in_time", (_OPEN, "Trong hạn"), _figure("open", "not_overdue")),
        Column("open_late", (_OPEN, "Quá hạn"), _figure("open", "overdue")),
        Column("staff", ("Trong đó về thái độ cán bộ",), _figure("staff"), 11),
        Column("unhappy", ("Không hài lòng với kết quả xử lý",), _figure("done", "unhappy"), 12),
    ),
    hidden={"counted": _figure()},
    identities=(
        Identity(Sum(("taken",)), Sum(("done", "open")), "Tiếp nhận khác tổng đã xử lý, đang xử lý"),
        Identity(Sum(("taken",)), Sum(("counted",)), "Tiếp nhận khác số phản ánh, kiến nghị của kỳ"),
    ),
)

_GROUP = "Phản ánh, kiến nghị"
_INDEX = (
    Column("fb_done", (_GROUP, "Đã xử lý"), _figure("done"), 8),
    Column("fb_in_time", (_GROUP, "Đúng hạn"), _figure("done", "in_time"), 8),
    Column("p_fb_time", (_GROUP, "Điểm đúng hạn"), Points("5.2", Sum(("fb_in_time",)), Sum(("fb_done",))), 8),
    Column("fb_content", (_GROUP, "Đúng hạn, không bị chê"), _figure("done", "in_time", "not_unhappy"), 9),
    Column("p_fb_content", (_GROUP, "Điểm hài lòng"), Points("5.3", Sum(("fb_content",)), Sum(("fb_done",))), 8),
)


def with_feedback(index: Table) -> Table:
    """The index with its two components of feedback, which stand before the sum of all."""
    *before, total = index.columns
    points = tuple(column.key for column in _INDEX if isinstance(column.content, Points))
    total = replace(total, content=replace(total.content, plus=(*total.content.plus, *points)))
    return replace(index, columns=(*before, *_INDEX, total))
