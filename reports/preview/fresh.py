"""Functions run in processes that read our code just now, but have long had the libraries that it needs."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from reports.errors import RenderError

LONGEST = 180  # seconds
_SPARE = Path(__file__).with_name("spare.py")


class Fresh:
    """Runs one function after the other, each in a new process, of which the next one waits already."""

    def __init__(self, longest: int = LONGEST) -> None:
        """Start the first process. longest: seconds after which a function is given up."""
        self._longest = longest
        self._process = _start()

    def call(self, function: str, *arguments: Any) -> Any:
        """Give what a function, named `module:name`, makes of the arguments. All of them are pickled.

        Raises RenderError with one line that tells the file and line where it failed, or that it took too long.
        """
        process, wanted = self._process, pickle.dumps((function, arguments))
        try:
            answer, last_words = process.communicate(wanted, timeout=self._longest)
        except subprocess.TimeoutExpired:
            raise RenderError(f"it took more than {self._longest} s: does a loop not end?") from None
        finally:
            self.close()
            self._process = _start()
        if process.returncode:
            lines = last_words.decode(errors="replace").split("\n")
            raise RenderError(next((line for line in reversed(lines) if line.strip()), "the process ended early"))
        made, error = pickle.loads(answer)  # noqa: S301 - written by our own process
        if error is not None:
            raise RenderError(error)
        return made

    def close(self) -> None:
        """End the process that waits."""
        self._process.kill()
        self._process.communicate()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and file
        [sys.executable, "-P", str(_SPARE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the process that serves
    )
