import { pipeline } from "@xenova/transformers";

export const classify = await pipeline("text-classification", "acme/toxic");
