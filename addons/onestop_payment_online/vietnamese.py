def in_vietnamese(records):
    """The same records in Vietnamese: what is noted of money is kept in words, and is read at the desk, whoever brought the news."""
    return records.with_context(lang=records.env["res.lang"]._get_code("vi_VN") or records.env.lang)
