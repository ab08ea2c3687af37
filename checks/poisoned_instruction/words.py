"""The vocabulary of instructions that serve somebody else; every expression is bounded, so that none can run away."""

from __future__ import annotations

import re

# What nobody but its owner should hold. The strong ones have no business in any tool's arguments.
STRONG = re.compile(
    r"\.ssh\b|\bid_(?:rsa|ed25519|ecdsa|dsa)\b|\.aws/|\.netrc\b|\.pypirc\b|\.npmrc\b|\.kube/config|\.git-credentials|\.docker/config"
    r"|\.gnupg"
    r"|\benv ?\||(?<!to )(?<!to `)(?<!to ')(?<!to \")(?<![\w.])\.env(?:\.(?:local|production|prod|development))?(?![\w.])|/etc/(?:passwd"
    r"|shadow)|/proc/self/environ|\bmcp\.json"
    r"|\.claude\.json|\bkeychain\b"
    r"|\bprivate keys?\b|\bssh keys?\b|\benv(?:ironment)? var(?:iable)?s?\b|\bprintenv\b|\bseed phrase|\bmnemonic\b|\bwallets?\b"
    r"|\b(?:all|any|every|other|the) (?:of the )?(?:secrets|credentials|api keys|passwords|tokens)\b|\bbrowser (?:cookies|history"
    r"|profiles?)\b"
    r"|\b(?:chat|conversation|message|command|shell) (?:history|log|transcript)|\b(?:entire|whole|full) (?:conversation|chat|context"
    r"|codebase)"
    r"|\bsystem prompt\b|\blogin data\b"
)
WEAK = re.compile(
    r"\bapi[ _-]?keys?\b|\b(?:access|auth\w{0,12}|bearer|session|github|npm|pypi|personal)[ _-](?:access )?tokens?\b|\bcredentials?\b"
    r"|\bpasswords?\b|\bsecrets?\b"
    r"|\bgithub_token\b|\bcookies\b"
)
# What is done to something is told, not demanded: `is read`, `are included`.
_DONE = r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )"
TAKE = re.compile(
    _DONE + r"\b(?:by reading|read|cat|open|load|collect|gather|extract|get|grab|dump|print|copy|find|search|retrieve|fetch|access"
    r"|harvest|encode"
    r"|echo|list|take|locate|scan|"
    r"include|attach|append|embed|insert|base64)\b"
)
OUT = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bbe )\b(?:send|upload|post|transmit|forward|exfiltrate|submit|share|publish|deliver|e-?mail|push|leak"
    r"|report|curl|wget|beacon|pass|provide|put|write|include|"
    r"append|attach|embed|insert|encode|add|paste|copy|bcc|redirect|(?:make|render|show) an? (?:markdown )?image)\b"
)
# Outside, and the places in which a value leaves unseen. The narrow ones are for words that are said of honest programs, too.
OUTSIDE = re.compile(
    r"\b(?:to|into|with|at|via|through|against)\s[\"'`<(]{0,3}(?:https?|wss?|ftp)://|\b(?:curl|wget|post|fetch"
    r"|request)\b[^.]{0,120}https?://|\bdns\b"
    r"|\bwebhook|\b(?:remote|external|our|my|collection|logging|analytics|telemetry) (?:server|host|endpoint|service|url|address|bucket)"
    r"|\bpastebin|\bgists?\b"
    r"|\S@[\w-]{1,60}\.\w|\bnslookup\b|\bdig \S|\bsubdomain|\bquery (?:string|param)|\bimage (?:url|link|tag)|\bmarkdown image"
    r"|\bpublic (?:repo|issue)"
)
# A secret that stands in an address goes to whoever answers there.
EMBEDDED = re.compile(r"https?://[^\s\"'<>]{0,200}(?:\$\(|\$\{|`|\{\{|<)")
CARRIED = re.compile(
    r"\bas (?:the |an? )?[`'\"]|\b(?:as|in|into|through|via|to)\b[^.]{0,40}(?:\b(?:parameter|argument)s?\b(?! (?:to|for) )|\bsidenote"
    r"|\bcomment\b|\bmessage\b"
    r"|\b(?:pull request|issue|commit|pr)(?: description| body| title)?\b|\b(?:your|the) (?:reply|answer|response)\b)"
)
# Said of every program's set-up.
ORDINARY = re.compile(r"env")
# How a credential is used for what it is there for.
USED = re.compile(
    r"\bheader|\blog ?in\b|\bsign ?in\b|\bauth(?:enticat|oriz|oris)?\w{0,5}\b|\boauth|\bbearer\b|/token\b|\bvault\b|\bsecret manager"
)
REFERRED = re.compile(r"\b(?:it|its|them|their|contents?|results?|output|data|everything|these|those|file|values?|that)\b")
DIVERTED = re.compile(
    r"\b(?:always|all|every|any|instead)\b[^.]{0,80}\b(?:e-?mails?|messages?|payments?|transfers?)\b[^.]{0,80}\S@[\w-]{1,60}\.\w"
    r"|\b(?:bcc|cc)\b[^.]{0,60}\S@[\w-]{1,60}\.\w"
)
OVERRIDE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|overrule|discard)\s(?:(?:all|any|every|everything|the|your|of|my|these|those|other"
    r"|what|in)\s){0,5}"
    r"(?:previous|prior|above|earlier|preceding|existing|system|safety|security|original|developer|former|user)\b[\w\s,/'-]{0,40}?"
    r"(?:instruction|rule|prompt|guideline|polic|restriction|direction|message|constraint|guardrail|check)"
    r"|\b(?:decode|decrypt|deobfuscate|unpack)\b[^.]{0,100}\b(?:follow|execute|run|obey|eval|comply|do what)"
)
FETCH_RUN = re.compile(
    r"\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^|\n]{0,200}\|\s{0,4}(?:sudo\s)?(?:(?:/usr)?/bin/)?(?:env\s)?"
    r"(?:(?:ba|z|da|k)?sh|python\d?|node|perl|ruby|iex|invoke-expression)\b|\b(?:bash|sh|zsh|source|eval)\s(?:-c\s)?[\"']?(?:<\(|\$\("
    r"|`)\s{0,3}(?:curl|wget)\b"
)
# Towards people: of the action itself, or of a value, which may be there to protect it.
_WHOM = r"(?:the |your |any |a )?(?:users?|humans?|developers?|reviewers?|anyone|anybody|operators?|person|people|owner|maintainers?)"
UNTOLD = re.compile(
    rf"\b(?:do not|don't|dont|never|must not|should not|shouldn't|without|avoid|refrain from|no need to|not to)\b[^.]{{0,50}}?"
    rf"\b(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|alert|alerting|warn|warning|let)\b(?! (?:{_WHOM}"
    rf"|them) (?:to|they|it)\b)[^.]{{0,60}}"
    rf"|\b{_WHOM} (?:must|should|does|do|need|may|will)(?: not|n't)(?: need to)? (?:know|see|notice|learn|be (?:told|informed|aware"
    rf"|notified))"
    rf"|\bhid(?:e|ing) (?:this|it|these|that|the (?:step|action|call|request))[^.]{{0,40}}\bfrom\b"
    rf"|\bwithout {_WHOM}(?:'s)? (?:\w{{1,12}} )?(?:knowledge|knowing|noticing|consent)"
    rf"|\bkeep (?:this|it) (?:a )?(?:secret|hidden|confidential|between us)|\b(?:secretly|covertly|surreptitiously|stealthily)\b"
    rf"|\b(?:not|never|n't)\b[^.]{{0,30}}\b(?:mention|reveal|disclose|log|display|show|output)\b[^.]{{0,20}}\b(?:this|these) (?:step"
    rf"|instruction|action|call|request|rule|note)"
)
UNSHOWN = re.compile(
    rf"\b(?:do not|don't|never|must not|without)\b[^.]{{0,50}}\b(?:show|reveal|disclos|display|print|report|log)\w{{0,4}}"
    rf"\b[^.]{{0,60}}{_WHOM}|\bsilently\b|\bquietly\b|\bwithout asking\b|\b(?:do not|don't|never) ask\b"
)
