from autogen import AssistantAgent, UserProxyAgent
from autogen.coding import DockerCommandLineCodeExecutor
from langchain_community.tools import DuckDuckGoSearchRun
from smolagents import CodeAgent, ToolCallingAgent


def tools():
    return [DuckDuckGoSearchRun()]


def coder(model):
    return CodeAgent(tools=[], model=model, executor_type="docker"), ToolCallingAgent(tools=tools(), model=model)


def pair(config):
    executor = DockerCommandLineCodeExecutor(work_dir="work")
    user = UserProxyAgent("user", human_input_mode="ALWAYS", code_execution_config={"executor": executor})
    return AssistantAgent("assistant", llm_config=config), user
