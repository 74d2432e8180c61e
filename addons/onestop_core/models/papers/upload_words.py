"""Refusals of ``engine.upload`` in words for the person who sends the file."""


def refusal_words(env, refused):
    """Why an upload was refused and what to do about it, in the reader's language.

    :param refused: ``engine.upload.UploadRefused``
    """
    params = refused.params
    mebibytes = 1024 * 1024
    words = {
        "empty": lambda: env._("The file is empty. Choose it again."),
        "too_big": lambda: env._("The file must be smaller than %s MB. Scan it at 300 dpi, or send it in parts.", params["limit"] // mebibytes),
        "name_missing": lambda: env._("The file has no name."),
        "name_too_long": lambda: env._("The name of the file is longer than %s characters. Shorten it.", params["limit"]),
        "name_path": lambda: env._("The name of the file holds a path (/ \\ : ..). Rename it."),
        "name_control": lambda: env._("The name of the file holds invisible characters. Rename it."),
        "name_hidden": lambda: env._("The name of the file begins or ends with a dot or a space. Rename it."),
        "name_double_extension": lambda: env._(
            "The name of the file ends with “.%(inner)s.%(extension)s”. Rename it so that it has one ending.",
            inner=params["inner"], extension=params["extension"],
        ),
        "extension": lambda: env._("Files of this kind are not accepted. Accepted are: %s.", params["allowed"]),
        "content": lambda: env._("The file is not what its ending “.%s” says. Save it anew in that format.", params["extension"]),
        "polyglot": lambda: env._("The file is two kinds of file at once. Save it anew as “.%s”.", params["extension"]),
        "trailing_data": lambda: env._("Something is attached behind the end of the document. Save or scan it anew."),
        "damaged": lambda: env._("The file is damaged or incomplete. Save or scan it anew."),
        "encrypted": lambda: env._("The file is protected by a password. Send it without one."),
        "pixels": lambda: env._("The picture has more than %s million pixels. Make it smaller.", params["limit"]),
        "macros": lambda: env._("The document holds macros. Save it as PDF, or without macros."),
        "archive_members": lambda: env._("The archive holds more than %s files. Send it in parts.", params["limit"]),
        "archive_size": lambda: env._("The files in the archive are larger than %s MB together.", params["limit"] // mebibytes),
        "archive_ratio": lambda: env._("The archive unpacks to more than %s times its size, as no document does.", params["limit"]),
        "archive_name": lambda: env._("The archive holds a file whose name leads outside of it."),
        "archive_nested": lambda: env._("The archive holds another archive. Unpack that one first."),
        "launch": lambda: env._("The document would start a program or fetch another file. Print it to PDF and send that."),
        "script": lambda: env._("The PDF holds a script although it is no form. Print it to PDF and send that."),
        "executable": lambda: env._("A program is hidden in the document. It is not accepted."),
        "external": lambda: env._("The document loads something from elsewhere as it opens, such as a template. Save it as PDF."),
        "embedded": lambda: env._("Another file is packed into the document. Take it out and send it by itself."),
        "dde": lambda: env._("The document would start another program (DDE). Save it as PDF."),
        "archive_member_type": lambda: env._("The archive holds a file of a kind that is not accepted: %s", params["member"]),
    }  # fmt: skip
    return words[refused.code]()


def mark_words(env):
    """What accepted documents do by themselves, in words, by ``engine.active_content.MARKS``."""
    return {
        "links": env._("Holds links that lead elsewhere"),
        "scripts": env._("Holds scripts of a form; shown without them"),
        "files": env._("Holds other documents"),
    }
