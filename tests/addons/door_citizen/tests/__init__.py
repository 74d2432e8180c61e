from . import test_door_citizen
from . import test_door_page_http
