"""The rooms in their order: each stands on those above it in this list, and names none below it."""

from . import network  # isort: skip
from . import tariff  # isort: skip
from . import custody  # isort: skip
from . import delivery  # isort: skip
from . import incident  # isort: skip
from . import administration  # isort: skip
from . import settlement  # isort: skip
from . import carrier  # isort: skip
from . import target  # isort: skip
