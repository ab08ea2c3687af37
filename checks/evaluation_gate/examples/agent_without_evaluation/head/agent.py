from langgraph.prebuilt import create_react_agent

from tools import look_up


def agent(model):
    return create_react_agent(model, [look_up])
