"""The loader with which every YAML file is read."""

from __future__ import annotations

from typing import Any

import yaml

YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's loader, which is 6.6 times faster, where PyYAML was built with it."""
