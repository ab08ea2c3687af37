"""What the engine's rules stand for: the kind of credential, whose it is, and where it is revoked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.committed_secret.rules import AI_PROVIDER, CLOUD, GENERIC, MESSAGING, PAYMENT, PRIVATE_KEY, SERVICE, VCS

if TYPE_CHECKING:
    from checks.core.rule import Rule


@dataclass(frozen=True, slots=True)
class Provider:
    """`name` as people know it; `revoke` completes “revoke it …”."""

    rule: Rule
    name: str
    revoke: str


# Names of accounts and applications, and keys that are made to be public: no harm by themselves.
_PUBLIC = re.compile(
    r"client-id|app-id|application-id|account-(?:id|name|host)|tenant-id|key-id\.1$|-url(?:\.1)?$|server-host|cloud-name|auth-id|access-id$|user-api-id|"
    r"token-id|planetscale-id|token-name|domain\.1|username\.1|public-key|pub-(?:api-)?key|public-api|project-api-key|browser-api|polymarket-address|"
    r"client-sdk|mobile-sdk|kucoin-access|cloud-key-id|service-account-id|sumologic-access-id|-repository$|cloudinary-api-key|test-api-token"
)
_WEBHOOK_ADDRESS = "slack-webhook-url"
# What our own reading of names and addresses tells with more discrimination.
_READ_BY_US = ("generic-credential-uri", "mongodb-connection", "sidekiq-sensitive", "kubernetes-secret")
# The first that fits the beginning of the engine's name for the rule, which is the provider's.
_KINDS = (
    (PRIVATE_KEY, "private-key age-secret"),
    (GENERIC, "jwt curl-auth nuget-config hashicorp-tf-password"),
    (AI_PROVIDER, """
        anthropic openai openrouter huggingface groq grok xai perplexity replicate nvidia langchain langfuse pinecone
        weights-and-biases cohere mistral deepseek cerebras togetherai fal- stability elevenlabs deepgram assemblyai cartesia kimi
        minimax zai voyageai upstage ollama llama-cloud mem0 runpod lighton greptile cursor devin gcp-gemini aws-amazon-bedrock
        vercel-ai databricks privateai retell
    """),
    (CLOUD, """
        aws gcp azure alibaba digitalocean ibm-cloud ovh scaleway exoscale civo vultr upcloud yandex cloudflare heroku hcp hashicorp
        flyio render scalingo infomaniak netlify vercel vault openshift docker-swarm doppler pulumi tailscale planetscale neon
        supabase snowflake aiven cockroachlabs couchbase clickhouse-cloud mongodb-atlas datastax confluent elastic-cloud influxdb
        upstash temporal okta 1password bitwarden jumpcloud auth0 clerk workos codecatalyst codecommit
    """),
    (VCS, """
        github gitlab gitea bitbucket npm pypi rubygems crates clojars packagist dockerhub artifactory cloudsmith circleci travisci
        droneci buildkite bitrise codecov coveralls sonar snyk sourcegraph harness octopus nuget deno atlassian gitter mergify
        endorlabs
    """),
    (PAYMENT, """
        stripe paypal square- plaid razorpay flutterwave gocardless finicity checkout coinbase kraken kucoin bittrex paddle adyen
        mercury midtrans xendit easypost asaas ramp rainforest polymarket highnote freemius woocommerce shopify polar lob
    """),
    (MESSAGING, """
        slack discord telegram twilio sendgrid mailgun mailchimp mailersend sendinblue postmark resend messagebird microsoft-teams
        mattermost plivo telnyx sendbird onesignal lark intercom klaviyo canadian-digital
    """),
)
_KNOWN = (
    ("aws-amazon-bedrock", "Amazon Bedrock", "in IAM, among the user's API keys for Bedrock"),
    ("aws", "AWS", "in IAM, among the user's access keys"),
    ("gcp", "Google Cloud", "in the console under APIs and services, or among the service account's keys"),
    ("azure", "Azure", "in the portal, where the resource or the registered application lists its keys"),
    ("digitalocean", "DigitalOcean", "in the control panel under API"),
    ("cloudflare", "Cloudflare", "in the dashboard under API tokens"),
    ("github", "GitHub", "in the settings of the account or the app that issued it"),
    ("gitlab", "GitLab", "under access tokens of the user, group or project"),
    ("npm", "npm", "in the account's access tokens, and look at what was published since"),
    ("pypi", "PyPI", "in the account's API tokens, and look at what was published since"),
    ("dockerhub", "Docker Hub", "in the account's access tokens"),
    ("openai", "OpenAI", "in the platform's settings under API keys"),
    ("anthropic", "Anthropic", "in the console under API keys"),
    ("huggingface", "Hugging Face", "in the account's settings under access tokens"),
    ("groq", "Groq", "in the console under API keys"),
    ("grok", "xAI", "in the console under API keys"),
    ("xai", "xAI", "in the console under API keys"),
    ("openrouter", "OpenRouter", "in the account's settings under keys"),
    ("nvidia", "NVIDIA", "in the account of the API catalogue"),
    ("langchain", "LangSmith", "in the workspace's settings under API keys"),
    ("weights-and-biases", "Weights & Biases", "in the user's settings under API keys"),
    ("gcp-gemini", "Google Gemini", "in the console under APIs and services"),
    ("databricks", "Databricks", "in the user's settings under access tokens"),
    ("stripe", "Stripe", "in the dashboard under API keys (roll it)"),
    ("paypal", "PayPal", "in the developer dashboard"),
    ("slack", "Slack", "on the page of the app that issued it"),
    ("discord", "Discord", "in the developer portal, by resetting the bot's token"),
    ("telegram", "Telegram", "by telling BotFather to revoke it"),
    ("twilio", "Twilio", "in the console under API keys"),
    ("sendgrid", "SendGrid", "in the settings under API keys"),
    ("sendinblue", "Brevo", "in the settings under API keys"),
    ("hashicorp", "HashiCorp", "in the user's settings under tokens"),
    ("kimi", "Moonshot AI", "in the console under API keys"),
    ("zai", "Z.ai", "in the console under API keys"),
)
_ELSEWHERE = "in the provider's settings, where it was issued"
# Words of the engine's names that are not the provider's.
_OTHER_WORDS_TEXT = """
access api token key secret client personal auth user service account app application org organization upload project public
private long short lived cloud global server live id v1 v2 1 2 credentials oauth bot webhook url legacy session refresh
programmatic
"""
_OTHER_WORDS = frozenset(_OTHER_WORDS_TEXT.split())


def provider(engine_rule: str) -> Provider | None:
    """Whose credential the engine's rule finds; None when that opens nothing by itself, or is for us to read."""
    tail = engine_rule.removeprefix("betterleaks.").removeprefix("veles.secrets/")
    if tail.startswith(_READ_BY_US) or (_PUBLIC.search(tail) and tail != _WEBHOOK_ADDRESS):
        return None
    rule = next((rule for rule, names in _KINDS if tail.startswith(tuple(names.split()))), SERVICE)
    found = max((known for known in _KNOWN if tail.startswith(known[0])), key=lambda known: len(known[0]), default=None)
    if found:
        return Provider(rule, *found[1:])
    words = [word for word in tail.replace(".", "-").split("-") if word not in _OTHER_WORDS]
    return Provider(rule, " ".join(word.capitalize() for word in words) or "a service", _ELSEWHERE)
