"""Every test: a package, so that what a folder starts ends with the last of its tests."""
