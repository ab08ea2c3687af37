"""XML from outside read by a parser that follows external entities."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, either, setting
from checks.semgrep.second_look.calls import constant_documents
from checks.xml_external_entity.feature import feature_off

REPAIRS = {
    "xml-external-entity-enabled": Repair(
        either(setting(("resolve_entities", "True", "False"), ("no_network", "False", "True")), feature_off)
    ),
}
CHECK = pattern_check("xml-external-entity", Path(__file__).parent / "rules", REPAIRS, {"xml-external-entity-enabled": constant_documents})
