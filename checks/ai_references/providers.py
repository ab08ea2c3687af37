"""Providers of models, embeddings, vector stores and traces: where they answer, and by which imports programs show that they ask them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """`hosts` are ends of host names. `python`, `javascript`, `go`, `java`: beginnings of what is imported, at a border of names."""

    name: str
    hosts: tuple[str, ...]
    python: tuple[str, ...] = ()
    javascript: tuple[str, ...] = ()
    go: tuple[str, ...] = ()
    java: tuple[str, ...] = ()


# From the providers' own documentation of their addresses and libraries.
PROVIDERS = (
    Provider(
        "OpenAI",
        ("api.openai.com",),
        ("openai", "langchain_openai", "llama_index.llms.openai"),
        ("openai", "@ai-sdk/openai", "@langchain/openai"),
        ("github.com/openai/openai-go", "github.com/sashabaranov/go-openai"),
        ("com.openai", "dev.langchain4j.model.openai"),
    ),
    Provider("Azure OpenAI", ("openai.azure.com", "services.ai.azure.com"), ("azure.ai.inference",), ("@azure/openai", "@ai-sdk/azure")),
    Provider(
        "Anthropic",
        ("api.anthropic.com",),
        ("anthropic", "langchain_anthropic", "claude_agent_sdk"),
        ("@anthropic-ai/sdk", "@ai-sdk/anthropic", "@langchain/anthropic"),
        ("github.com/anthropics/anthropic-sdk-go",),
        ("com.anthropic",),
    ),
    Provider(
        "Google",
        ("generativelanguage.googleapis.com", "aiplatform.googleapis.com"),
        ("google.generativeai", "google.genai", "vertexai", "google.cloud.aiplatform", "langchain_google_genai"),
        ("@google/generative-ai", "@google/genai", "@google-cloud/vertexai", "@ai-sdk/google", "@langchain/google-genai"),
        ("google.golang.org/genai", "github.com/google/generative-ai-go", "cloud.google.com/go/vertexai"),
        ("com.google.genai", "com.google.cloud.vertexai"),
    ),
    Provider(
        "Amazon Bedrock",
        ("bedrock-runtime.amazonaws.com",),
        ("langchain_aws",),
        ("@aws-sdk/client-bedrock-runtime", "@ai-sdk/amazon-bedrock"),
        ("github.com/aws/aws-sdk-go-v2/service/bedrockruntime",),
        ("software.amazon.awssdk.services.bedrockruntime",),
    ),
    Provider("Mistral", ("api.mistral.ai",), ("mistralai", "langchain_mistralai"), ("@mistralai/mistralai", "@ai-sdk/mistral")),
    Provider("Cohere", ("api.cohere.com", "api.cohere.ai"), ("cohere", "langchain_cohere"), ("cohere-ai", "@ai-sdk/cohere")),
    Provider("Groq", ("api.groq.com",), ("groq", "langchain_groq"), ("groq-sdk", "@ai-sdk/groq")),
    Provider("Together", ("api.together.xyz", "api.together.ai"), ("together",), ("together-ai",)),
    Provider("Fireworks", ("api.fireworks.ai",), ("fireworks",), ("@ai-sdk/fireworks",)),
    Provider("Replicate", ("api.replicate.com",), ("replicate",), ("replicate",)),
    Provider("OpenRouter", ("openrouter.ai",), (), ("@openrouter/ai-sdk-provider",)),
    Provider("DeepSeek", ("api.deepseek.com",), ("langchain_deepseek",), ("@ai-sdk/deepseek",)),
    Provider("xAI", ("api.x.ai",), ("xai_sdk",), ("@ai-sdk/xai",)),
    Provider("Perplexity", ("api.perplexity.ai",), (), ("@ai-sdk/perplexity",)),
    Provider("Hugging Face", ("api-inference.huggingface.co", "router.huggingface.co"), (), ("@huggingface/inference",)),
    Provider("Voyage AI", ("api.voyageai.com",), ("voyageai",), ("voyageai",)),
    Provider("AI21", ("api.ai21.com",), ("ai21",), ("ai21",)),
    Provider("NVIDIA NIM", ("integrate.api.nvidia.com",), ("langchain_nvidia_ai_endpoints",)),
    Provider("ElevenLabs", ("api.elevenlabs.io",), ("elevenlabs",), ("elevenlabs", "@elevenlabs/elevenlabs-js")),
    Provider("AssemblyAI", ("api.assemblyai.com",), ("assemblyai",), ("assemblyai",)),
    Provider("Deepgram", ("api.deepgram.com",), ("deepgram",), ("@deepgram/sdk",)),
    Provider("Stability AI", ("api.stability.ai",), ("stability_sdk",)),
    Provider("Tavily", ("api.tavily.com",), ("tavily",), ("@tavily/core",)),
    Provider("Pinecone", ("pinecone.io",), ("pinecone",), ("@pinecone-database/pinecone",), ("github.com/pinecone-io/go-pinecone",)),
    Provider("Weaviate Cloud", ("weaviate.cloud", "weaviate.network")),
    Provider("LangSmith", ("api.smith.langchain.com",), ("langsmith",), ("langsmith",)),
    Provider("Langfuse", ("cloud.langfuse.com",), ("langfuse",), ("langfuse",)),
    Provider("Weights & Biases", ("api.wandb.ai",), ("wandb", "weave"), ("@wandb/sdk",)),
)
_HOSTS = {host: provider for provider in PROVIDERS for host in provider.hosts}
_ENDS = b"|".join(re.escape(host).encode() for host in _HOSTS)
# What stands in front of a host's end are further names of it.
_HOST = re.compile(rb"(?<![\w.-])(?:[a-z0-9-]{1,63}\.){0,6}(" + _ENDS + rb")(?![\w-]|\.[a-z])", re.IGNORECASE)


def by_host(line: bytes) -> list[Provider]:
    """Those whose addresses stand in a line."""
    return [_HOSTS[found[1].decode().lower()] for found in _HOST.finditer(line)]


def by_import(name: str, language: str) -> Provider | None:
    """The one whose library it is; `language` is a field of `Provider`."""
    for provider in PROVIDERS:
        for beginning in getattr(provider, language):
            if name == beginning or (name.startswith(beginning) and name[len(beginning)] in "./"):
                return provider
    return None
