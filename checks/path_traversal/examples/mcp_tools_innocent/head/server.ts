import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

const server = new McpServer({ name: "notes", version: "1.0.0" });

server.registerTool("read", { inputSchema: { name: z.string() } }, async ({ name }) => {
  const text = fs.readFileSync(path.join("/srv/notes", path.basename(name)), "utf8");
  return { content: [{ type: "text", text }] };
});
