"""The vocabulary of findings: all that the author of a check needs. Imports the standard library only."""

from checks.core.change import Change, ChangedFile, FileKind, FileStatus, Hunk, NotAnalysed
from checks.core.contract import Check
from checks.core.dependency import Advisories, AdvisoriesUnavailable, Advisory, Package, Snapshot
from checks.core.errors import BadPath, BadSpan
from checks.core.finding import Finding, Fix, LineEdit, Related, in_order
from checks.core.outcome import Completed, Failed, Outcome, Skipped
from checks.core.pattern import Edit, Match, PatternReport, RulePack
from checks.core.place import Location, RepoPath, Span
from checks.core.policy import Exemption, Policy
from checks.core.rule import Rule
from checks.core.scan import ScanReport, Sighting
from checks.core.scene import Scene, ToolFailed, Tools, Tree, Unreadable
from checks.core.severity import Confidence, Severity

__all__ = [
    "Advisories",
    "AdvisoriesUnavailable",
    "Advisory",
    "BadPath",
    "BadSpan",
    "Change",
    "ChangedFile",
    "Check",
    "Completed",
    "Confidence",
    "Edit",
    "Exemption",
    "Failed",
    "FileKind",
    "FileStatus",
    "Finding",
    "Fix",
    "Hunk",
    "LineEdit",
    "Location",
    "Match",
    "NotAnalysed",
    "Outcome",
    "Package",
    "PatternReport",
    "Policy",
    "Related",
    "RepoPath",
    "Rule",
    "RulePack",
    "ScanReport",
    "Scene",
    "Severity",
    "Sighting",
    "Skipped",
    "Snapshot",
    "Span",
    "ToolFailed",
    "Tools",
    "Tree",
    "Unreadable",
    "in_order",
]
