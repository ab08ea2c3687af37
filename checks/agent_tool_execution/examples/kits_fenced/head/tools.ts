import { execSync } from "node:child_process";
import { DynamicTool, tool } from "@langchain/core/tools";
import { query } from "@anthropic-ai/claude-agent-sdk";

const KNOWN = ["status", "log"];

export const search = new DynamicTool({
  name: "search",
  description: "Searches the catalogue",
  func: async (input: string) => catalogue.search(input),
});

export const run = tool(
  async ({ command }: { command: string }) => {
    if (!KNOWN.includes(command)) {
      throw new Error("unknown");
    }
    return execSync(`git ${command}`).toString();
  },
  { name: "run", description: "Runs a command" },
);

export const go = (prompt: string) => query({ prompt, options: { permissionMode: "default" } });
