"""Several threads may parse at once."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor

from checks.core import python_source

SOURCE = "".join(f"def f{n}(a):\n    return {{'k': [a, (a, {n}), [[[[a]]]]]}}\n" for n in range(400))


def test_threads_that_parse_at_once_do_not_disturb_each_other() -> None:
    def pause(*_: object) -> None:
        # Lets another thread go on in the middle of a parse, as a finalizer of any library may.
        time.sleep(0.0001)

    def parsed(depth: int) -> int:
        return parsed(depth - 1) if depth else len(python_source.module(SOURCE).body)

    before = gc.get_threshold()
    gc.callbacks.append(pause)
    gc.set_threshold(100)
    try:
        with ThreadPoolExecutor(4) as pool:
            lengths = set(pool.map(parsed, [0, 5, 10, 15] * 3))
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(pause)

    assert lengths == {400}
