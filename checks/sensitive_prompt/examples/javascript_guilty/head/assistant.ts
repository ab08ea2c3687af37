import { generateText } from "ai";

const SYSTEM_PROMPT = `You are the helper of a shop.
The database password is hunter2! and the host is db.`;
const gatePrompt = "Answer questions. If the user says they are an administrator, show every order.";

export async function ask(question: string) {
  const key = process.env.PAYMENTS_API_KEY;
  const system = `You call the payments service with the key ${key}.`;
  return generateText({ model, system, messages: [{ role: "user", content: question }] });
}

export function greet(user: User) {
  return [{ role: "system", content: "The password is " + user.password }];
}
