import { generateText } from "ai";
import { openai } from "@ai-sdk/openai";

export const answer = (question: string) =>
  generateText({ model: openai("gpt-5"), system: "You answer questions about orders.", prompt: question });
