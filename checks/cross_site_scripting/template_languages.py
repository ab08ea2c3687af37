"""How the languages of templates show a value without escaping it.

No expression here repeats blanks beside another repetition: a line of blanks would keep it busy. Values are stripped by who reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """`raw` matches what puts the group `value` into the page as it stands; `off` what switches escaping off."""

    raw: re.Pattern[str]
    off: re.Pattern[str] | None = None


def _language(raw: str, off: str | None = None) -> Language:
    return Language(re.compile(raw), re.compile(off) if off else None)


# Jinja2, Django, Nunjucks, Twig and Liquid write `{{ value|filter }}`.
BRACES = _language(
    r"\{\{-?(?P<value>[^{}]*?\|\s*(?:safe|raw|safeseq|safeHTML|noescape)\b[^{}]*?)-?\}\}",
    r"\{%-?\s*autoescape\s+(?:off|false)\b",
)
EJS = _language(r"<%-(?P<value>[^%]*?)-?%>")
HANDLEBARS = _language(r"\{\{\{(?P<value>[^{}]*)\}\}\}|\{\{&(?P<ampersand>[^{}]*)\}\}")
VUE = _language(r"""\bv-html\s*=\s*(?:"(?P<value>[^"]*)"|'(?P<quoted>[^']*)')""")
SVELTE = _language(r"\{@html\s(?P<value>[^{}]*)\}")
ERB = _language(r"<%==(?P<value>[^%]*?)-?%>|<%=(?P<marked>\s*raw[\s(][^%]*?|[^%]*?\.html_safe\b[^%]*?)-?%>")
BLADE = _language(r"\{!!(?P<value>[^{]*?)!!\}")
JSP = _language(
    r"<%=(?P<value>[^%]*?)%>"
    r"""|<c:out\s[^<>]{0,300}?value\s*=\s*["'](?P<tag>[^"']*)["'][^<>]{0,300}?escapeXml\s*=\s*["']false["']"""
    # What `c:out` is given, it escapes.
    r"""|(?<!value=["'])\$\{\s*(?P<expression>(?:param|paramValues|header|headerValues|cookie)\b[^}]*)\}"""
)
THYMELEAF = _language(r"""\bth:utext\s*=\s*(?:"(?P<value>[^"]*)"|'(?P<quoted>[^']*)')|\[\((?P<inline>[^)\[\]]*)\)\]""")
RAZOR = _language(r"@\(?\s*(?:\w+\.)?Html\.Raw\((?P<value>[^()]*(?:\([^()]*\)[^()]*)*)\)")
# Several languages share a suffix: what one writes means nothing to the others.
BY_SUFFIX: dict[str, tuple[Language, ...]] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), (BRACES, HANDLEBARS, VUE, THYMELEAF)),
    **dict.fromkeys((".jinja", ".jinja2", ".j2", ".djhtml", ".njk", ".twig", ".liquid", ".tmpl", ".tpl", ".gohtml"), (BRACES,)),
    **dict.fromkeys((".hbs", ".handlebars", ".mustache"), (HANDLEBARS,)),
    ".ejs": (EJS,),
    ".vue": (VUE,),
    ".svelte": (SVELTE,),
    **dict.fromkeys((".erb", ".rhtml"), (ERB,)),
    **dict.fromkeys((".jsp", ".jspx", ".jspf", ".tag"), (JSP,)),
    ".php": (BLADE,),
    **dict.fromkeys((".cshtml", ".razor"), (RAZOR,)),
}
# What a visitor sends, in the words of the frameworks.
REQUEST = re.compile(
    r"\brequest\.(?:args|form|values|GET|POST|COOKIES|META|cookies|headers|params|query|body|path|full_path|url|referrer|"
    r"query_string|getParameter\w*|getHeader|getQueryString|getCookies|all|input|get)\b"
    r"|\breq\.(?:query|body|params|cookies|headers)\b|(?<![\w.\])])params\[|\b(?:Request\.(?:Query|Form|Cookies|Headers|QueryString))\b"
    r"|\$_(?:GET|POST|REQUEST|COOKIE|SERVER)\b|^\s*(?:param|paramValues|header|headerValues|cookie)\b|\$\{\s*param\."
)
# Made safe on the way, or markup that the program or its framework writes.
CLEANED = re.compile(
    r"(?i)sanit|bleach|purif|\bclean\w*[|(]|\|\s*clean|nh3|strip_?tags|escape|\|\s*e\b|\be\(|\bh\(|to_?json|json_?script|json_encode|json_serialize|"
    r"json\.(?:stringify|serialize|dumps)|serializeobject|jsesc|urlencode|htmlspecialchars|htmlentities|encodeFor|\bfn:escapeXml|esc_(?:html|attr|url)|"
    r"\|\s*(?:int|float|length|date|datetimeformat|number_format|filesizeformat)\b"
)
OWN = re.compile(
    r"(?i)^\s*(?:_\(|__\(|trans\w*\(|gettext|ngettext|\$?t\(|i18n|url_for|static\(|asset\w*\(|path\(|csrf\w*|form\w*[.(]|.*\bform\.|super\(|caller\(|"
    r"include\w*[ (]|partial\w*[ (]|render\w*[ (]|macro|yield\b|block\b|content_for|body\b|"
    r"\$?(?:the)?content\b|contents\b|main\b|layout|slot|"
    r"link_to|image_tag|button_to|simple_format|(?:method|csrf)_field|paginat\w*|\w+\.links\(|[\"'\d]|theme|config\.|settings\.|site\.|"
    r"messages?\.tags|icons?\b|svg|webpack\w*|vite\w*|stylesheet|javascript\w*|scripts?\b|styles?\b|meta\w*\b|head\b|footer\b|header_?html)"
)
# Its author calls the value HTML: somebody may have cleaned it where it was made.
NAMED_HTML = re.compile(r"(?i)(?:html|svg|json|css|markup|rendered|icon|script|styles?|snippet|embed|widget|badge)\w*\s*(?:\||$|\)|;)")
