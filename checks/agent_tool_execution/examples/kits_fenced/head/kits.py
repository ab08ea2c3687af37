from interpreter import interpreter
from langchain_community.agent_toolkits import FileManagementToolkit
from crewai_tools import CodeInterpreterTool
from smolagents import CodeAgent


def start(model):
    interpreter.auto_run = False
    agent = CodeAgent(tools=[], model=model, executor_type="docker", additional_authorized_imports=["numpy", "pandas"])
    return agent, CodeInterpreterTool()


def files(folder):
    return FileManagementToolkit(root_dir=folder, selected_tools=["read_file"]).get_tools()
