from autogen import AssistantAgent, UserProxyAgent
from autogen.coding import LocalCommandLineCodeExecutor
from langchain_community.tools import ShellTool
from langchain_experimental.agents import create_pandas_dataframe_agent
from smolagents import CodeAgent


def tools(llm, frame):
    return [ShellTool(), create_pandas_dataframe_agent(llm, frame, allow_dangerous_code=True)]


def coder(model):
    return CodeAgent(tools=[], model=model)


def pair(config):
    executor = LocalCommandLineCodeExecutor(work_dir="work")
    user = UserProxyAgent("user", human_input_mode="NEVER", code_execution_config={"executor": executor})
    return AssistantAgent("assistant", llm_config=config), user
