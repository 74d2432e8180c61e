"""What the citizens of the demo want, and the words that clerks write to them."""

# How many dossiers of each desk end where. Timing: "done" over before today, "new" in time, "soon" due within
# a working day, "late" over the limit.
PLAN = (
    # desk, last state, timing, how many, how many of them quick (settled within a day)
    ("kha_phong", "returned", "done", 12, 7),
    ("kha_phong", "returned", "late", 2, 0),
    ("kha_phong", "ready", "new", 3, 2),
    ("kha_phong", "ready", "soon", 2, 0),
    ("kha_phong", "processing", "new", 7, 0),
    ("kha_phong", "processing", "soon", 2, 0),
    ("kha_phong", "processing", "late", 3, 1),
    ("kha_phong", "received", "new", 4, 0),
    ("kha_phong", "supplement", "new", 2, 0),
    ("kha_phong", "payment", "new", 2, 0),
    ("kha_phong", "submitted", "new", 3, 1),
    ("kha_phong", "intake_supplement", "new", 2, 1),
    ("kha_phong", "rejected", "done", 1, 0),
    ("kha_phong", "withdrawn", "done", 1, 0),
    ("kha_phong", "stopped", "done", 1, 0),
    ("kha_phong", "draft", "new", 2, 1),
    ("dong_hoa", "returned", "done", 7, 4),
    ("dong_hoa", "ready", "new", 2, 1),
    ("dong_hoa", "processing", "new", 3, 0),
    ("dong_hoa", "processing", "soon", 1, 0),
    ("dong_hoa", "processing", "late", 1, 0),
    ("dong_hoa", "received", "new", 2, 0),
    ("dong_hoa", "supplement", "new", 1, 0),
    ("dong_hoa", "payment", "new", 1, 0),
    ("dong_hoa", "submitted", "new", 1, 0),
    ("dong_hoa", "intake_supplement", "new", 1, 1),
    ("dong_hoa", "rejected", "done", 1, 0),
    ("dong_hoa", "withdrawn", "done", 1, 0),
    ("dai_cuong", "returned", "done", 7, 4),
    ("dai_cuong", "returned", "late", 1, 0),
    ("dai_cuong", "ready", "new", 2, 1),
    ("dai_cuong", "processing", "new", 3, 0),
    ("dai_cuong", "processing", "soon", 1, 0),
    ("dai_cuong", "processing", "late", 1, 0),
    ("dai_cuong", "received", "new", 2, 0),
    ("dai_cuong", "supplement", "late", 1, 0),
    ("dai_cuong", "submitted", "new", 1, 0),
    ("dai_cuong", "draft", "new", 1, 0),
    ("kim_bang", "returned", "done", 7, 2),
    ("kim_bang", "returned", "late", 2, 0),
    ("kim_bang", "ready", "new", 3, 1),
    ("kim_bang", "ready", "soon", 1, 0),
    ("kim_bang", "processing", "new", 5, 0),
    ("kim_bang", "processing", "soon", 2, 0),
    ("kim_bang", "processing", "late", 2, 0),
    ("kim_bang", "received", "new", 3, 0),
    ("kim_bang", "supplement", "new", 2, 0),
    ("kim_bang", "payment", "new", 2, 0),
    ("kim_bang", "submitted", "new", 2, 0),
    ("kim_bang", "intake_supplement", "new", 1, 0),
    ("kim_bang", "rejected", "done", 1, 0),
    ("kim_bang", "withdrawn", "done", 1, 0),
    ("kim_bang", "stopped", "done", 1, 0),
    ("binh_luc", "returned", "done", 4, 2),
    ("binh_luc", "ready", "new", 2, 0),
    ("binh_luc", "processing", "new", 3, 0),
    ("binh_luc", "processing", "late", 1, 0),
    ("binh_luc", "received", "new", 2, 0),
    ("binh_luc", "supplement", "new", 1, 0),
    ("binh_luc", "rejected", "done", 1, 0),
    ("centre", "returned", "done", 3, 0),
    ("centre", "ready", "new", 2, 0),
    ("centre", "processing", "new", 4, 0),
    ("centre", "processing", "late", 1, 0),
    ("centre", "received", "new", 1, 0),
    ("centre", "supplement", "new", 1, 0),
    ("centre", "submitted", "new", 2, 0),
    ("centre", "stopped", "done", 1, 0),
)

_COMMUNE = (
    ("1.001193", "1.001193", "1.000656", "1.000894", "2.000635", "2.000815", "2.000815", "2.000884"),
    ("1.004873", "1.004873", "1.001022", "1.004837", "1.004859", "1.004884", "2.001035", "1.001776", "1.001731",
     "1.001699", "1.011607", "1.010803", "1.012812", "1.001662"),
)  # fmt: skip
_DISTRICT = (
    ("2.000635", "2.000815", "2.000884"),
    ("1.001612", "1.001612", "2.000720", "1.001570", "1.001266", "1.013225", "1.013225", "1.013978", "1.012793"),
)
# What is asked for at each desk: quick procedures, and the others.
MENUS = {
    "kha_phong": _COMMUNE,
    "dong_hoa": _COMMUNE,
    "dai_cuong": _COMMUNE,
    "kim_bang": _DISTRICT,
    "binh_luc": (("2.000815", "2.000884"), ("1.001612", "1.001612", "2.000720", "1.001570", "1.001266")),
    "centre": ((), ("2.000488", "2.000488", "2.000488", "2.002312", "H25.NGV.01")),
}

# Where the district's or the province's desk passes a matter on: agency by sector, at the desk's own place.
OFFICES = {
    "kim_bang": {
        "Hộ tịch": "kim_bang_justice",
        "Chứng thực": "kim_bang_justice",
        "Thành lập và hoạt động hộ kinh doanh": "kim_bang_finance",
        "Hoạt động xây dựng": "kim_bang_infrastructure",
        "Đất đai": "kim_bang_environment",
    },
    "binh_luc": {
        "Hộ tịch": "binh_luc_justice",
        "Chứng thực": "binh_luc_justice",
        "Thành lập và hoạt động hộ kinh doanh": "binh_luc_finance",
    },
    "centre": {
        "Lý lịch tư pháp": "justice",
        "Hội nghị, hội thảo quốc tế": "foreign_affairs",
    },
}

# Where the applicants of a desk live.
PLACES = {
    "kha_phong": ("xã Khả Phong, huyện Kim Bảng, tỉnh Hà Nam",),
    "dong_hoa": ("xã Đồng Hóa, huyện Kim Bảng, tỉnh Hà Nam",),
    "dai_cuong": ("xã Đại Cương, huyện Kim Bảng, tỉnh Hà Nam",),
    "kim_bang": (
        "xã Khả Phong, huyện Kim Bảng, tỉnh Hà Nam",
        "xã Đồng Hóa, huyện Kim Bảng, tỉnh Hà Nam",
        "thị trấn Quế, huyện Kim Bảng, tỉnh Hà Nam",
    ),
    "binh_luc": ("thị trấn Bình Mỹ, huyện Bình Lục, tỉnh Hà Nam",),
    "centre": (
        "xã Khả Phong, huyện Kim Bảng, tỉnh Hà Nam",
        "thị trấn Bình Mỹ, huyện Bình Lục, tỉnh Hà Nam",
        "thành phố Phủ Lý, tỉnh Hà Nam",
    ),
}

# Reason and content of a request for supplement, by sector.
SUPPLEMENTS = {
    "Hộ tịch": (
        "Tờ khai chưa có chữ ký của người yêu cầu",
        "Ký và ghi rõ họ tên vào tờ khai; kiểm tra lại ngày, tháng, năm sinh cho khớp với giấy tờ tùy thân.",
    ),
    "Chứng thực": (
        "Dự thảo hợp đồng thiếu thông tin",
        "Bổ sung số tờ, số thửa của thửa đất và số Giấy chứng nhận vào dự thảo hợp đồng.",
    ),
    "Bảo trợ xã hội": (
        "Tờ khai ghi thiếu thông tin",
        "Ghi đủ thông tin về tình trạng sức khỏe và người chăm sóc trong tờ khai.",
    ),
    "Giảm nghèo": ("Giấy đề nghị ghi thiếu thông tin", "Ghi đủ các thành viên trong hộ và nguồn thu nhập chính."),
    "Người có công": (
        "Biên bản ủy quyền chưa đủ chữ ký",
        "Bổ sung chữ ký của các thân nhân liệt sĩ vào biên bản ủy quyền.",
    ),
    "Thành lập và hoạt động hộ kinh doanh": (
        "Tên hộ kinh doanh trùng với tên đã đăng ký",
        "Chọn tên khác và sửa lại giấy đề nghị; ghi rõ mã ngành, nghề kinh doanh.",
    ),
    "Hoạt động xây dựng": (
        "Bản vẽ thiếu mặt bằng móng",
        "Bổ sung bản vẽ mặt bằng móng, tỷ lệ 1/100 - 1/200, và sơ đồ đấu nối thoát nước.",
    ),
    "Đất đai": (
        "Đơn đăng ký chưa ghi diện tích theo hiện trạng",
        "Ghi diện tích đo đạc thực tế và bổ sung trích lục bản đồ địa chính.",
    ),
    "Lý lịch tư pháp": ("Tờ khai chưa ghi đủ quá trình cư trú", "Ghi đủ nơi cư trú từ khi đủ 14 tuổi đến nay."),
    "Hội nghị, hội thảo quốc tế": (
        "Đề án thiếu danh sách đại biểu",
        "Bổ sung danh sách đại biểu nước ngoài, quốc tịch và nội dung tham luận.",
    ),
}
DEFAULT_SUPPLEMENT = ("Hồ sơ chưa đầy đủ", "Bổ sung giấy tờ còn thiếu theo danh mục đã hướng dẫn.")

REJECTION = ("Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan", "Cơ quan nơi người yêu cầu thường trú")
REFUSAL = "Không đủ điều kiện theo quy định của pháp luật hiện hành"
WITHDRAWAL = "Người nộp hồ sơ có đơn xin rút vì không còn nhu cầu"
STOP = "Phát sinh tranh chấp, chờ quyết định của cơ quan có thẩm quyền"
PAYMENT = "Chờ người nộp hồ sơ nộp phí, lệ phí theo thông báo"
SEND_BACK = "Đề nghị kiểm tra lại thông tin của người yêu cầu trước khi trình"
VERIFY = "Cần xác minh tại nơi đăng ký trước đây"
APOLOGIES = (
    "Phải chờ văn bản trả lời của cơ quan phối hợp",
    "Hệ thống thông tin gián đoạn, hồ sơ chuyển chậm",
    "Công chức phụ trách nghỉ ốm, chưa kịp bàn giao công việc",
)
TAKE_BACK = "Phát hiện sai sót trong văn bản trước khi trả kết quả"
OPINION = (
    "Đề nghị cho ý kiến về nội dung đề án và thành phần đại biểu.",
    "Nhất trí với nội dung đề nghị; đề nghị bảo đảm quy định về bảo vệ bí mật nhà nước.",
)

# What citizens say of how they were served, one after the other: points and words; None says nothing.
RATINGS = (
    ("2", ""),
    ("1", ""),
    None,
    ("2", "Cán bộ hướng dẫn tận tình, giải thích dễ hiểu."),
    ("1", ""),
    ("2", "Nhận kết quả trước hẹn."),
    None,
    ("1", "Nên có thêm ghế chờ cho người cao tuổi."),
    ("2", ""),
    ("0", "Phải quay lại hai lần mới đủ giấy tờ."),
)
LATE_RATING = ("0", "Trả kết quả muộn hơn ngày hẹn.")

# How the result of a sector is numbered.
RESULT_NUMBERS = {
    "Hộ tịch": "{number}/{year}",
    "Chứng thực": "{number} - SCT/{year}",
    "Thành lập và hoạt động hộ kinh doanh": "06A8{number:06d}",
    "Hoạt động xây dựng": "{number}/GPXD",
    "Lý lịch tư pháp": "{number}/STP-LLTP",
    "Hội nghị, hội thảo quốc tế": "{number}/SNV-HTQT",
}
DEFAULT_RESULT_NUMBER = "{number}/QĐ-UBND"
