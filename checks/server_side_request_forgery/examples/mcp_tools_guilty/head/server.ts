import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "web", version: "1.0.0" });

server.registerTool("fetch", { inputSchema: { url: z.string() } }, async ({ url }) => {
  const answer = await fetch(url);
  return { content: [{ type: "text", text: await answer.text() }] };
});
