"""Pull requests whose content is elsewhere; those that attack stand in `tests/adversarial`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.plumbing import Entry
from tests.product.stage import GUILTY

if TYPE_CHECKING:
    from tests.github_double.plumbing import Content
    from tests.product.stage import Stage

pytestmark = pytest.mark.xdist_group("product-hostile")

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n"


def test_what_is_elsewhere_is_named_and_not_followed(stage: Stage) -> None:
    modules = '[submodule "evil"]\n\tpath = evil\n\turl = ext::sh -c "touch% /tmp/touched"\n'
    files: dict[str, Content] = {".gitmodules": modules, "evil": Entry("160000", "a" * 40), "weights.py": POINTER, "convert.py": GUILTY}
    pull = stage.propose(files)

    check = stage.review(pull)

    assert check.conclusion == "failure"
    assert [one["path"] for one in check.annotations] == ["convert.py"]
    assert [name for name in ("evil", "weights.py") if f"`{name}`" not in (check.output["summary"] or "")] == []


def test_a_pointer_to_a_file_that_is_elsewhere_is_never_clear(stage: Stage) -> None:
    check = stage.review(stage.propose({"weights.py": POINTER}))

    assert check.conclusion == "failure"
    assert "incomplete" in (check.output["title"] or "").lower()
