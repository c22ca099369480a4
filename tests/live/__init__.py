"""A package, as pytest sees it: what it starts for the package ends with the last of its tests."""
