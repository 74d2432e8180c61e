from . import due, receipt
