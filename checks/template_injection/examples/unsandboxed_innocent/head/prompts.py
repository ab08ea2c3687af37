from jinja2 import Environment, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

GREETING = "Answer {{ name }} politely."


class PromptBuilder:
    def __init__(self, template: str):
        self.template = ImmutableSandboxedEnvironment().from_string(template)

    def render(self, **values):
        return self.template.render(**values)


def greeting(name: str) -> str:
    return Environment(autoescape=True).from_string(GREETING).render(name=name)


def other_greeting(name: str) -> str:
    return Template("Hello {{ name }}").render(name=name)
