import chromadb
import weaviate
from chromadb.config import Settings
from qdrant_client import QdrantClient


def answer(store, tenant_id, question):
    return store.similarity_search(question, k=4)


def papers(collection, question, user_id: int):
    return collection.query(query_texts=[question], n_results=3)


def clients():
    return chromadb.Client(Settings(allow_reset=True)), QdrantClient(url="http://vectors.shop.example:6333"), weaviate.Client("https://w.shop.example")
