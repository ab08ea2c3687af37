import { pipeline, AutoTokenizer } from "@huggingface/transformers";

const MODEL = "acme/support-7b";
const answer = await pipeline("text-generation", "acme/support-7b");
const tokenizer = await AutoTokenizer.from_pretrained(MODEL, { revision: "main" });
