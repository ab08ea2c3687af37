from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.intake.queue import Claim, DeliveryState
from bot.store.deliveries import Deliveries

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def claim(deliveries: Deliveries, id_: str = "one") -> Claim:
    return deliveries.claim(id_, "pull_request", "opened", NOW)


def test_one_of_twenty_threads_is_told_that_the_delivery_is_new(engine: Engine) -> None:
    deliveries = Deliveries(engine)

    with ThreadPoolExecutor(20) as pool:
        claims = list(pool.map(lambda _: claim(deliveries), range(20)))

    assert claims.count(Claim.NEW) == 1
    assert claims.count(Claim.UNFINISHED) == 19


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (DeliveryState.RECEIVED, Claim.UNFINISHED),
        (DeliveryState.QUEUED, Claim.UNFINISHED),
        (DeliveryState.FAILED, Claim.UNFINISHED),
        (DeliveryState.DONE, Claim.DONE),
        (DeliveryState.IGNORED, Claim.DONE),
    ],
)
def test_only_what_is_done_may_be_passed_over(engine: Engine, state: DeliveryState, expected: Claim) -> None:
    deliveries = Deliveries(engine)
    claim(deliveries)
    deliveries.settle("one", state, "because", "o/r#1@abc")

    again = claim(deliveries)

    assert again is expected


def test_remembers_what_became_of_a_delivery(engine: Engine) -> None:
    deliveries = Deliveries(engine)
    claim(deliveries)
    deliveries.settle("one", DeliveryState.QUEUED, job="o/r#1@abc")
    deliveries.settle("one", DeliveryState.FAILED, "no sandbox")

    seen = deliveries.find("one")

    assert seen is not None
    assert (seen.event, seen.action, seen.received, seen.state) == ("pull_request", "opened", NOW, DeliveryState.FAILED)
    assert (seen.why, seen.job) == ("no sandbox", "o/r#1@abc")
    assert deliveries.find("two") is None


def test_ends_every_delivery_that_asked_for_a_job(engine: Engine) -> None:
    deliveries = Deliveries(engine)
    for id_ in ("one", "two", "three"):
        claim(deliveries, id_)
        deliveries.settle(id_, DeliveryState.QUEUED, job="other" if id_ == "three" else "job")

    ended = deliveries.settle_job("job", DeliveryState.DONE)

    assert ended == 2
    assert [claim(deliveries, id_) for id_ in ("one", "two", "three")] == [Claim.DONE, Claim.DONE, Claim.UNFINISHED]


def test_counts_by_state_and_reason(engine: Engine) -> None:
    deliveries = Deliveries(engine)
    for number in range(3):
        claim(deliveries, f"i{number}")
        deliveries.settle(f"i{number}", DeliveryState.IGNORED, "draft" if number else "closed")
    claim(deliveries)

    counts = deliveries.counts()

    assert counts == [(DeliveryState.IGNORED, "closed", 1), (DeliveryState.IGNORED, "draft", 2), (DeliveryState.RECEIVED, "", 1)]


def test_forgets_what_ended_long_ago(engine: Engine) -> None:
    deliveries = Deliveries(engine)
    for id_ in ("ended", "open"):
        claim(deliveries, id_)
    deliveries.settle("ended", DeliveryState.DONE)

    gone = (deliveries.forget_before(NOW), deliveries.forget_before(NOW + timedelta(days=1)))

    assert gone == (0, 1)
    assert deliveries.find("open") is not None


def test_refuses_to_settle_what_was_never_claimed(engine: Engine) -> None:
    with pytest.raises(LookupError, match="never claimed"):
        Deliveries(engine).settle("none", DeliveryState.DONE)
