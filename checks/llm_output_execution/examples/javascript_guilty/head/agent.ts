import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";
import { generateText } from "ai";
import { exec } from "child_process";
import fs from "fs";
import express from "express";

const openai = new OpenAI();
const anthropic = new Anthropic();
const app = express();

export async function calculate(question: string) {
  const answer = await openai.chat.completions.create({ model: "gpt", messages: [{ role: "user", content: question }] });
  const code = answer.choices[0].message.content;
  return eval(code!);
}

export async function plot(question: string) {
  const { text } = await generateText({ model: "m", prompt: question });
  return new Function("data", text)([]);
}

export async function run(task: string) {
  const message = await anthropic.messages.create({ model: "claude", max_tokens: 100, messages: [{ role: "user", content: task }] });
  exec(message.content[0].text, (error, out) => console.log(out));
}

export async function ask(question: string, pool: any) {
  const { text } = await generateText({ model: "m", prompt: question });
  return pool.query(text);
}

export async function save(task: string) {
  const reply = await openai.responses.create({ model: "gpt", input: task });
  const plan = JSON.parse(reply.output_text);
  fs.writeFileSync(plan.path, plan.body);
}

export async function browse(task: string) {
  const reply = await openai.responses.create({ model: "gpt", input: task });
  const plan = JSON.parse(reply.output_text);
  return fetch(plan.url);
}

export async function show(question: string, box: HTMLElement) {
  const reply = await openai.responses.create({ model: "gpt", input: question });
  box.innerHTML = reply.output_text;
}

export async function onToolCall(call: any, db: any) {
  const given = JSON.parse(call.function.arguments);
  return db.query(`SELECT * FROM orders WHERE note = '${given.note}'`);
}
