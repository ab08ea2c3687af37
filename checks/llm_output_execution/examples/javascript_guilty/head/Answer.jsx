import { useState } from "react";

export function Answer({ chain }) {
  const [html, setHtml] = useState("");

  async function load(question) {
    const said = await chain.invoke({ question });
    return <div dangerouslySetInnerHTML={{ __html: said }} />;
  }

  return <button onClick={() => load("?")}>Ask</button>;
}
