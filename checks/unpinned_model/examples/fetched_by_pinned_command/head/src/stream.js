import { pipeline } from "node:stream/promises";

await pipeline("source/one", "sink/two");
