from . import vnpay
