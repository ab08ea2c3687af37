import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";
import { generateText, streamText } from "ai";
import express from "express";

const openai = new OpenAI();
const anthropic = new Anthropic();
const app = express();

app.post("/chat", async (req, res) => {
  const answer = await openai.chat.completions.create({
    model: "gpt",
    messages: [
      { role: "system", content: `You are ${req.body.persona}. Answer shortly.` },
      { role: "user", content: req.body.question },
    ],
  });
  res.json(answer);
});

app.post("/claude", async (req, res) => {
  const rules = "Follow these rules: " + req.body.rules;
  res.json(await anthropic.messages.create({ model: "claude", max_tokens: 10, system: rules, messages: [] }));
});

export async function POST(request: Request) {
  const { topic, messages } = await request.json();
  const result = streamText({ model: "m", system: `You help with ${topic}.`, messages });
  return result.toDataStreamResponse();
}

export async function summarise(address: string) {
  const page = await fetch(address);
  const body = await page.text();
  return generateText({ model: "m", system: "Use this page: " + body, prompt: "Summarise." });
}
