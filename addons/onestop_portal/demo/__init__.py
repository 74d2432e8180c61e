from . import eforms, feedbacks, portal
