import axios from "axios";
import { Controller, Get, Query } from "@nestjs/common";

@Controller("preview")
export class PreviewController {
  @Get()
  async preview(@Query("url") url: string): Promise<string> {
    const answer = await axios.get(url);
    return answer.data;
  }
}

export async function POST(request: NextRequest) {
  const { hook } = await request.json();
  await fetch(hook, { method: "POST" });
  return Response.json({ sent: true });
}

export async function GET(request: NextRequest) {
  const host = request.nextUrl.searchParams.get("host");
  return fetch(`https://${host}/status`);
}
