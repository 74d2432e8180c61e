from . import schedule, due, receipt
