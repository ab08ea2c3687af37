"""What package.json and the lock files of Yarn, pnpm and Bun say, line by line."""

from __future__ import annotations

import json

import pytest

from checks.core.dependency import Package, Scope
from checks.manifests.javascript import bun_lock, package_json, pnpm_lock, yarn_lock
from checks.manifests.json_keys import key_lines, plain
from checks.manifests.manifest import Unparsable


def spec_of(wanted: str) -> str:
    return json.dumps({"dependencies": {"a": wanted}})


@pytest.mark.parametrize(
    ("wanted", "package"),
    [
        ("1.2.3", Package("npm", "a", "1.2.3")),
        ("=1.2.3", Package("npm", "a", "1.2.3")),
        ("v1.2.3-rc.1+build", Package("npm", "a", "1.2.3-rc.1+build")),
        ("npm:@scope/real@1.2.3", Package("npm", "@scope/real", "1.2.3")),
    ],
)
def test_an_exact_version_is_a_pin(wanted: str, package: Package) -> None:
    (pin,) = package_json.parse(spec_of(wanted).encode()).pins

    assert (pin.package, pin.direct, pin.replaceable) == (package, True, True)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        *((each, "a") for each in ("^1.2.3", "~1.2.3", "1.2", "1.x", "*", "", "latest", ">=1.0.0 <2", "1.0.0 || 2.0.0")),
        ("npm:real@^1.0.0", "real"),
        ("npm:@scope/real", "@scope/real"),
        *((each, "") for each in ("workspace:*", "file:../a", "link:../a", "portal:../a", "../a")),
        *((each, "") for each in ("user/repo", "user/repo#main", "github:user/repo", "git@code.example:a")),
        ("git+https://code.example/a.git#v1", ""),
        ("https://files.example/a.tgz", ""),
    ],
)
def test_what_is_no_exact_version_is_listed_with_its_name_where_a_registry_has_it(wanted: str, name: str) -> None:
    manifest = package_json.parse(spec_of(wanted).encode())

    assert manifest.pins == ()
    assert [(entry.ecosystem, entry.name) for entry in manifest.not_understood] == [("npm" if name else "", name)]


def test_an_address_in_package_json_is_told_without_its_credentials() -> None:
    (entry,) = package_json.parse(spec_of("git+https://me:secret@code.example/a.git").encode()).not_understood

    assert entry.why == "a comes from an address, not from a registry: git+https://code.example/a.git"


def test_each_section_has_its_scope_and_each_entry_its_line() -> None:
    raw = b"""{
  "name": "app", "version": "1.0.0",
  "dependencies": {
    "a": "1.0.0"
  },
  "devDependencies": {"b": "1.0.0", "c": "1.0.0"},
  "optionalDependencies": {
    "a": "1.0.1"
  },
  "peerDependencies": {"d": "1.0.0"}
}"""

    pins = package_json.parse(raw).pins

    assert [(pin.package.name, pin.span.first, pin.scope, pin.replaceable) for pin in pins] == [
        ("a", 4, Scope.PRODUCTION, True),
        ("a", 8, Scope.OPTIONAL, True),
        ("d", 10, Scope.PRODUCTION, True),
        ("b", 6, Scope.DEVELOPMENT, False),
        ("c", 6, Scope.DEVELOPMENT, False),
    ]


def test_overrides_of_every_tool_are_read() -> None:
    raw = b"""{
"dependencies": {"a": "^1.0.0"},
"overrides": {
  "b": "1.0.0",
  "a": {
    ".": "1.0.1",
    "@s/c": "1.0.2"
  },
  "e@^1": "$a"
},
"resolutions": {
  "**/d": "1.0.3",
  "a/@s/f": "1.0.4"
},
"pnpm": {"overrides": {
  "x>g@1": "1.0.5"
}}}"""

    manifest = package_json.parse(raw)

    assert sorted((pin.package.name, pin.package.version, pin.span.first) for pin in manifest.pins) == [
        ("@s/c", "1.0.2", 7),
        ("@s/f", "1.0.4", 13),
        ("a", "1.0.1", 6),
        ("b", "1.0.0", 4),
        ("d", "1.0.3", 12),
        ("g", "1.0.5", 16),
    ]
    assert [entry.name for entry in manifest.not_understood] == ["a"]


def test_a_package_without_dependencies_says_nothing() -> None:
    manifest = package_json.parse(b'{"name": "app", "dependencies": []}')

    assert (manifest.pins, manifest.not_understood) == ((), ())


YARN = b"""# yarn lockfile v1


"@scope/a@^1.0.0", "@scope/a@^1.1.0":
  version "1.2.3"
  resolved "https://user:pass@registry.example/@scope/a/-/a-1.2.3.tgz#00ff"
  integrity sha512-aa==
  dependencies:
    "@scope/b" "^1.0.0"
    c "~2.0.0"

alias@npm:real@^1.0.0:
  version "1.0.1"
  resolved "https://registry.example/real/-/real-1.0.1.tgz"

"g@git+ssh://code.example/g.git":
  version "1.0.0"
  resolved "git+ssh://code.example/g.git#00ff"

"h@user/h":
  version "1.0.0"
  resolved "https://code.example/user/h/tar.gz/00ff"

"l@file:../l":
  version "0.0.0"
"""


def test_yarn_1_tells_versions_aliases_hashes_and_needs() -> None:
    manifest = yarn_lock.parse(YARN)

    assert [(pin.package, pin.span.first) for pin in manifest.pins] == [
        (Package("npm", "@scope/a", "1.2.3"), 5),
        (Package("npm", "real", "1.0.1"), 13),
    ]
    first = manifest.pins[0]
    assert (first.hashes, first.needs) == (("sha512:aa==",), ("@scope/b", "c"))
    assert first.source == "https://registry.example/@scope/a/-/a-1.2.3.tgz"
    assert [entry.span.first for entry in manifest.not_understood] == [17, 21, 25]


@pytest.mark.parametrize("raw", [b"<<<<<<< HEAD\n", b'  version "1"\n', b'a@1:\n  version "1"\n=======\n'])
def test_what_is_no_lock_file_of_yarn_is_refused(raw: bytes) -> None:
    with pytest.raises(Unparsable, match=r"line \d is no entry"):
        yarn_lock.parse(raw)


BERRY = b"""# This file is generated by running "yarn install".

__metadata:
  version: 8

"a@npm:^1.0.0, a@npm:^1.1.0":
  version: 1.2.3
  resolution: "a@npm:1.2.3"
  dependencies:
    b: "npm:^1.0.0"
  checksum: 10c0/00ff
  languageName: node
  linkType: hard

"alias@npm:@scope/real@^1.0.0":
  version: 1.0.1
  resolution: "@scope/real@npm:1.0.1"

"a@patch:a@npm%3A1.2.3#~/.yarn/patches/a.patch":
  version: 1.2.3
  resolution: "a@patch:a@npm%3A1.2.3#~/.yarn/patches/a.patch::version=1.2.3&hash=0"

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    a: "npm:^1.0.0"
    alias: "npm:@scope/real@^1.0.0"
  languageName: unknown
  linkType: soft

"g@https://code.example/g.git":
  version: 1.0.0
  resolution: "g@https://code.example/g.git#commit=00ff"
"""


def test_yarn_since_2_tells_what_workspaces_ask_for() -> None:
    manifest = yarn_lock.parse(BERRY)

    assert [(pin.package, pin.span.first, pin.direct) for pin in manifest.pins] == [
        (Package("npm", "a", "1.2.3"), 7, True),
        (Package("npm", "@scope/real", "1.0.1"), 16, True),
    ]
    assert (manifest.pins[0].hashes, manifest.pins[0].needs) == (("sha512:00ff",), ("b",))
    assert [entry.span.first for entry in manifest.not_understood] == [20, 33]


@pytest.mark.parametrize(
    "key", ["/@s/a/1.2.3", "/@s/a/1.2.3_peer@1.0.0", "/@s/a@1.2.3", "/@s/a@1.2.3(peer@1.0.0)", "'@s/a@1.2.3'", "'@s/a@1.2.3(p@1)(q@2)'"]
)
def test_pnpm_has_had_several_ways_to_write_a_package(key: str) -> None:
    facts = "    resolution: {integrity: sha512-aa==}\n    dev: true\n    requiresBuild: true\n"
    raw = f"lockfileVersion: '6.0'\npackages:\n  {key}:\n{facts}"

    (pin,) = pnpm_lock.parse(raw.encode()).pins

    assert (pin.package, pin.span.first) == (Package("npm", "@s/a", "1.2.3"), 3)
    assert (pin.hashes, pin.scope, pin.install_script) == (("sha512:aa==",), Scope.DEVELOPMENT, True)


PNPM = {
    "5.1 of pnpm 4": b"""dependencies:
  a: 1.0.0
devDependencies:
  '@s/t': 2.0.0
lockfileVersion: 5.1
packages:
  /@s/t/2.0.0:
    dev: true
    resolution:
      integrity: sha512-cc==
  /a/1.0.0:
    dependencies:
      b: 1.1.0_react@16.0.0
    dev: false
    resolution:
      integrity: sha512-aa==
  /b/1.1.0_react@16.0.0:
    dev: false
    resolution:
      integrity: sha512-bb==
specifiers:
  '@s/t': ^2
  a: ^1
""",
    "5.4 of pnpm 7": b"""lockfileVersion: 5.4
specifiers:
  '@s/t': ^2
  a: ^1
dependencies:
  a: 1.0.0
devDependencies:
  '@s/t': 2.0.0
packages:
  /@s/t/2.0.0:
    resolution: {integrity: sha512-cc==}
    dev: true
  /a/1.0.0:
    resolution: {integrity: sha512-aa==}
    dependencies:
      b: 1.1.0_react@16.0.0
    dev: false
  /b/1.1.0_react@16.0.0:
    resolution: {integrity: sha512-bb==}
    dev: false
""",
    "6.0 of pnpm 8": b"""lockfileVersion: '6.0'
settings:
  autoInstallPeers: true
dependencies:
  a:
    specifier: ^1
    version: 1.0.0
devDependencies:
  '@s/t':
    specifier: ^2
    version: 2.0.0
packages:
  /@s/t@2.0.0:
    resolution: {integrity: sha512-cc==}
    dev: true
  /a@1.0.0:
    resolution: {integrity: sha512-aa==}
    dependencies:
      b: 1.1.0(react@16.0.0)
    dev: false
  /b@1.1.0(react@16.0.0):
    resolution: {integrity: sha512-bb==}
    dev: false
""",
    "9.0 of pnpm 9 and 10": b"""lockfileVersion: '9.0'
settings:
  autoInstallPeers: true
importers:
  .:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0
    devDependencies:
      '@s/t':
        specifier: ^2
        version: 2.0.0
packages:
  '@s/t@2.0.0':
    resolution: {integrity: sha512-cc==}
  a@1.0.0:
    resolution: {integrity: sha512-aa==}
  b@1.1.0:
    resolution: {integrity: sha512-bb==}
snapshots:
  '@s/t@2.0.0': {}
  a@1.0.0:
    dependencies:
      b: 1.1.0(react@16.0.0)
  b@1.1.0(react@16.0.0): {}
""",
}


@pytest.mark.parametrize("era", sorted(PNPM))
def test_pnpm_tells_the_same_in_every_era(era: str) -> None:
    manifest = pnpm_lock.parse(PNPM[era])

    told = {(pin.package.name, pin.package.version): (pin.direct, pin.scope, pin.needs, pin.hashes) for pin in manifest.pins}
    assert told == {
        ("@s/t", "2.0.0"): (True, Scope.DEVELOPMENT, (), ("sha512:cc==",)),
        ("a", "1.0.0"): (True, Scope.PRODUCTION, ("b",), ("sha512:aa==",)),
        ("b", "1.1.0"): (False, Scope.PRODUCTION, (), ("sha512:bb==",)),
    }
    assert manifest.not_understood == ()


def test_pnpm_9_tells_scopes_by_who_needs_what() -> None:
    raw = b"""lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0(p@1.0.0)
    devDependencies:
      t: {specifier: ^2, version: 2.0.0}
packages:
  a@1.0.0:
    resolution: {integrity: sha512-aa==}
  b@1.0.0:
    resolution: {integrity: sha512-bb==, tarball: 'https://u:p@files.example/b.tgz'}
  t@2.0.0: {resolution: {integrity: sha512-cc==}}
  g@https://codeload.example/g/tar.gz/00ff:
    resolution: {tarball: 'https://codeload.example/g/tar.gz/00ff'}
    version: 1.0.0
  h@1.0.0:
    resolution: {type: git, repo: 'https://code.example/h', commit: 00ff}
snapshots:
  a@1.0.0(p@1.0.0):
    dependencies:
      b: 1.0.0
  t@2.0.0: {}
"""

    manifest = pnpm_lock.parse(raw)

    assert [(pin.package.name, pin.span.first, pin.direct, pin.scope, pin.needs, pin.source) for pin in manifest.pins] == [
        ("a", 11, True, Scope.PRODUCTION, ("b",), ""),
        ("b", 13, False, Scope.PRODUCTION, (), "https://files.example/b.tgz"),
        ("t", 15, True, Scope.DEVELOPMENT, (), ""),
    ]
    assert [entry.span.first for entry in manifest.not_understood] == [16, 19]


def test_pnpm_reads_every_document_of_a_file() -> None:
    part = "---\nlockfileVersion: '9.0'\npackages:\n  {}@1.0.0: {{resolution: {{integrity: sha512-aa==}}}}\n"

    manifest = pnpm_lock.parse((part.format("a") + part.format("b")).encode())

    assert [(pin.package.name, pin.span.first) for pin in manifest.pins] == [("a", 4), ("b", 8)]


@pytest.mark.parametrize("raw", [b"", b"a: 1", b"[", b"lockfileVersion: &a [*a]", b"- " * 100])
def test_what_is_no_lock_file_of_pnpm_is_refused(raw: bytes) -> None:
    with pytest.raises(Unparsable):
        pnpm_lock.parse(raw)


def test_bun_tells_scopes_needs_and_lines() -> None:
    raw = b"""{
  "lockfileVersion": 1, // a remark
  "workspaces": {
    "": { "name": "app", "dependencies": { "a": "^1" }, "devDependencies": { "t": "^1" }, },
  },
  "packages": {
    "a": ["a@1.2.3", "", { "dependencies": { "b": "^1" } }, "sha512-aa=="],

    "b": ["@s/real@1.0.0", "https://u:p@registry.example/", {}, "sha512-bb=="],
    "a/b": ["b@2.0.0", "", {}, "sha512-cc=="],
    "t": ["t@1.0.0", "", {}, "sha512-dd=="], /* // another
    */ "w": ["w@workspace:packages/w"],
    "g": ["g@github:user/g#00ff", {}, "user-g-00ff"],
    "n": ["n@1.0.0", "", {}],
    "x": [],
  },
}
"""

    manifest = bun_lock.parse(raw)

    assert [(pin.package.name, pin.package.version, pin.span.first, pin.direct, pin.scope) for pin in manifest.pins] == [
        ("a", "1.2.3", 7, True, Scope.PRODUCTION),
        ("@s/real", "1.0.0", 9, False, Scope.PRODUCTION),
        ("b", "2.0.0", 10, False, Scope.PRODUCTION),
        ("t", "1.0.0", 11, True, Scope.DEVELOPMENT),
        ("n", "1.0.0", 14, False, Scope.PRODUCTION),
    ]
    first, second, *_ = manifest.pins
    assert (first.needs, first.hashes, second.source) == (("b",), ("sha512:aa==",), "https://registry.example/")
    assert [entry.span.first for entry in manifest.not_understood] == [13, 15]


def test_remarks_and_last_commas_are_only_taken_outside_of_strings() -> None:
    assert json.loads(plain('{"a": "// ,]", /* " */ "b": ["\\",}",],}')) == {"a": "// ,]", "b": ['",}']}


def test_keys_are_found_by_their_path_and_not_by_their_name() -> None:
    lines = key_lines('{"a": {\n"b": "c: {",\n"c": [{"b":\n1}]\n},\n"b": 2}')

    assert {path: span.first for path, span in lines.items()} == {("a",): 1, ("a", "b"): 2, ("a", "c"): 3, ("a", "c", "b"): 3, ("b",): 6}


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("parse", "raw"),
    [
        (package_json.parse, b'{"overrides": {%s}}' % b",\n".join(b'"%d": ""' % number for number in range(60_000))),
        (yarn_lock.parse, b"a@1:\n" * 60_000),
        (pnpm_lock.parse, b"lockfileVersion: 9\npackages:\n" + b"".join(b"  %d: {}\n" % number for number in range(60_000))),
        (bun_lock.parse, b'{"packages": {%s}}' % b",\n".join(b'"%d": []' % number for number in range(60_000))),
    ],
    ids=["package.json", "yarn", "pnpm", "bun"],
)
def test_a_file_that_names_more_than_anybody_needs_is_refused(parse: object, raw: bytes) -> None:
    with pytest.raises(Unparsable, match="more than 50000 packages"):
        parse(raw)  # type: ignore[operator]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("parse", "raw"),
    [
        (package_json.parse, b'{"dependencies": {"a": "' + b" " * 2_000_000 + b'"}}'),
        (package_json.parse, b'{"dependencies": {"a": "' + b"a/" * 1_000_000 + b'"}}'),
        (package_json.parse, b'{"dependencies": {"a": "1.2.3-' + b"1." * 1_000_000 + b'!"}}'),
        (pnpm_lock.parse, b"lockfileVersion: 9\npackages:\n  ? " + b"a." * 500_000 + b"\n  : {}\n"),
        (pnpm_lock.parse, b"lockfileVersion: 9\npackages:\n  ? " + b"/a@1.2.3" * 200_000 + b"!\n  : {}\n"),
        (yarn_lock.parse, b"a@" * 1_000_000 + b":\n"),
        (yarn_lock.parse, b'"a@1":\n  version "1' + b'"' * 2_000_000 + b"\n"),
        (yarn_lock.parse, b"__metadata: {}\na: {resolution: '" + b"@a" * 500_000 + b"'}\n"),
    ],
    ids=range(8),
)
def test_an_entry_that_is_hard_to_take_apart_is_listed(parse: object, raw: bytes) -> None:
    manifest = parse(raw)  # type: ignore[operator]

    assert len(manifest.not_understood) + len(manifest.pins) == 1
    assert all(len(entry.why) < 300 for entry in manifest.not_understood)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "raw", [b'"' * 3_000_000, b"/*" * 2_000_000, b'\\"' * 2_000_000, b"," * 3_000_000, b", " * 2_000_000, b"{\n" * 900_000]
)
def test_a_text_that_is_hard_to_take_apart_ends(raw: bytes) -> None:
    with pytest.raises(Unparsable):
        bun_lock.parse(raw)
