"""The command line's commands about issues: what was sent, and what to do when it was wrong. Thin: they call workflow.

Exit code 0 is done, 1 is done or found in part (a reader was not reached, a file differs, a gate holds), and
2 is an error, which is one line.
"""
