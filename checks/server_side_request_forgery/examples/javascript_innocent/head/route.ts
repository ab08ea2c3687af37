import axios from "axios";

const API_URL = "https://api.example";
const HOSTS = new Set(["images.example", "news.example"]);

export async function POST(request: NextRequest) {
  const { hook } = await request.json();
  const parsed = new URL(hook);
  if (!HOSTS.has(parsed.hostname)) return Response.json({ sent: false });
  await fetch(parsed, { method: "POST" });
  return Response.json({ sent: true });
}

export async function GET(request: NextRequest) {
  const id = request.nextUrl.searchParams.get("id");
  await axios.get(`https://api.example/items/${id}`);
  return fetch(`${API_URL}/items/${id}`);
}
