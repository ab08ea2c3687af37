import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { execFileSync } from "node:child_process";
import { z } from "zod";

const server = new McpServer({ name: "shop", version: "1.0.0" });

server.registerTool("count", { inputSchema: { text: z.string() } }, async ({ text }) => {
  const out = execFileSync("wc", ["-c"], { input: text });
  return { content: [{ type: "text", text: out.toString() }] };
});
