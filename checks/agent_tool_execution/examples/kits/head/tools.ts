import { execSync } from "node:child_process";
import { DynamicTool } from "@langchain/core/tools";
import { tool } from "@langchain/core/tools";
import { query } from "@anthropic-ai/claude-agent-sdk";

export const shell = new DynamicTool({
  name: "shell",
  description: "Runs a command",
  func: async (input: string) => execSync(input).toString(),
});

export const run = tool(
  async ({ command }: { command: string }) => {
    const output = execSync(`bash -c "${command}"`);
    return output.toString();
  },
  { name: "run", description: "Runs a command" },
);

export const go = (prompt: string) => query({ prompt, options: { permissionMode: "bypassPermissions" } });
