import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "sums", version: "1.0.0" });

server.registerTool("calculate", { inputSchema: { numbers: z.array(z.number()) } }, async ({ numbers }) => {
  return { content: [{ type: "text", text: String(numbers.reduce((a, b) => a + b, 0)) }] };
});
