from . import test_counter_fees
from . import test_counter_fees_tour
from . import test_hoot
from . import test_translation
