"""The one exception that the user sees without a traceback."""


class Problem(Exception):
    """Something the user has to know about and can do something about.

    :param what: what happened, one sentence.
    :param todo: what to do now, one or more sentences.
    """

    def __init__(self, what, todo=""):
        super().__init__(what)
        self.what = what
        self.todo = todo
