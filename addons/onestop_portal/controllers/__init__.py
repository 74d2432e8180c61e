from . import account, catalogue, eform, feedback, filing, guidance, place, track
