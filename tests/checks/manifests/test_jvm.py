"""What Maven's and Gradle's files say, and where they leave it to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.core import Package, RepoPath, Span
from checks.core.dependency import Scope
from checks.manifests.jvm import gradle_build, gradle_catalog, gradle_locks, pom
from checks.manifests.manifest import Include, Unparsable
from checks.manifests.project import MAX_BESIDE_BYTES, read
from tests.fakes import FakeTree

if TYPE_CHECKING:
    from checks.manifests.manifest import Manifest, Pin


def project(inside: str) -> bytes:
    return f"<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>\n{inside}\n</project>".encode()


def dependency(version: str = "", rest: str = "", name: str = "x:y") -> str:
    group, _, artifact = name.partition(":")
    stated = f"<version>{version}</version>" if version else ""
    return f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>{stated}{rest}</dependency>"


def dependencies(*each: str) -> str:
    return "<dependencies>\n" + "\n".join(each) + "\n</dependencies>"


def managed(*each: str) -> str:
    return f"<dependencyManagement>{dependencies(*each)}</dependencyManagement>"


def told(manifest: Manifest) -> list[tuple[str, str, int]]:
    return [(pin.package.name, pin.package.version, pin.span.first) for pin in manifest.pins]


def whys(manifest: Manifest) -> list[str]:
    return [each.why for each in manifest.not_understood]


def only(manifest: Manifest) -> Pin:
    (pin,) = manifest.pins
    assert manifest.not_understood == ()
    return pin


def among(raw: bytes, **others: bytes) -> Manifest:
    return pom.among(raw, {name.replace("__", "/").replace("UP", "..") + ".xml": content for name, content in others.items()}.get)


def test_a_dependency_is_a_pin_on_the_line_of_its_version() -> None:
    inside = "<groupId>x</groupId>\n<artifactId>y</artifactId>\n<version>\n 1.2\n</version>"

    pin = only(pom.parse(project(f"<dependencies><dependency>\n{inside}\n</dependency></dependencies>")))

    assert pin.package == Package("Maven", "x:y", "1.2")
    assert (pin.span, pin.replaceable, pin.direct, pin.scope) == (Span(6, 6), True, True, Scope.PRODUCTION)


@pytest.mark.parametrize(
    ("rest", "scope"),
    [
        ("<scope>compile</scope>", Scope.PRODUCTION),
        ("<scope>runtime</scope>", Scope.PRODUCTION),
        ("<scope>test</scope>", Scope.DEVELOPMENT),
        ("<scope>provided</scope>", Scope.BUILD),
        ("<optional>true</optional>", Scope.OPTIONAL),
        ("<scope>test</scope><optional>true</optional>", Scope.DEVELOPMENT),
        ("<exclusions><exclusion><groupId>no</groupId><artifactId>no</artifactId></exclusion></exclusions>", Scope.PRODUCTION),
    ],
)
def test_its_scope_is_ours(rest: str, scope: Scope) -> None:
    assert only(pom.parse(project(dependencies(dependency("1", rest))))).scope is scope


@pytest.mark.parametrize("word", ["plugins", "extensions"])
def test_what_builds_the_project_is_there_while_it_is_built(word: str) -> None:
    one = dependency("1").replace("dependency>", f"{word[:-1]}>")

    assert only(pom.parse(project(f"<build><{word}>{one}</{word}></build>"))).scope is Scope.BUILD


def test_a_plugin_without_a_group_is_one_of_mavens_own_and_brings_its_own_dependencies() -> None:
    plugin = f"<plugin><artifactId>maven-x-plugin</artifactId><version>3</version>{dependencies(dependency('2'))}</plugin>"

    manifest = pom.parse(project(f"<build><plugins>{plugin}</plugins></build>"))

    assert [pin.package.name for pin in manifest.pins] == ["org.apache.maven.plugins:maven-x-plugin", "x:y"]
    assert {pin.scope for pin in manifest.pins} == {Scope.BUILD}


def test_a_property_is_where_a_fix_would_go() -> None:
    pin = only(pom.parse(project("<properties>\n<a>${b}</a>\n<b>1.2</b>\n</properties>" + dependencies(dependency("${a}")))))

    assert (pin.package.version, pin.span, pin.replaceable) == ("1.2", Span(4, 4), True)


def test_a_version_made_of_several_properties_is_read_and_not_rewritten() -> None:
    pin = only(pom.parse(project("<properties><a>1</a><b>2</b></properties>" + dependencies(dependency("${a}.${b}")))))

    assert (pin.package.version, pin.span, pin.replaceable) == ("1.2", Span(3, 3), False)


def test_the_projects_own_facts_can_be_used() -> None:
    manifest = pom.parse(project(dependencies(dependency("${project.version}", name="x:${project.artifactId}"))))

    assert told(manifest) == [("x:a", "1", 1)]


def test_a_module_of_the_project_is_no_package() -> None:
    manifest = pom.parse(project(dependencies(dependency("${project.version}", name="${project.groupId}:other"))))

    assert (manifest.pins, manifest.not_understood) == ((), ())


@pytest.mark.parametrize(
    ("properties", "version", "why"),
    [
        ("<a>${b}</a><b>${a}</b>", "${a}", "the property a is defined by itself"),
        ("<a>x${a}</a>", "${a}", "the property a is defined by itself"),
        ("", "${a}", "the property a is not set in the repository"),
        ("", "${project.parent.version}", "the property project.parent.version is not set in the repository"),
        ("<a>1</a>", "${${a}}", "cannot be resolved"),
        ("".join(f"<p{n}>${{p{n + 1}}}${{p{n + 1}}}</p{n}>" for n in range(29)) + "<p29/>", "${p0}", "'' is not one exact"),
        ("".join(f"<p{n}>${{p{n + 1}}}${{p{n + 1}}}</p{n}>" for n in range(29)) + "<p29>1</p29>", "${p0}", "longer than 1000 characters"),
        ("".join(f"<p{n}>${{p{n + 1}}}</p{n}>" for n in range(40)), "${p0}", "in more than 30 steps"),
        ("", "[1,2)", "'[1,2)' is not one exact version"),
        ("", "[1,2],[3]", "is not one exact version"),
        ("", "LATEST", "'LATEST' is not one exact version"),
        ("", "1.0-SNAPSHOT", "1.0-SNAPSHOT is a snapshot, which changes"),
        ("", "", "it states no version"),
    ],
)
def test_a_version_that_is_not_told_is_listed_with_the_reason(properties: str, version: str, why: str) -> None:
    manifest = pom.parse(project(f"<properties>{properties}</properties>" + dependencies(dependency(version))))

    assert manifest.pins == ()
    (entry,) = manifest.not_understood
    assert why in entry.why or (why == "'' is not one exact" and "its version is empty" in entry.why)
    assert (entry.ecosystem, entry.name) == ("Maven", "x:y")


def test_a_range_of_one_version_is_exact() -> None:
    assert only(pom.parse(project(dependencies(dependency("[1.2]"))))).package.version == "1.2"


def test_a_file_of_the_machine_is_listed() -> None:
    manifest = pom.parse(project(dependencies(dependency("1", "<scope>system</scope><systemPath>/x.jar</systemPath>"))))

    assert whys(manifest) == ["y: it is a file of the machine that builds"]


def test_a_managed_version_is_where_a_fix_would_go_and_is_told_once() -> None:
    manifest = pom.parse(project(managed(dependency("1.2", "<scope>test</scope>")) + dependencies(dependency())))

    pin = only(manifest)
    assert (pin.package.version, pin.span, pin.replaceable, pin.direct, pin.scope) == ("1.2", Span(3, 3), True, True, Scope.DEVELOPMENT)


def test_a_managed_version_that_nothing_here_uses_is_not_direct() -> None:
    assert only(pom.parse(project(managed(dependency("1.2"))))).direct is False


def test_a_managed_version_of_another_classifier_is_another_one() -> None:
    manifest = pom.parse(project(managed(dependency("1.2", "<classifier>tests</classifier>")) + dependencies(dependency())))

    assert told(manifest) == [("x:y", "1.2", 3)]
    assert whys(manifest) == ["x:y: it states no version"]


def test_profiles_add_and_what_they_set_otherwise_is_listed() -> None:
    profile = f"<profiles><profile><properties><v>2.0</v></properties>{dependencies(dependency('3'))}</profile></profiles>"

    manifest = pom.parse(project(f"<properties><v>1.0</v></properties>{dependencies(dependency('${v}', name='x:z'))}{profile}"))

    assert [(pin.package.name, pin.package.version) for pin in manifest.pins] == [("x:z", "1.0"), ("x:y", "3")]
    assert whys(manifest) == ["a profile sets v to 2.0 instead of 1.0"]


def test_a_property_that_only_a_profile_sets_is_not_guessed() -> None:
    profile = "<profiles><profile><properties><v>2.0</v></properties></profile></profiles>"

    assert whys(pom.parse(project(dependencies(dependency("${v}")) + profile))) == ["x:y: the property v is only set by a profile"]


def test_modules_are_included() -> None:
    manifest = pom.parse(project("<modules><module>web</module>\n<module>../one/pom-x.xml</module></modules>"))

    assert manifest.includes == (Include("web/pom.xml", Span(2, 2)), Include("../one/pom-x.xml", Span(3, 3)))


ABOVE = "<parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version></parent>"
CHILD = f"<project>{ABOVE}<artifactId>c</artifactId>\n{{}}\n</project>"


def test_a_parent_in_the_tree_gives_versions_and_properties() -> None:
    above = project(f"<properties><v>1.2</v></properties>{managed(dependency('${v}', name='x:z'))}")

    manifest = among(CHILD.format(dependencies(dependency("${v}"), dependency(name="x:z"))).encode(), UP__pom=above)

    assert [(pin.package.version, pin.span.first, pin.replaceable, pin.stated_in) for pin in manifest.pins] == [
        ("1.2", 3, False, "../pom.xml"),
        ("1.2", 4, False, "../pom.xml"),
    ]
    assert manifest.not_understood == ()


def test_a_property_of_the_child_wins_in_what_the_parent_manages() -> None:
    above = project(f"<properties><v>1.2</v></properties>{managed(dependency('${v}'))}")

    pin = only(among(CHILD.format("<properties><v>1.3</v></properties>" + dependencies(dependency())).encode(), UP__pom=above))

    assert (pin.package.version, pin.span.first, pin.stated_in) == ("1.3", 2, "")


@pytest.mark.parametrize("above", [None, project("").replace(b"<version>1<", b"<version>2<"), project("").replace(b">a<", b">other<")])
def test_a_parent_from_outside_is_a_package_and_what_it_sets_is_not_told(above: bytes | None) -> None:
    raw = CHILD.format(dependencies(dependency("${v}"), dependency(name="x:z"))).encode()

    manifest = pom.among(raw, {"../pom.xml": above}.get)

    assert [(pin.package, pin.scope) for pin in manifest.pins] == [(Package("Maven", "g:a", "1"), Scope.BUILD)]
    assert whys(manifest) == [
        "x:y: the property v comes from a parent outside the repository",
        "x:z: its version comes from a parent outside the repository",
    ]


def test_an_empty_relative_path_does_not_look_in_the_tree() -> None:
    raw = CHILD.replace("</parent>", "<relativePath/></parent>").format("")

    manifest = among(raw.encode(), UP__pom=project(""))

    assert told(manifest) == [("g:a", "1", 1)]


def test_parents_that_form_a_loop_are_refused_with_that_reason() -> None:
    def parent(path: str, name: str) -> str:
        return ABOVE.replace(">a<", f">{name}<").replace("</parent>", f"<relativePath>{path}</relativePath></parent>")

    above = f"<project>{parent('b.xml', 'b')}<artifactId>a</artifactId></project>".encode()
    beyond = f"<project>{parent('pom.xml', 'a')}<artifactId>b</artifactId></project>".encode()

    manifest = among(CHILD.format(dependencies(dependency())).encode(), UP__pom=above, UP__b=beyond)

    assert manifest.pins == ()
    assert whys(manifest) == [
        "a part of it cannot be told: its parents form a loop",
        "x:y: its version cannot be told: its parents form a loop",
    ]


def test_a_pom_that_is_its_own_parent_is_refused_with_that_reason() -> None:
    raw = CHILD.replace("</parent>", "<relativePath>pom.xml</relativePath></parent>").replace("<artifactId>c<", "<artifactId>a<")

    manifest = pom.among(raw.format(dependencies(dependency())).encode(), {"pom.xml": raw.format("").encode()}.get)

    assert whys(manifest) == [
        "a part of it cannot be told: its parents form a loop",
        "x:y: its version cannot be told: its parents form a loop",
    ]


def test_a_parent_that_cannot_be_read_is_said() -> None:
    assert "comes from a parent that cannot be read (not XML" in whys(among(CHILD.format("").encode(), UP__pom=b"<"))[0]


BOM = dependency("1", "<type>pom</type><scope>import</scope>", "g:bom")


def test_a_list_of_versions_in_the_tree_is_imported() -> None:
    own = project(managed(BOM) + dependencies(dependency()) + "<modules><module>bom</module></modules>")
    bom = project(managed(dependency("1.2"))).replace(b">a<", b">bom<")

    manifest = among(own, bom__pom=bom)

    assert [(pin.package.name, pin.package.version, pin.stated_in) for pin in manifest.pins] == [("x:y", "1.2", "bom/pom.xml")]


def test_a_list_of_versions_from_outside_is_a_package_and_its_versions_are_not_told() -> None:
    manifest = pom.parse(project(managed(BOM) + dependencies(dependency())))

    assert [(pin.package.name, pin.scope, pin.direct) for pin in manifest.pins] == [("g:bom", Scope.BUILD, True)]
    assert whys(manifest) == ["x:y: its version comes from an imported list of versions outside the repository (g:bom)"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'<!DOCTYPE project [<!ENTITY a "x">]><project/>', "document type"),
        (b'<!DOCTYPE project SYSTEM "file:///etc/passwd"><project/>', "document type"),
        (b"<project>&nbsp;</project>", "not XML"),
        (b"<settings/>", "'settings'"),
        (b"", "not XML"),
        (b"<a>" * 101, "more than 100 deep"),
        (b"<project>" + b"<a/>" * 500_001 + b"</project>", "more than 500000 elements"),
        (project(dependencies(*["<dependency/>"] * 50_001)), "more than 50000 packages"),
    ],
)
def test_what_is_no_pom_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(Unparsable, match=why):
        pom.parse(raw)


def test_lines_are_those_that_people_see() -> None:
    pin = only(pom.parse(project("\r\r\r\n" + dependencies(dependency("1")))))

    assert pin.span == Span(4, 4)


def test_the_family_is_read_in_one_go_and_stays_inside_the_tree() -> None:
    tree = FakeTree({
        "pom.xml": project("<modules><module>web</module><module>../out</module></modules>" + managed(dependency("1.2"))),
        "web/pom.xml": CHILD.format(dependencies(dependency())).encode(),
        "deep/pom.xml": CHILD.replace("</parent>", "<relativePath>../../../pom.xml</relativePath></parent>").format("").encode(),
    })

    opened, gaps = read(tree, [RepoPath("pom.xml"), RepoPath("deep/pom.xml")])

    web = next(each for each in opened if each.path.text == "web/pom.xml")
    assert web.project_of(web.manifest.pins[0]) == ""
    assert [(each.path, each.why) for each in gaps] == [("pom.xml", "line 2 includes a file outside the repository")]
    assert [pin.package.name for each in opened if each.path.text == "deep/pom.xml" for pin in each.manifest.pins] == ["g:a"]


def test_the_family_may_not_cost_more_than_a_bound() -> None:
    large = project("") + b" " * 9_000_000
    child = CHILD.format("").encode()
    files = {f"d{number}/c/pom.xml": child for number in range(7)} | {f"d{number}/pom.xml": large for number in range(7)}

    opened, _ = read(FakeTree(dict(files)), [RepoPath(f"d{number}/c/pom.xml") for number in range(7)])

    refused = [whys(each.manifest) for each in opened if each.manifest.not_understood]
    assert len(refused) == 7 - MAX_BESIDE_BYTES // len(large)
    assert "more than 20000000 bytes of other files" in refused[0][0]


def test_a_gradle_lock_tells_what_each_module_is_for() -> None:
    raw = b"""# written by Gradle
x:run:1=compileClasspath,runtimeClasspath,testRuntimeClasspath
x:tests:2=testCompileClasspath
x:tool:3=annotationProcessor
empty=kapt
"""

    manifest = gradle_locks.parse_lock(raw)

    assert [(pin.package.name, pin.span.first, pin.scope, pin.replaceable) for pin in manifest.pins] == [
        ("x:run", 2, Scope.PRODUCTION, False),
        ("x:tests", 3, Scope.DEVELOPMENT, False),
        ("x:tool", 4, Scope.BUILD, False),
    ]


def test_a_line_that_is_no_module_refuses_the_lock() -> None:
    with pytest.raises(Unparsable, match="line 1 is no locked module"):
        gradle_locks.parse_lock(b"<<<<<<< HEAD\n")


def test_verification_metadata_tells_digests() -> None:
    raw = b"""<verification-metadata><components>
<component group="x" name="y" version="1"><artifact name="y-1.jar"><sha256 value="aa" origin="z"/><pgp value="k"/></artifact></component>
<component group="x" name="z" version=""/>
</components></verification-metadata>"""

    manifest = gradle_locks.parse_verification(raw)

    assert [(pin.package.name, pin.span.first, pin.hashes) for pin in manifest.pins] == [("x:y", 2, ("sha256:aa",))]
    assert [each.span.first for each in manifest.not_understood] == [3]


def test_a_catalog_is_read_through_its_references() -> None:
    raw = b"""[versions]
a = "1.2" # why
rich = { strictly = "[1.7, 1.8[", prefer = "1.7.25" }
[libraries]
short = "x:short:1.0"
by-module = { module = "x:mod", version.ref = "a" }
by-name = { group = "x", name = "named", version = { require = "2.0" } }
ranged = { module = "x:ranged", version.ref = "rich" }
preferred = { module = "x:preferred", version = { prefer = "1.0" } }
none = { module = "x:none" }
gone = { module = "x:gone", version.ref = "nothing" }
[plugins]
p = { id = "org.x.p", version.ref = "a" }
q = "org.x.q:3"
"""

    manifest = gradle_catalog.parse(raw)

    assert told(manifest) == [
        ("x:short", "1.0", 5),
        ("x:mod", "1.2", 2),
        ("x:named", "2.0", 7),
        ("org.x.p:org.x.p.gradle.plugin", "1.2", 2),
        ("org.x.q:org.x.q.gradle.plugin", "3", 14),
    ]
    assert whys(manifest) == [
        "x:ranged: '[1.7, 1.8[' is not one exact version",
        "x:preferred: 'prefer 1.0' is not one exact version",
        "x:none: it states no version",
        "x:gone: it states no version",
    ]
    assert [pin.scope for pin in manifest.pins][3:] == [Scope.BUILD, Scope.BUILD]


@pytest.mark.parametrize(
    ("line", "name", "version", "scope"),
    [
        ("implementation 'x:y:1.2'", "x:y", "1.2", Scope.PRODUCTION),
        ('    api("x:y:1.2") // why', "x:y", "1.2", Scope.PRODUCTION),
        ('implementation("x:y:1.2") {', "x:y", "1.2", Scope.PRODUCTION),
        ("implementation('x:y:1.2:tests@jar')", "x:y", "1.2", Scope.PRODUCTION),
        ("implementation platform('x:y:1.2')", "x:y", "1.2", Scope.PRODUCTION),
        ('implementation(enforcedPlatform("x:y:1.2"))', "x:y", "1.2", Scope.PRODUCTION),
        ("implementation group: 'x', name: 'y', version: '1.2'", "x:y", "1.2", Scope.PRODUCTION),
        ('implementation(group = "x", name = "y", version = "1.2")', "x:y", "1.2", Scope.PRODUCTION),
        ("compile 'x:y:1.2'", "x:y", "1.2", Scope.PRODUCTION),
        ("testImplementation 'x:y:1.2'", "x:y", "1.2", Scope.DEVELOPMENT),
        ("debugImplementation 'x:y:1.2!!'", "x:y", "1.2", Scope.PRODUCTION),
        ("compileOnly 'x:y:1.2'", "x:y", "1.2", Scope.BUILD),
        ("classpath 'x:y:1.2'", "x:y", "1.2", Scope.BUILD),
        ("id 'x.y' version '1.2' apply false", "x.y:x.y.gradle.plugin", "1.2", Scope.BUILD),
        ('id("x.y") version "1.2"', "x.y:x.y.gradle.plugin", "1.2", Scope.BUILD),
        ('kotlin("jvm") version "1.2"', "org.jetbrains.kotlin.jvm:org.jetbrains.kotlin.jvm.gradle.plugin", "1.2", Scope.BUILD),
    ],
)
def test_a_script_is_read_where_it_is_written_out(line: str, name: str, version: str, scope: Scope) -> None:
    pin = only(gradle_build.parse(f"\n{line}\n".encode()))

    assert (pin.package.name, pin.package.version, pin.scope, pin.span) == (name, version, scope, Span(2, 2))
    assert pin.replaceable


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('implementation "x:y:$v"', "x:y: its version is computed by the script"),
        ('implementation "x:y:${v}"', "x:y: its version is computed by the script"),
        ("implementation 'x:y:1.+'", "x:y: '1.+' is not one exact version"),
        ("implementation 'x:y'", "x:y: it states no version"),
        ("implementation 'x:' + y", "what implementation asks for is computed by the script"),
        ("testImplementation(found)", "what testImplementation asks for is computed by the script"),
        ("implementation files('a.jar')", "what implementation asks for is computed by the script"),
        ('id("x.y") version v', "x.y:x.y.gradle.plugin: its version is computed by the script"),
        ('implementation "$g:y:1"', "'$g:y' is no name of a package"),
        ("implementation 'x:y:1'" + " " * 3000, "what implementation asks for is computed by the script"),
    ],
)
def test_what_a_script_computes_is_listed_and_not_guessed(line: str, why: str) -> None:
    manifest = gradle_build.parse(line.encode())

    assert manifest.pins == ()
    assert whys(manifest) == [why]


@pytest.mark.parametrize(
    "text",
    [
        "// implementation 'x:y:1'",
        "/* old\nimplementation 'x:y:1'\n*/",
        "def t = '''\nimplementation 'x:y:1'\n'''",
        "implementation project(':own')",
        "implementation(libs.some.thing)",
        "id 'java'",
        "include '**/*.java'",
        "implementationOf 'x:y:1'",
    ],
)
def test_what_names_no_package_says_nothing(text: str) -> None:
    manifest = gradle_build.parse(text.encode())

    assert (manifest.pins, manifest.not_understood) == ((), ())


def test_a_pattern_of_files_opens_no_comment() -> None:
    assert told(gradle_build.parse(b"include '**/*.java'\nimplementation 'x:y:1'\n")) == [("x:y", "1", 2)]


def test_two_texts_on_a_line_are_two_packages() -> None:
    assert told(gradle_build.parse(b"implementation 'x:y:1', 'x:z:2'\n")) == [("x:y", "1", 1), ("x:z", "2", 1)]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("line", ["implementation 'x'" + " " * 1900 + "x", "id" + " " * 1900 + "x", "a" * 1990, "api(" + "(" * 1900])
def test_a_line_made_to_cost_time_costs_little(line: str) -> None:
    assert gradle_build.parse((line + "\n").encode() * 500).pins == ()


def test_a_script_that_nobody_writes_is_refused() -> None:
    with pytest.raises(Unparsable, match="larger than 1000000 bytes"):
        gradle_build.parse(b"x\n" * 500_001)


def test_the_catalog_belongs_to_the_project_above_it() -> None:
    tree = FakeTree({"gradle/libs.versions.toml": b'[libraries]\na = "x:y:1"\n', "gradle.lockfile": b"x:y:1=runtimeClasspath\n"})

    opened, _ = read(tree, [RepoPath("gradle/libs.versions.toml"), RepoPath("gradle.lockfile")])

    assert {each.project_of(pin) for each in opened for pin in each.manifest.pins} == {""}
