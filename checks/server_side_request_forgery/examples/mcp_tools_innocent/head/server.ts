import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "web", version: "1.0.0" });

server.registerTool("fetch", { inputSchema: { order: z.number() } }, async ({ order }) => {
  const answer = await fetch("https://orders.example/open");
  return { content: [{ type: "text", text: `${order}: ${await answer.text()}` }] };
});
