"""What tools are called, in the settings of agents and in the libraries that agents are built with, and what each is able to do."""

from __future__ import annotations

import re

from checks.agent_capabilities.capability import Power

_CLASSES = {
    Power.SHELL: """
        ShellTool BashProcess BashTool LocalShellTool ShellCallTool BashSession create_bash_tool LocalCommandLineCodeExecutor
        CommandLineTool TerminalTool run_shell_command
    """,
    Power.CODE: """
        PythonREPLTool PythonREPL PythonAstREPLTool PythonInterpreterTool CodeInterpreterTool CodeInterpreterToolSpec CodeInterpreter
        E2BDataAnalysisTool RiskyPythonInterpreter DockerCommandLineCodeExecutor JupyterCodeExecutor UserProxyAgent PALChain
        create_python_agent create_pandas_dataframe_agent create_csv_agent create_spark_dataframe_agent CodeAgent
        CodeExecutorAgent PythonCodeExecutionTool CodeExecutionTool BuiltInCodeExecutor AzureDynamicSessions SessionsPythonREPLTool
    """,
    Power.NETWORK: """
        RequestsGetTool RequestsPostTool RequestsPutTool RequestsPatchTool RequestsDeleteTool RequestsToolkit TextRequestsWrapper
        TavilySearchResults TavilySearch DuckDuckGoSearchRun DuckDuckGoSearchTool GoogleSearchRun GoogleSearchTool WebSearchTool
        VisitWebpageTool ScrapeWebsiteTool SerperDevTool WebsiteSearchTool BraveSearch OpenAPIToolkit create_openapi_agent WebFetchTool
        SimpleWebPageReader APIChain
    """,
    Power.BROWSER: """
        PlayWrightBrowserToolkit PlaywrightToolkit ComputerTool ComputerUseTool SeleniumScrapingTool BrowserbaseLoadTool MultiOnToolkit
        MultimodalWebSurfer
    """,
    Power.FILES: """
        FileManagementToolkit WriteFileTool DeleteFileTool MoveFileTool CopyFileTool FileWriterTool ApplyPatchTool TextEditorTool
    """,
    Power.DATABASE: """
        SQLDatabaseToolkit QuerySQLDataBaseTool QuerySQLDatabaseTool create_sql_agent SQLDatabaseChain NL2SQLTool GraphCypherQAChain
        SQLDatabaseToolSpec NLSQLTableQueryEngine
    """,
    Power.MESSAGES: """
        GmailToolkit GmailSendMessage SlackToolkit SlackSendMessage O365Toolkit DiscordSendMessage TwilioAPIWrapper JiraToolkit
        GitHubToolkit GitLabToolkit
    """,
    Power.SERVER: """
        MCPServerStdio MCPServerSse MCPServerStreamableHttp MCPServerHTTP HostedMCPTool MultiServerMCPClient MCPServerAdapter MCPToolset
        MCPTools StdioServerParams StdioServerParameters
    """,
}
# Classes and functions of LangChain, LlamaIndex, AutoGen, CrewAI, smolagents, Pydantic AI, OpenAI's and Google's agents, by name.
MADE = {name: power for power, names in _CLASSES.items() for name in names.split()}

# Tools of a provider, which a request names under `type`; a date may follow.
_TYPES = (
    (re.compile(r"^(?:bash(?:_\d{8})?|local_shell|shell)$"), Power.SHELL),
    (re.compile(r"^(?:code_interpreter|code_execution(?:_\d{8})?)$"), Power.CODE),
    (re.compile(r"^(?:computer(?:_\d{8})?|computer_use|computer_use_preview|browser)$"), Power.BROWSER),
    (re.compile(r"^(?:text_editor(?:_\d{8})?|apply_patch)$"), Power.FILES),
    (re.compile(r"^(?:web_search(?:_\d{8}|_preview(?:_\w+)?)?|web_fetch(?:_\d{8})?|google_search|url_context)$"), Power.NETWORK),
    (re.compile(r"^mcp(?:_toolset)?$"), Power.SERVER),
)
# Tools of coding agents, as their settings and the front matter of their instructions name them.
_ENTRIES = (
    (re.compile(r"^(?:bash|shell|powershell|run_shell_command|shelltool|terminal|execute|runcommands?|runinterminal)\b"), Power.SHELL),
    (re.compile(r"^(?:webfetch|websearch|web_fetch|web_search|google_web_search|fetch|browser_fetch)\b"), Power.NETWORK),
    (re.compile(r"^(?:write|edit|multiedit|notebookedit|write_file|replace|editfiles|str_replace_editor)\b"), Power.FILES),
    (re.compile(r"^(?:mcp__|mcp:)\S"), Power.SERVER),
    (re.compile(r"^(?:computer|browser|playwright)\b"), Power.BROWSER),
)
# Functions that a tool written here calls, by their dotted names.
CALLED = {
    **dict.fromkeys(
        ("os.system", "os.popen", "subprocess.run", "subprocess.call", "subprocess.check_output", "subprocess.check_call",
         "subprocess.Popen", "subprocess.getoutput", "asyncio.create_subprocess_shell", "asyncio.create_subprocess_exec"), Power.SHELL
    ),
    **dict.fromkeys(("eval", "exec", "compile"), Power.CODE),
    **dict.fromkeys(
        ("requests.get", "requests.post", "requests.put", "requests.delete", "requests.request", "httpx.get", "httpx.post", "httpx.request",
         "urllib.request.urlopen", "urlopen"), Power.NETWORK
    ),
    **dict.fromkeys(("shutil.rmtree", "os.remove", "os.unlink", "os.rename", "shutil.move", "shutil.copy"), Power.FILES),
    **dict.fromkeys(("smtplib.SMTP", "smtplib.SMTP_SSL"), Power.MESSAGES),
}  # fmt: skip


def power_of_type(text: str) -> Power | None:
    """What a provider's tool of that type is able to do; None for one that is no such tool."""
    return next((power for pattern, power in _TYPES if pattern.match(text)), None)


def power_of_entry(text: str) -> Power | None:
    """What an entry of a list of tools allows: `Bash(git:*)`, `WebFetch`, `mcp__github`."""
    if text in {"*", "all"}:
        return Power.UNASKED
    return next((power for pattern, power in _ENTRIES if pattern.match(text.lower())), None)
