from jinja2 import Environment, Template


class PromptBuilder:
    def __init__(self, template: str):
        self.source = template
        self.template = Template(template)

    def render(self, **values):
        environment = Environment(trim_blocks=True)
        return environment.from_string(self.source).render(**values)
