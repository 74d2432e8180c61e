"""The statutory tables that the suite knows. A new one is a description here, a form with its title, and a golden test."""

from __future__ import annotations

from .table import Column, Figure, Identity, Points, Rate, Sum, Table


def _figure(*conditions):
    return Figure(conditions)


def _procedures(*conditions):
    # the same procedure is received by many agencies: the total counts it once
    return Figure(conditions, source="procedure", adds_up=frozenset())


_DEPLOYED, _SETTLED = "TÌNH HÌNH TRIỂN KHAI", "TÌNH HÌNH XỬ LÝ"
_BY_LEVEL = "SỐ HỒ SƠ TIẾP NHẬN / SỐ THỦ TỤC ĐÃ THỰC HIỆN"

# Appendix of letter 1980 of Tân Uyên district, 30/10/2020
MONITORING = Table(
    name="monitoring",
    title="Biểu theo dõi tình hình thực hiện một cửa điện tử",
    rows="agency",
    paper="A3",
    empty_rows=True,
    only_procedures=("received",),
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("TÊN CƠ QUAN",), "label", 34),
        Column("hstn", (_DEPLOYED, "TỔNG SỐ", None, "HSTN"), _figure("new")),
        Column("tthc", (_DEPLOYED, "TỔNG SỐ", None, "TTHC"), _procedures("any_level")),
        Column("l2", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 2", "HSTN"), _figure("new", "level_2")),
        Column("l2_tthc", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 2", "TTHC"), _procedures("level_2")),
        Column(
            "l3_desk", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 3", "HSTN trực tiếp"), _figure("new", "level_3", "not_online")
        ),
        Column("l3_online", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 3", "HSTN trực tuyến"), _figure("new", "level_3", "online")),
        Column("l3_tthc", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 3", "TTHC"), _procedures("level_3")),
        Column(
            "l4_desk", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 4", "HSTN trực tiếp"), _figure("new", "level_4", "not_online")
        ),
        Column("l4_online", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 4", "HSTN trực tuyến"), _figure("new", "level_4", "online")),
        Column("l4_tthc", (_DEPLOYED, _BY_LEVEL, "MỨC ĐỘ 4", "TTHC"), _procedures("level_4")),
        Column("backlog", (_SETTLED, "HỒ SƠ TỒN"), _figure("carried")),
        Column("desk", (_SETTLED, "TIẾP NHẬN", None, "MCĐT"), _figure("new", "not_online")),
        Column("online", (_SETTLED, "TIẾP NHẬN", None, "TRỰC TUYẾN"), _figure("new", "online")),
        Column("done_2", (_SETTLED, "ĐÃ GIẢI QUYẾT", None, "MỨC ĐỘ 2"), _figure("done", "level_2")),
        Column("done_3", (_SETTLED, "ĐÃ GIẢI QUYẾT", None, "MỨC ĐỘ 3"), _figure("done", "level_3")),
        Column("done_4", (_SETTLED, "ĐÃ GIẢI QUYẾT", None, "MỨC ĐỘ 4"), _figure("done", "level_4")),
        Column(
            "open",
            (_SETTLED, "CHƯA GIẢI QUYẾT"),
            Sum(("backlog", "desk", "online"), ("done_2", "done_3", "done_4")),
        ),
        Column(
            "rate",
            (_SETTLED, "TỶ LỆ GIẢI QUYẾT %"),
            Rate(Sum(("done_2", "done_3", "done_4")), Sum(("backlog", "desk", "online"))),
        ),
        Column("note", ("GHI CHÚ",), "note", 24),
    ),
    hidden={"counted_open": _figure("open")},
    identities=(
        Identity(
            Sum(("hstn",)),
            Sum(("l2", "l3_desk", "l3_online", "l4_desk", "l4_online")),
            "HSTN khác tổng các mức độ: có hồ sơ của thủ tục chưa phân mức",
            ("new", "level_unknown"),
        ),
        Identity(Sum(("hstn",)), Sum(("desk", "online")), "HSTN khác tổng tiếp nhận"),
        Identity(
            Sum(("open",)),
            Sum(("counted_open",)),
            "Chưa giải quyết khác số hồ sơ đang mở: có hồ sơ đã giải quyết của thủ tục chưa phân mức",
            ("done", "level_unknown"),
        ),
    ),
)

_TAKEN, _DONE, _OPEN = "Số hồ sơ nhận giải quyết", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết"
_IN_PERIOD = "Trong kỳ"

_SETTLING = (
    Column("online", (_TAKEN, _IN_PERIOD, "Trực tuyến"), _figure("new", "online")),
    Column("desk", (_TAKEN, _IN_PERIOD, "Trực tiếp, dịch vụ bưu chính"), _figure("new", "not_online"), 11),
    Column("carried", (_TAKEN, "Từ kỳ trước"), _figure("carried")),
    Column("done", (_DONE, "Tổng số"), Sum(("early", "on_time", "late"))),
    Column("early", (_DONE, "Trước hạn"), _figure("early")),
    Column("on_time", (_DONE, "Đúng hạn"), _figure("on_time")),
    Column("late", (_DONE, "Quá hạn"), _figure("late")),
    Column("open", (_OPEN, "Tổng số"), Sum(("open_in_time", "open_late"))),
    Column("open_in_time", (_OPEN, "Trong hạn"), _figure("open_in_time")),
    Column("open_late", (_OPEN, "Quá hạn"), _figure("open_late")),
)
_SETTLING_HOLDS = (
    Identity(Sum(("taken",)), Sum(("done", "open")), "Tiếp nhận khác tổng đã giải quyết và đang giải quyết"),
    Identity(Sum(("taken",)), Sum(("counted",)), "Tiếp nhận khác số hồ sơ của kỳ"),
    Identity(Sum(("done",)), Sum(("counted_done",)), "Đã giải quyết khác tổng trước hạn, đúng hạn, quá hạn"),
    Identity(Sum(("open",)), Sum(("counted_open",)), "Đang giải quyết khác tổng trong hạn, quá hạn"),
)
_SETTLING_COUNTS = {"counted": _figure(), "counted_done": _figure("done"), "counted_open": _figure("open")}


def _settling(name, title, rows, heading, **more):
    return Table(
        name=name,
        title=title,
        rows=rows,
        columns=(
            Column("number", ("STT",), "number", 5),
            Column("label", (heading,), "label", 40),
            Column("taken", (_TAKEN, "Tổng số"), Sum(("online", "desk", "carried"))),
            *_SETTLING,
        ),
        identities=_SETTLING_HOLDS,
        hidden=_SETTLING_COUNTS,
        numbered=True,
        total_label="Tổng cộng",
        **more,
    )


_II06A = "Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết"
II06A = _settling("ii06a", _II06A, "sector", "Lĩnh vực giải quyết", says={"place": "competent"})
II06A_AGENCY = _settling(
    "ii06a-agency", f"{_II06A}, theo đơn vị", "agency", "Đơn vị giải quyết", says={"place": "competent"}
)
II06A_LEVEL = _settling(
    "ii06a-level", f"{_II06A}, theo cấp", "agency_level", "Cấp giải quyết", says={"place": "competent"}
)

# the table of progress that live systems show beside the statutory ones
PROGRESS = Table(
    name="progress",
    title="Tiến độ giải quyết hồ sơ",
    rows="agency",
    empty_rows=True,
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 34),
        Column("taken", ("Tiếp nhận", "Tổng"), Sum(("carried", "online", "desk"))),
        Column("carried", ("Tiếp nhận", "Kỳ trước"), _figure("carried")),
        Column("online", ("Tiếp nhận", _IN_PERIOD, "Trực tuyến"), _figure("new", "online")),
        Column("desk", ("Tiếp nhận", _IN_PERIOD, "Trực tiếp"), _figure("new", "not_online")),
        Column("done", ("Đã xử lý", "Tổng"), Sum(("early", "on_time", "late"))),
        Column("early", ("Đã xử lý", "Trước hạn"), _figure("early")),
        Column("on_time", ("Đã xử lý", "Trong hạn"), _figure("on_time")),
        Column("late", ("Đã xử lý", "Quá hạn"), _figure("late")),
        Column("open", ("Đang xử lý", "Tổng"), Sum(("open_in_time", "open_late"))),
        Column("open_in_time", ("Đang xử lý", "Trong hạn"), _figure("open_in_time", "not_waiting")),
        Column("open_late", ("Đang xử lý", "Quá hạn"), _figure("open_late", "not_waiting")),
        Column("waiting", ("Tạm dừng",), _figure("waiting")),
    ),
    hidden={"counted": _figure()},
    identities=(
        Identity(
            Sum(("taken",)), Sum(("done", "open", "waiting")), "Tiếp nhận khác tổng đã xử lý, đang xử lý, tạm dừng"
        ),
        Identity(Sum(("taken",)), Sum(("counted",)), "Tiếp nhận khác số hồ sơ của kỳ"),
    ),
)

# seed 004: the statistics of each month by which the year is judged
FULL_ONLINE = Table(
    name="full-online",
    title="Danh mục dịch vụ công trực tuyến toàn trình và số hồ sơ phát sinh",
    rows="procedure",
    empty_rows=True,
    only=("full_online",),
    only_procedures=("received", "full_online"),
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("code", ("Mã TTHC",), "code", 11),
        Column("label", ("Tên thủ tục hành chính",), "label", 50),
        Column("taken", ("Hồ sơ tiếp nhận trong kỳ", "Tổng số"), _figure("new")),
        Column("online", ("Hồ sơ tiếp nhận trong kỳ", "Trực tuyến"), _figure("new", "online")),
        Column("direct", ("Hồ sơ tiếp nhận trong kỳ", "Trực tiếp"), _figure("new", "direct")),
        Column("post", ("Hồ sơ tiếp nhận trong kỳ", "Bưu chính công ích"), _figure("new", "post")),
        Column("rate", ("Tỷ lệ trực tuyến %",), Rate(Sum(("online",)), Sum(("taken",)), empty=None)),
        Column("done", ("Đã giải quyết",), _figure("done")),
        Column("late", ("Trong đó quá hạn",), _figure("late")),
        Column("open", ("Đang giải quyết",), _figure("open")),
    ),
    hidden={"carried": _figure("carried")},
    identities=(
        Identity(Sum(("taken",)), Sum(("online", "direct", "post")), "Tổng số khác tổng các hình thức nộp"),
        Identity(Sum(("taken", "carried")), Sum(("done", "open")), "Tiếp nhận và kỳ trước khác đã và đang giải quyết"),
    ),
)

DIGITISATION = Table(
    name="digitisation",
    title="Tình hình số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    rows="agency",
    empty_rows=True,
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 34),
        Column("taken", ("Hồ sơ tiếp nhận trong kỳ",), _figure("new"), 11),
        Column("scanned", ("Số hóa khi tiếp nhận", "Có giấy tờ số hóa"), _figure("new", "scanned"), 11),
        Column("whole", ("Số hóa khi tiếp nhận", "Số hóa đủ giấy tờ đã nộp"), _figure("new", "scanned_whole"), 11),
        Column("reused", ("Số hóa khi tiếp nhận", "Tái sử dụng giấy tờ đã số hóa"), _figure("new", "reused"), 12),
        Column(
            "scan_rate",
            ("Số hóa khi tiếp nhận", "Tỷ lệ số hóa đủ %"),
            Rate(Sum(("whole",)), Sum(("taken",)), empty=None),
        ),
        Column("granted", ("Kết quả giải quyết", "Hồ sơ có kết quả trong kỳ"), _figure("done", "with_result"), 11),
        Column("result", ("Kết quả giải quyết", "Có bản điện tử"), _figure("done", "with_result", "result_file"), 11),
        Column(
            "result_rate",
            ("Kết quả giải quyết", "Tỷ lệ có bản điện tử %"),
            Rate(Sum(("result",)), Sum(("granted",)), empty=None),
        ),
    ),
)

# what the post carries is counted when it is handed over, whenever it was settled
BCCI_AGENCY = Table(
    name="bcci-agency",
    title="Thống kê tiếp nhận, trả kết quả qua dịch vụ bưu chính công ích",
    rows="agency",
    says={"done": "closed"},
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 40),
        Column("taken", ("Hồ sơ tiếp nhận qua bưu chính",), _figure("new", "post"), 16),
        Column(
            "returned",
            ("Hồ sơ bưu điện đã nhận kết quả chuyển trả",),
            _figure("done", "with_result", "result_by_post"),
            18,
        ),
        Column("registered", ("Hồ sơ đăng ký trả qua bưu điện",), _figure("new", "result_by_post"), 16),
    ),
)

BCCI_PROCEDURE = Table(
    name="bcci-procedure",
    title="Tổng hợp thủ tục hành chính phát sinh hồ sơ qua dịch vụ bưu chính công ích",
    rows="procedure",
    says={"done": "closed"},
    only=("by_post",),
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("code", ("Mã TTHC",), "code", 12),
        Column("level", ("Mức độ",), "level", 8),
        Column("label", ("Tên thủ tục hành chính",), "label", 60),
        Column("taken", ("Tiếp nhận qua BCCI",), _figure("new", "post"), 14),
        Column("returned", ("Trả kết quả qua BCCI",), _figure("done", "with_result", "result_by_post"), 14),
    ),
)


def _tiers(key, group, *conditions):
    figures = {"": "Tổng số", "province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}
    return tuple(
        Column(
            f"{key}_{tier or 'all'}", (group, title), _procedures(*conditions, *(f"of_{one}" for one in [tier] if one))
        )
        for tier, title in figures.items()
    )


II07B = Table(
    name="ii07b",
    title="Tình hình thực hiện cơ chế một cửa, một cửa liên thông và quy trình nội bộ giải quyết thủ tục hành chính",
    rows="sector",
    numbered=True,
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Lĩnh vực",), "label", 40),
        *_tiers("all", "Số TTHC thuộc thẩm quyền giải quyết"),
        *_tiers("stop", "Số TTHC thực hiện theo cơ chế một cửa, một cửa liên thông", "one_stop"),
        *_tiers("process", "Số quy trình nội bộ", "own_process"),
    ),
)

_OVERDUE = "Hồ sơ quá hạn"
CAUSES = Table(
    name="causes",
    title="Nguyên nhân quá hạn giải quyết hồ sơ",
    rows="cause",
    only=("overdue",),
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Nguyên nhân",), "label", 50),
        Column("overdue", (_OVERDUE, "Tổng số"), Sum(("late", "open_late"))),
        Column("late", (_OVERDUE, "Đã giải quyết"), _figure("late")),
        Column("open_late", (_OVERDUE, "Đang giải quyết"), _figure("open_late")),
    ),
    hidden={"counted": _figure()},
    identities=(Identity(Sum(("overdue",)), Sum(("counted",)), "Tổng số khác số hồ sơ quá hạn"),),
)

# what a leader answers for: letters owed, papers asked for twice, papers asked for at the desk of whoever filed online
DISCIPLINE = Table(
    name="discipline",
    title="Chấp hành quy định về tiếp nhận, giải quyết hồ sơ",
    rows="agency",
    empty_rows=True,
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 34),
        Column("taken", ("Hồ sơ nhận giải quyết",), _figure(), 11),
        Column("overdue", (_OVERDUE, "Tổng số"), _figure("overdue")),
        Column("apologised", (_OVERDUE, "Đã có văn bản xin lỗi"), _figure("overdue", "apologised"), 11),
        Column("owed", (_OVERDUE, "Chưa có văn bản xin lỗi"), _figure("overdue", "not_apologised"), 11),
        Column("again", ("Yêu cầu bổ sung quá một lần",), _figure("supplemented_again"), 12),
        Column("double", ("Nộp trực tuyến vẫn bị yêu cầu nộp trực tiếp",), _figure("double_channel"), 14),
    ),
    identities=(
        Identity(Sum(("overdue",)), Sum(("apologised", "owed")), "Quá hạn khác tổng đã xin lỗi, chưa xin lỗi"),
    ),
)

# seed 000 section 4: who comes to the desk with what could be done online is given an account, and the papers are scanned
WALK_INS = Table(
    name="walk-ins",
    title="Hồ sơ dịch vụ công trực tuyến nộp trực tiếp tại Bộ phận Một cửa",
    rows="agency",
    empty_rows=True,
    only=("new", "level_34"),
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 34),
        Column("taken", ("Hồ sơ của thủ tục mức độ 3, 4", "Tổng số"), _figure(), 10),
        Column("online", ("Hồ sơ của thủ tục mức độ 3, 4", "Trực tuyến"), _figure("online"), 10),
        Column("post", ("Hồ sơ của thủ tục mức độ 3, 4", "Bưu chính"), _figure("post"), 10),
        Column("direct", ("Hồ sơ của thủ tục mức độ 3, 4", "Trực tiếp"), _figure("direct"), 10),
        Column("no_account", ("Trong số nộp trực tiếp", "Chưa có tài khoản"), _figure("direct", "no_account"), 11),
        Column("no_scan", ("Trong số nộp trực tiếp", "Chưa số hóa giấy tờ"), _figure("direct", "no_scan"), 11),
        Column("neither", ("Trong số nộp trực tiếp", "Chưa có cả hai"), _figure("direct", "no_account", "no_scan"), 11),
        Column("rate", ("Tỷ lệ trực tuyến %",), Rate(Sum(("online",)), Sum(("taken",)), empty=None)),
    ),
    identities=(Identity(Sum(("taken",)), Sum(("online", "post", "direct")), "Tổng số khác tổng các hình thức nộp"),),
)

# seed 001: "rất ít" is said of whole communes; a procedure without a dossier is where to look
SILENT = Table(
    name="silent",
    title="Thủ tục phải tiếp nhận và thủ tục có phát sinh hồ sơ",
    rows="agency",
    empty_rows=True,
    only=("new",),
    only_procedures=("received",),
    total_label="Tổng cộng",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 34),
        Column("expected", ("Số TTHC phải tiếp nhận",), _procedures(), 12),
        Column("used", ("Số TTHC có phát sinh hồ sơ",), Figure(distinct="procedure_id", adds_up=frozenset({})), 12),
        Column("rate", ("Tỷ lệ có phát sinh %",), Rate(Sum(("used",)), Sum(("expected",)), empty=None), 10),
        Column("taken", ("Số hồ sơ tiếp nhận",), _figure(), 12),
        Column("online", ("Trong đó trực tuyến",), _figure("online"), 12),
    ),
)

# QĐ 766/QĐ-TTg: the components for which this database has the facts. The others come from elsewhere (publication, feedback,
# synchronisation, payment), and a module that has theirs adds its columns.
_INDEX = (
    Column("taken", ("Tiến độ giải quyết", "Hồ sơ"), _figure(), 8),
    Column("in_time", ("Tiến độ giải quyết", "Đúng hạn"), _figure("in_time"), 8),
    Column("p_progress", ("Tiến độ giải quyết", "Điểm"), Points("2.1", Sum(("in_time",)), Sum(("taken",))), 7),
    Column("procedures", ("Dịch vụ công trực tuyến", "Số TTHC"), _procedures(), 8),
    Column("services", ("Dịch vụ công trực tuyến", "Số DVCTT"), _procedures("online_service"), 8),
    Column("p_services", ("Dịch vụ công trực tuyến", "Điểm có DVCTT"), Points("3.1", Sum(("services",)), Sum(("procedures",))), 8),
    Column(
        "used", ("Dịch vụ công trực tuyến", "DVCTT phát sinh"),
        Figure(("new", "online", "online_service"), distinct="procedure_id", adds_up=frozenset()), 8,
    ),
    Column("p_used", ("Dịch vụ công trực tuyến", "Điểm phát sinh"), Points("3.2", Sum(("used",)), Sum(("services",))), 8),
    Column("new", ("Dịch vụ công trực tuyến", "HS tiếp nhận"), _figure("new"), 8),
    Column("online", ("Dịch vụ công trực tuyến", "HS trực tuyến"), _figure("new", "online"), 8),
    Column("p_online", ("Dịch vụ công trực tuyến", "Điểm trực tuyến"), Points("3.3", Sum(("online",)), Sum(("new",))), 8),
    Column("settled", ("Số hóa", "HS có kết quả"), _figure("done", "with_result"), 8),
    Column("result", ("Số hóa", "KQ điện tử"), _figure("done", "with_result", "result_file"), 8),
    Column("p_result", ("Số hóa", "Điểm KQ điện tử"), Points("4.1", Sum(("result",)), Sum(("settled",))), 8),
    Column("whole", ("Số hóa", "HS số hóa đủ"), _figure("new", "scanned_whole"), 8),
    Column("p_scan", ("Số hóa", "Điểm số hóa"), Points("4.2", Sum(("whole",)), Sum(("new",))), 8),
    Column("reused", ("Số hóa", "HS tái sử dụng"), _figure("new", "reused"), 8),
    Column("p_reuse", ("Số hóa", "Điểm tái sử dụng"), Points("4.3", Sum(("reused",)), Sum(("new",))), 8),
    Column("content", ("Hài lòng", "Không quá hạn, không bị chê"), _figure("done", "in_time", "not_dissatisfied"), 10),
    Column("done", ("Hài lòng", "HS đã giải quyết"), _figure("done"), 8),
    Column("p_content", ("Hài lòng", "Điểm"), Points("5.4", Sum(("content",)), Sum(("done",))), 7),
    Column(
        "points", ("TỔNG ĐIỂM",),
        Sum(("p_progress", "p_services", "p_used", "p_online", "p_result", "p_scan", "p_reuse", "p_content")), 8,
    ),
)  # fmt: skip


def _index(name, title, rows, heading, **more):
    return Table(
        name=name,
        title=title,
        rows=rows,
        paper="A3",
        only_procedures=("received",),
        for_leaders=True,
        columns=(Column("number", ("STT",), "number", 5), Column("label", (heading,), "label", 28), *_INDEX),
        identities=(),
        **more,
    )


_INDEX_TITLE = "Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ (Quyết định 766/QĐ-TTg)"
INDEX766 = _index("index766", _INDEX_TITLE, "agency", "Đơn vị", empty_rows=True, total_label="Toàn bộ")
INDEX766_TREND = _index("index766-trend", f"{_INDEX_TITLE}, theo tháng", "month", "Tháng", total_label="Cả kỳ")
PROGRESS_TREND = Table(
    name="progress-trend",
    title="Tiến độ giải quyết hồ sơ theo tháng",
    rows="month",
    total_label="Cả kỳ",
    columns=(PROGRESS.columns[0], Column("label", ("Tháng",), "label", 14), *PROGRESS.columns[2:]),
    hidden=PROGRESS.hidden,
    identities=PROGRESS.identities,
)

# NĐ 61/2018 art. 31: 2 points for early, 1 for on time, 0 for late; 2, 1, 0 for the verdicts of citizens. Means are rounded to
# one decimal, and an indicator without a dossier is left out of the sum; the others of the nine come from the agencies themselves.
SCORING = Table(
    name="scoring",
    title="Đánh giá việc giải quyết thủ tục hành chính (Nghị định 61/2018/NĐ-CP, Điều 31)",
    rows="agency",
    for_leaders=True,
    total_label="Toàn bộ",
    columns=(
        Column("number", ("STT",), "number", 5),
        Column("label", ("Đơn vị",), "label", 34),
        Column("done", ("Thời gian giải quyết", "Hồ sơ đã giải quyết"), _figure("done"), 10),
        Column("early", ("Thời gian giải quyết", "Trước hạn"), _figure("early")),
        Column("on_time", ("Thời gian giải quyết", "Đúng hạn"), _figure("on_time")),
        Column("late", ("Thời gian giải quyết", "Quá hạn"), _figure("late")),
        Column("time", ("Thời gian giải quyết", "Điểm chỉ số 1"), Rate(Sum(("early", "early", "on_time")), Sum(("done",)), empty=None, factor=1), 9),
        Column("good", ("Đánh giá của người dân", "Rất hài lòng"), _figure("done", "very_satisfied")),
        Column("fair", ("Đánh giá của người dân", "Hài lòng"), _figure("done", "satisfied")),
        Column("bad", ("Đánh giá của người dân", "Không hài lòng"), _figure("done", "dissatisfied")),
        Column(
            "attitude", ("Đánh giá của người dân", "Điểm bình quân"),
            Rate(Sum(("good", "good", "fair")), Sum(("good", "fair", "bad")), empty=None, factor=1), 9,
        ),
        Column(
            "content", ("Đánh giá của người dân", "Tỷ lệ hài lòng %"),
            Rate(Sum(("good", "fair")), Sum(("good", "fair", "bad")), empty=None), 9,
        ),
    ),
    identities=(Identity(Sum(("done",)), Sum(("early", "on_time", "late")), "Đã giải quyết khác tổng trước hạn, đúng hạn, quá hạn"),),
)  # fmt: skip

TABLES = {
    table.name: table
    for table in (
        MONITORING, II06A, II06A_AGENCY, II06A_LEVEL, PROGRESS, PROGRESS_TREND, FULL_ONLINE, DIGITISATION, BCCI_AGENCY,
        BCCI_PROCEDURE, II07B, CAUSES, DISCIPLINE, WALK_INS, SILENT, SCORING, INDEX766, INDEX766_TREND,
    )
}  # fmt: skip
