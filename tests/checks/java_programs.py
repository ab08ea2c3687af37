"""Small Java methods made at random, which carry their argument to the end or not."""

from __future__ import annotations

import random

TAINT = "\N{SECTION SIGN}"
_TEXTS = ('"x"', '"one"', '"A"', '""')


class Writer:
    """Writes one method's body; every loop in it ends."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - programs for tests
        self._depth = 0
        self._names = 0

    def method(self, name: str) -> str:
        """A method that is given a text and returns one."""
        body = "a = param;\n" if self._chance.random() < 0.3 else ""
        body += "\n".join(self._statement() for _ in range(self._chance.randint(2, 7)))
        return (
            f"static String {name}(String param) {{\n"
            'String a = "a"; String b = "b"; int n = 3; StringBuilder s = new StringBuilder();\n'
            "java.util.List<String> l = new java.util.ArrayList<>(); java.util.Map<String, String> m = new java.util.HashMap<>();\n"
            f"{body}\nreturn a;\n}}"
        )

    def _pick(self, *choices: str) -> str:
        return self._chance.choice(choices)

    def _fresh(self) -> int:
        self._names += 1
        return self._names

    def _text(self) -> str:
        return self._pick(
            *_TEXTS, "a", "b", "param", "a + b", 'b + "z"', "a + n", "s.toString()", "m.get(" + self._key() + ")", "helper(b)", "other(a)",
            "l.isEmpty() ? a : b", f"({self._test()}) ? {self._pick('a', 'param')} : b", "a.trim()", "b.concat(a)", "String.valueOf(a)",
            "l.size() > 1 ? l.get(1) : a", 'm.getOrDefault("k", b)', "new String(a)", "a = b", "(String) b", "new Inner().pick(a, b)",
        )  # fmt: skip

    def _key(self) -> str:
        return self._pick('"k"', '"j"', "a")

    def _number(self) -> str:
        return self._pick("1", "n", "n * 7", "n - 5", "(500 / 42)", "-n % 2", "a.length()", "l.size()", "n + 1", "07", "0x1F", "n / -2")

    def _test(self) -> str:
        one = f"{self._number()} {self._pick('<', '>', '==', '!=', '<=')} {self._number()}"
        return self._pick(
            one, one, '"A".equals(a)', 'a.equals("x")', "param == null", "param != null",
            'b.startsWith("o")', f'm.containsKey("k") && {one}',
            f"!({one})", f"{one} || a.isEmpty()", "a.length() > 2 && n > 2", "l.isEmpty()", '"one".charAt(1) == \'n\'',
        )  # fmt: skip

    def _statement(self) -> str:
        self._depth += 1
        try:
            deep = self._depth > 3
            return self._plain() if deep or self._chance.random() < 0.6 else self._compound()
        finally:
            self._depth -= 1

    def _plain(self) -> str:
        return self._pick(
            f"a = {self._text()};", f"b = {self._text()};", f"a = {self._text()};", f"l.add({self._text()});",
            f"m.put({self._key()}, {self._text()});",
            f"s.append({self._text()});", f"n = {self._number()};", "n++;", "b += a;", f"s = new StringBuilder({self._text()});",
            "if (!l.isEmpty()) l.remove(0);", f"if (l.size() > 1) a = l.get({self._pick('0', '1')});", "m.clear();",
            "l = new java.util.ArrayList<>(l);",
            'm.remove("k");', f"java.util.List<String> k{self._fresh()} = l;", "s.reverse();", "s.insert(0, b);",
            f"java.util.List<String> p{self._fresh()} = java.util.Arrays.asList(a, b);", "l.forEach(x -> s2(x));", "fill(l, b);",
            f"String[] r{self._fresh()} = {{a, param}};", "l.set(l.size() - 1, b);", "n -= 2;",
            f'if ({self._test()}) return "early";' if self._chance.random() < 0.2 else ";",
        )  # fmt: skip

    def _block(self) -> str:
        return "{ " + " ".join(self._statement() for _ in range(self._chance.randint(1, 3))) + " }"

    def _compound(self) -> str:
        test, one, other = self._test(), self._block(), self._block()
        which = f"i{self._fresh()}"
        return self._pick(
            f"if ({test}) {one} else {other}", f"if ({test}) {one}", f"for (int {which} = 0; {which} < 2; {which}++) {one}",
            f"for (String {which} : l.toArray(new String[0])) {{ a = {which}; {self._simple()} }}",
            f"try {one} catch (RuntimeException {which}) {other}", f"try {one} finally {{ {self._simple()} }}",
            f'switch ("ABC".charAt({self._pick("0", "1", "2")})) {{ case \'A\': {self._simple()} case \'B\': {self._simple()} break; '
            f"default: {self._simple()} }}",
            f'switch (a) {{ case "x": {self._simple()} break; case "a": {self._simple()} default: {self._simple()} }}',
            f"do {{ n--; {self._simple()} }} while (n > 0);", f"synchronized (l) {one}",
            f"switch (n) {{ case 3 -> a = b; case 1, 2 -> {{ b = a; }} default -> a = {self._text()}; }}",
            f"while (n < 6) {{ n++; {self._simple()} if (n == 4) continue; {self._simple()} }}",
        )  # fmt: skip

    def _simple(self) -> str:
        written = self._plain()
        return ";" if written.startswith(("n ", "n++", "java.util", "String[]", "if (!l", "if (l")) else written


def program(name: str, seeds: range) -> str:
    """A class with a method for each seed; run, it prints the numbers of those that give their argument away."""
    methods = "\n".join(Writer(seed).method(f"m{seed}") for seed in seeds)
    calls = "\n".join(f"told({seed}, {name}::m{seed});" for seed in seeds)
    return f"""public class {name} {{
static String helper(String x) {{ String y = "h"; if (x.length() > 100) {{ y = x; }} return y; }}
static String other(String x) {{ return x.isEmpty() ? "e" : x; }}
static void fill(java.util.List<String> to, String x) {{ to.add(x); }}
static void s2(String x) {{ }}
static class Inner {{ String pick(String one, String two) {{
  java.util.List<String> c = new java.util.ArrayList<>(); c.add(one); c.add(two); c.remove(0); return c.get(0);
}} }}
{methods}
static void told(int number, java.util.function.UnaryOperator<String> method) {{
  for (String given : new String[] {{"\\u00a7", "", "\\u00a7\\u00a7\\u00a7\\u00a7", null}}) {{
    try {{
      String answer = method.apply(given);
      if (answer != null && answer.contains("\\u00a7")) {{ System.out.println(number); return; }}
    }} catch (RuntimeException | OutOfMemoryError ignored) {{ }}
  }}
}}
public static void main(String[] arguments) {{
{calls}
}}
}}
"""
