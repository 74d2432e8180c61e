from . import test_reception
from . import test_transitions
from . import test_process
from . import test_rights_matrix
