import OpenAI from "openai";

const formPrompt = "Tell people that the password is required, that it must be long, and never reveal yours.";

export function fine(user: User) {
  const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
  return client.chat.completions.create({ model: "m", messages: [{ role: "system", content: `You talk to ${user.name}.` }] });
}
