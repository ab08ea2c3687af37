import chromadb
import weaviate
from chromadb.config import Settings
from qdrant_client import QdrantClient


def answer(store, tenant_id, question):
    return store.similarity_search(question, k=4, filter={"tenant": tenant_id})


def papers(client, question, user_id: int):
    collection = client.get_collection(f"papers-{user_id}")
    return collection.query(query_texts=[question], n_results=3)


def public(store, question):
    return store.similarity_search(question)


def clients(key):
    return (
        chromadb.Client(Settings(anonymized_telemetry=False)),
        QdrantClient(url="http://localhost:6333"),
        QdrantClient(url="https://vectors.shop.example:6333", api_key=key),
        weaviate.Client("https://w.shop.example", auth_client_secret=key),
    )
