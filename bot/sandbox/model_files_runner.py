"""Run inside the sandbox by the engines' Python: our own readers of model files. Arguments: where our code lies, then the files."""

from __future__ import annotations

import sys

sys.path.insert(0, sys.argv[1])

from checks.model_artefact.answer import main

if __name__ == "__main__":
    main(sys.argv[2:])
