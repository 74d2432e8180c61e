from . import account, catalogue, eform, feedback, filing, place, track
