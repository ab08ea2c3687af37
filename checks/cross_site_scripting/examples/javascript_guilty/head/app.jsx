import nunjucks from "nunjucks";

nunjucks.configure("views", { autoescape: false });

app.get("/hello", (req, res) => {
  const name = req.query.name || "you";
  res.send(`<h1>Hello ${name}</h1>`);
});

http.createServer((req, res) => {
  const { query } = url.parse(req.url, true);
  res.writeHead(200, { "Content-Type": "text/html" });
  res.end("<p>" + query.text + "</p>");
});

document.getElementById("hint").innerHTML = decodeURIComponent(location.hash.slice(1));

export function Post({ post }) {
  return <article dangerouslySetInnerHTML={{ __html: post.body }} />;
}
