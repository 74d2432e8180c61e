"""What a device or a browser sends as the number of a row."""

# what PostgreSQL's integer holds
_MOST = 2**31 - 1


def row_id(value: object) -> int:
    """The number, or 0, which no row has, for what is none: beyond that the database would answer with an error.

    :param value: anything that JSON can hold
    """
    return value if type(value) is int and 0 < value <= _MOST else 0
