"""The doctor: looks at everything that a run needs, and says what each gap costs.

It reads, and leaves nothing behind. No line names a person or a secret. `examine` is heavy to import; what it gives
(`finding`) is not.
"""
