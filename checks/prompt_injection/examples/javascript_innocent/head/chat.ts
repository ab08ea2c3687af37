import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";
import { generateText, streamText } from "ai";
import express from "express";

const openai = new OpenAI();
const anthropic = new Anthropic();
const app = express();
const PERSONAS = { cook: "You are a cook.", pilot: "You are a pilot." };

app.post("/chat", async (req, res) => {
  const answer = await openai.chat.completions.create({
    model: "gpt",
    messages: [
      { role: "system", content: "Answer shortly." },
      { role: "user", content: req.body.question },
    ],
  });
  res.json(answer);
});

app.post("/persona", async (req, res) => {
  const persona = PERSONAS[req.body.persona];
  res.json(await anthropic.messages.create({ model: "claude", max_tokens: 10, system: persona, messages: [] }));
});

export async function POST(request: Request) {
  const { messages } = await request.json();
  const result = streamText({ model: "m", system: "You help with cooking.", messages });
  return result.toDataStreamResponse();
}

export async function summarise(address: string) {
  const page = await fetch(address);
  const body = await page.text();
  return generateText({ model: "m", system: "Summarise what the user sends.", prompt: body });
}
