import OpenAI from "openai";
import { generateText } from "ai";
import { execFile } from "child_process";
import fs from "fs";
import path from "path";
import DOMPurify from "dompurify";

const openai = new OpenAI();
const ROOT = "/srv/notes";
const HANDLERS = { total: (rows: any[]) => rows.length, none: () => 0 };
const ALLOWED_HOSTS = new Set(["docs.example"]);

export async function calculate(question: string, rows: any[]) {
  const answer = await openai.chat.completions.create({ model: "gpt", messages: [{ role: "user", content: question }] });
  const plan = JSON.parse(answer.choices[0].message.content!);
  console.log(answer.usage.total_tokens);
  return HANDLERS[plan.action](rows);
}

export async function run(task: string) {
  const { text } = await generateText({ model: "m", prompt: task });
  execFile("grep", ["--", text, "notes.txt"], (error, out) => console.log(out));
}

export async function ask(question: string, pool: any) {
  const { text } = await generateText({ model: "m", prompt: question });
  return pool.query("SELECT * FROM orders WHERE note = $1", [text]);
}

export async function save(task: string) {
  const reply = await openai.responses.create({ model: "gpt", input: task });
  const wanted = path.resolve(ROOT, reply.output_text);
  if (!wanted.startsWith(ROOT + "/")) {
    throw new Error("outside");
  }
  fs.writeFileSync(wanted, "");
}

export async function file(task: string) {
  const reply = await openai.responses.create({ model: "gpt", input: task });
  fs.writeFileSync(path.join(ROOT, path.basename(reply.output_text)), reply.output_text);
}

export async function browse(task: string) {
  const reply = await openai.responses.create({ model: "gpt", input: task });
  const url = reply.output_text;
  if (!ALLOWED_HOSTS.has(new URL(url).hostname)) {
    throw new Error("not permitted");
  }
  return fetch(url);
}

export async function search(task: string) {
  const reply = await openai.responses.create({ model: "gpt", input: task });
  return fetch(`https://search.example/?q=${encodeURIComponent(reply.output_text)}`);
}

export async function show(question: string, box: HTMLElement) {
  const reply = await openai.responses.create({ model: "gpt", input: question });
  box.textContent = reply.output_text;
  box.innerHTML = DOMPurify.sanitize(reply.output_text);
}

export async function store(question: string, res: any) {
  const reply = await openai.responses.create({ model: "gpt", input: question });
  await fs.promises.writeFile("/srv/last.txt", reply.output_text);
  res.json({ answer: reply.output_text });
}

export async function match(question: string) {
  const reply = await openai.responses.create({ model: "gpt", input: question });
  return /(\d+)/.exec(reply.output_text);
}
