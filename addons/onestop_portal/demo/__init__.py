from . import eforms, feedbacks
