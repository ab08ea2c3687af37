from interpreter import interpreter
from langchain_community.agent_toolkits import FileManagementToolkit
from crewai_tools import CodeInterpreterTool
from smolagents import CodeAgent, LiteLLMModel


def start(model):
    interpreter.auto_run = True
    agent = CodeAgent(tools=[], model=model, additional_authorized_imports=["numpy", "subprocess"])
    return agent, CodeInterpreterTool(unsafe_mode=True)


def files():
    return FileManagementToolkit().get_tools()
