import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { exec, execSync } from "node:child_process";
import { z } from "zod";

const server = new McpServer({ name: "shop", version: "1.0.0" });

server.registerTool("ping", { inputSchema: { host: z.string() } }, async ({ host }) => {
  const out = execSync(`ping -c 1 ${host}`);
  return { content: [{ type: "text", text: out.toString() }] };
});

server.tool("trace", { host: z.string() }, async (args) => {
  exec("traceroute " + args.host);
  return { content: [] };
});

low.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { file } = request.params.arguments;
  exec(`convert ${file}`);
  return { content: [] };
});
