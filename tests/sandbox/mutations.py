"""Every defence of a launch, taken away one at a time; the list is read off the launch itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.sandbox.seccomp import ARCHITECTURES, RULES, When, program
from tests.sandbox.denied_calls import GROUPS, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.launch import BubblewrapLaunch
    from bot.sandbox.seccomp import Rule

# They give something to the engine instead of taking it away: without them it could do less.
GRANTS = {"--setenv", "--symlink", "--chdir", "--dev-bind"}
_INSTRUCTION = 8
_ARCHITECTURE_CHECK = 3 * _INSTRUCTION


@dataclass(frozen=True)
class Mutation:
    """A launch that lacks one defence. `behind_filter`: the filter hides what this defence is for, so both are taken away."""

    name: str
    launch: BubblewrapLaunch
    behind_filter: bool = False
    allows: tuple[str, ...] = ()


def mutations(launch: BubblewrapLaunch, machine: str) -> list[Mutation]:
    return [*_drop(launch), *_options(launch), *_caps(launch), *_filter(launch, machine)]


def _drop(launch: BubblewrapLaunch) -> Iterator[Mutation]:
    words = _grouped(launch.drop[1:])
    for at, group in enumerate(words):
        rest = [word for other in (*words[:at], *words[at + 1 :]) for word in other]
        yield Mutation(f"setpriv without {group[0]}", replace(launch, drop=(launch.drop[0], *rest)))


def _grouped(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    groups: list[list[str]] = []
    for word in words:
        if word.startswith("--"):
            groups.append([])
        groups[-1].append(word)
    return [tuple(group) for group in groups]


def _options(launch: BubblewrapLaunch) -> Iterator[Mutation]:
    for at, option in enumerate(launch.options):
        if option[0] in GRANTS:
            continue
        for name, instead in _weaker(option, launch.options[at + 1] if option[0] == "--size" else ()):
            options = (*launch.options[:at], *instead, *launch.options[at + 1 :])
            for behind in (False, True):
                yield Mutation(name, replace(launch, options=options), behind_filter=behind)


def _weaker(option: tuple[str, ...], following: tuple[str, ...]) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    words = " ".join((option[0], *option[1:][-1:], *following[1:]))
    if option[0] == "--ro-bind":
        yield f"bwrap with a writable {option[2]}", (("--bind", *option[1:]),)
    if option[0] == "--proc":
        yield "bwrap with the host's /proc", (("--ro-bind", "/proc", "/proc"),)
    elif option[0] != "--ro-bind" or option[1] == "/dev/null":
        yield f"bwrap without {words}", ()


def _caps(launch: BubblewrapLaunch) -> Iterator[Mutation]:
    for cap in launch.caps:
        yield Mutation(f"no limit on {cap[0]}", replace(launch, caps=tuple(other for other in launch.caps if other != cap)))


def _filter(launch: BubblewrapLaunch, machine: str) -> Iterator[Mutation]:
    arch, known = ARCHITECTURES[machine], numbers(machine)
    yield Mutation("no filter", replace(launch, filter=b""))
    yield Mutation("filter of any architecture", replace(launch, filter=program(arch)[_ARCHITECTURE_CHECK:]))
    if arch.reserved:
        yield Mutation("filter with x32", replace(launch, filter=program(replace(arch, reserved=0))))
    for at, rule in enumerate(RULES):
        others = (*RULES[:at], *RULES[at + 1 :])
        yield Mutation(f"filter without rule {at}, on {rule.call}", replace(launch, filter=program(arch, others)))
        for weaker in _fewer(rule):
            yield Mutation(f"filter whose rule {at} forgets a value", replace(launch, filter=program(arch, (*others, weaker))))
    for name, group in GROUPS.items():
        calls = {**arch.calls, **{call: known[call] for call in group.split() if call in known}}
        yield Mutation(
            f"filter that allows {name}", replace(launch, filter=program(replace(arch, calls=calls))), allows=tuple(group.split())
        )


def _fewer(rule: Rule) -> Iterator[Rule]:
    if rule.when is When.AMONG:
        for value in rule.values:
            yield replace(rule, values=tuple(other for other in rule.values if other != value))
