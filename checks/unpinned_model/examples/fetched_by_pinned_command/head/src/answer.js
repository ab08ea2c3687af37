import { pipeline, AutoTokenizer } from "@huggingface/transformers";

const COMMIT = "8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706";
const answer = await pipeline("text-generation", "acme/support-7b", { revision: COMMIT });
const tokenizer = await AutoTokenizer.from_pretrained("acme/support-7b", { revision: "8b5d3c1f0a2e4d6c7b9a8f7e6d5c4b3a29181706" });
const local = await AutoTokenizer.from_pretrained("./models/support-7b");
const offline = await AutoTokenizer.from_pretrained("acme/support-7b", { local_files_only: true });
